package parable.text.template;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/// Runs the statements of one template once, on a [Meter]. Confined to one thread.
final class Renderer {
    /// What a loop does after a statement.
    private enum Next {
        STATEMENT,
        ROUND,
        LEAVE
    }

    private final List<ChatTemplate.Span> generated = new ArrayList<>();

    List<ChatTemplate.Span> generated() {
        return generated;
    }

    /// @param isText whether `out` is the rendered text itself and not a part that is still to be placed
    Next run(List<Statement> statements, Variables variables, StringBuilder out, boolean isText) {
        Meter.enter();
        Next next = Next.STATEMENT;
        for (int at = 0; at < statements.size() && next == Next.STATEMENT; at++) {
            next = run(statements.get(at), variables, out, isText);
        }
        Meter.leave();
        return next;
    }

    private Next run(Statement statement, Variables variables, StringBuilder out, boolean isText) {
        switch (statement) {
            case Statement.Data(var text) -> write(text, out);
            case Statement.Output(var expression) -> {
                Value value = Evaluator.value(expression, variables);
                Meter.at(expression.line());
                write(Python.str(value), out);
            }
            case Statement.If(var branches, var otherwise) -> {
                for (Statement.Branch branch : branches) {
                    if (Python.truth(Evaluator.value(branch.condition(), variables))) {
                        return run(branch.body(), variables, out, isText);
                    }
                }
                return run(otherwise, variables, out, isText);
            }
            case Statement.For loop -> loop(loop, variables, out, isText);
            case Statement.Assign(var target, var value, var here) ->
                assign(target, Evaluator.value(value, variables), variables, here);
            case Statement.AssignBlock block -> assignBlock(block, variables);
            case Statement.Macro macro -> variables.set(macro.name(), function(macro, variables));
            case Statement.CallBlock(var call, var caller) ->
                write(Python.str(Evaluator.called(call, Optional.of(function(caller, variables)), variables)), out);
            case Statement.FilterBlock(var filters, var body, var line) ->
                write(Python.str(filtered(body, filters, variables, line)), out);
            case Statement.With(var values, var body) -> {
                Variables inside = new Variables(variables);
                for (Statement.Assign one : values) {
                    assign(one.target(), Evaluator.value(one.value(), variables), inside, one.line());
                }
                return run(body, inside, out, isText);
            }
            case Statement.Generation(var body, var here) -> generation(body, here, variables, out, isText);
            case Statement.Break _ -> {
                return Next.LEAVE;
            }
            case Statement.Continue _ -> {
                return Next.ROUND;
            }
        }
        return Next.STATEMENT;
    }

    private static void write(String text, StringBuilder out) {
        Meter.work(1);
        Meter.text(text.length());
        out.append(text);
    }

    private void loop(Statement.For loop, Variables outside, StringBuilder out, boolean isText) {
        List<Value> values = new ArrayList<>();
        for (Value value : Python.iterated(Evaluator.value(loop.over(), outside), loop.line())) {
            Meter.work(1);
            Variables inside = new Variables(outside);
            assign(loop.target(), value, inside, loop.line());
            if (loop.condition().isEmpty()
                    || Python.truth(Evaluator.value(loop.condition().get(), inside))) {
                values.add(value);
            }
        }
        if (values.isEmpty()) {
            run(loop.otherwise(), new Variables(outside), out, isText);
        }
        for (int index = 0; index < values.size(); index++) {
            Meter.work(5);
            Variables inside = new Variables(outside);
            inside.set("loop", facts(values, index));
            assign(loop.target(), values.get(index), inside, loop.line());
            if (run(loop.body(), inside, out, isText) == Next.LEAVE) {
                return;
            }
        }
    }

    /// What `loop` knows inside a loop.
    private static Value facts(List<Value> values, int index) {
        int size = values.size();
        SequencedMap<String, Value> facts = new LinkedHashMap<>();
        facts.put("index", Value.of(index + 1));
        facts.put("index0", Value.of(index));
        facts.put("revindex", Value.of(size - index));
        facts.put("revindex0", Value.of(size - index - 1));
        facts.put("first", Value.of(index == 0));
        facts.put("last", Value.of(index == size - 1));
        facts.put("length", Value.of(size));
        facts.put("depth", Value.of(1)); // loops are not recursive
        facts.put("depth0", Value.of(0));
        facts.put("previtem", index == 0 ? new Value.Missing("there is no previous item") : values.get(index - 1));
        facts.put("nextitem", index == size - 1 ? new Value.Missing("there is no next item") : values.get(index + 1));
        facts.put("cycle", new Value.Function("cycle", given -> cycled(given, index)));
        return new Value.Space(facts);
    }

    private static Value cycled(Given given, int index) {
        List<Value> values = given.positional();
        if (values.isEmpty()) {
            throw given.fault("cycle needs values to go through");
        }
        return values.get(index % values.size());
    }

    private void assign(Statement.Target target, Value value, Variables variables, int line) {
        switch (target) {
            case Statement.Target.Single(var name) -> variables.set(name, value);
            case Statement.Target.Several(var names) -> {
                List<Value> values = Python.iterated(value, line);
                if (values.size() != names.size()) {
                    throw new TemplateException(
                            line, "%s cannot be laid out over the names %s", Python.shown(value), names);
                }
                for (int i = 0; i < names.size(); i++) {
                    variables.set(names.get(i), values.get(i));
                }
            }
            case Statement.Target.Member(var space, var name) -> {
                if (!(variables.of(space) instanceof Value.Space(var entries)) || space.equals("loop")) {
                    throw new TemplateException(line, "\"%s\" is no namespace, so it cannot be changed", space);
                }
                entries.put(name, value);
            }
        }
    }

    private void assignBlock(Statement.AssignBlock block, Variables variables) {
        Value value = filtered(block.body(), block.filters(), variables, block.line());
        assign(block.target(), value, variables, block.line());
    }

    private Value filtered(List<Statement> body, List<Expression.Filter> filters, Variables variables, int line) {
        Value value = Value.of(text(body, new Variables(variables), line));
        for (Expression.Filter filter : filters) {
            value = Evaluator.filtered(value, filter, variables);
        }
        return value;
    }

    private Value function(Statement.Macro macro, Variables definedIn) {
        return new Value.Function(macro.name(), given -> called(macro, given, definedIn));
    }

    private String text(List<Statement> body, Variables variables, int line) {
        Meter.enter(line);
        StringBuilder inner = new StringBuilder();
        run(body, variables, inner, false);
        Meter.leave();
        return inner.toString();
    }

    private Value called(Statement.Macro macro, Given given, Variables definedIn) {
        Variables inside = new Variables(definedIn);
        Given own = extras(macro, given, inside);
        for (int i = 0; i < macro.parameters().size(); i++) {
            Statement.Parameter parameter = macro.parameters().get(i);
            Optional<Value> value = own.at(i, parameter.name());
            if (value.isEmpty() && parameter.otherwise().isPresent()) {
                value = Optional.of(Evaluator.value(parameter.otherwise().get(), inside));
            }
            inside.set(parameter.name(), value.orElseGet(() -> new Value.Missing(parameter.name())));
        }
        return Value.of(text(macro.body(), inside, macro.line()));
    }

    /// Sets `caller`, `varargs` and `kwargs` for a macro that names them.
    ///
    /// @return the arguments that its parameters take
    private static Given extras(Statement.Macro macro, Given given, Variables inside) {
        List<String> names =
                macro.parameters().stream().map(Statement.Parameter::name).toList();
        List<Value> positional = given.positional();
        SequencedMap<String, Value> named = new LinkedHashMap<>(given.named());
        if (macro.extras().contains("caller") && !names.contains("caller")) {
            Value caller = named.remove("caller");
            inside.set("caller", caller == null ? new Value.Missing("caller") : caller);
        }
        if (macro.extras().contains("kwargs")) {
            SequencedMap<String, Value> others = new LinkedHashMap<>(named);
            names.forEach(others::remove);
            named.keySet().retainAll(names);
            inside.set("kwargs", new Value.Mapping(others));
        }
        if (macro.extras().contains("varargs")) {
            int own = Math.min(names.size(), positional.size());
            inside.set("varargs", new Value.Items(positional.subList(own, positional.size()), Value.Items.Kind.TUPLE));
            positional = positional.subList(0, own);
        }
        return new Given(given.callee(), positional, named, given.line()).takes(names.toArray(String[]::new));
    }

    private void generation(List<Statement> body, int line, Variables variables, StringBuilder out, boolean isText) {
        if (!isText) {
            throw new TemplateException(line, "a generation block inside a macro or a set block is not supported");
        }
        int start = out.length();
        out.append(text(body, new Variables(variables), line));
        generated.add(new ChatTemplate.Span(start, out.length()));
    }
}
