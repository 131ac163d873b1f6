package parable.text.template;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/// Runs the statements of one template once. Templates come from strangers, so loops, output and nesting are
/// bounded. Confined to one thread.
final class Renderer {
    private static final int MOST_STEPS = 5_000_000, DEEPEST = 100, LONGEST = 50_000_000;

    /// What a loop does after a statement.
    private enum Next {
        STATEMENT,
        ROUND,
        LEAVE
    }

    private final List<ChatTemplate.Span> generated = new ArrayList<>();
    private int steps;
    private int line = 1;
    private int depth;

    List<ChatTemplate.Span> generated() {
        return generated;
    }

    /// Of the statement that runs, for messages about values that do not know where they stand.
    int line() {
        return line;
    }

    /// @param isText whether `out` is the rendered text itself and not a part that is still to be placed
    Next run(List<Statement> statements, Variables variables, StringBuilder out, boolean isText) {
        for (Statement statement : statements) {
            Next next = run(statement, variables, out, isText);
            if (next != Next.STATEMENT) {
                return next;
            }
        }
        return Next.STATEMENT;
    }

    private Next run(Statement statement, Variables variables, StringBuilder out, boolean isText) {
        count(out);
        switch (statement) {
            case Statement.Data(var text) -> out.append(text);
            case Statement.Output(var expression) -> {
                line = expression.line();
                out.append(Python.str(Evaluator.value(unmarked(expression), variables)));
            }
            case Statement.If(var branches, var otherwise) -> {
                for (Statement.Branch branch : branches) {
                    line = branch.condition().line();
                    if (Python.truth(Evaluator.value(branch.condition(), variables))) {
                        return run(branch.body(), variables, out, isText);
                    }
                }
                return run(otherwise, variables, out, isText);
            }
            case Statement.For loop -> loop(loop, variables, out, isText);
            case Statement.Assign(var target, var value, var here) -> {
                line = here;
                assign(target, Evaluator.value(value, variables), variables, here);
            }
            case Statement.AssignBlock block -> assignBlock(block, variables);
            case Statement.Macro macro ->
                variables.set(macro.name(), new Value.Function(macro.name(), given -> called(macro, given, variables)));
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

    /// `safe` only says that nothing must be escaped, and nothing is; inside an expression Jinja2 would go
    /// on to escape what is joined to it, which is refused.
    private static Expression unmarked(Expression expression) {
        return expression instanceof Expression.Filter(var input, var name, var arguments, var _)
                        && name.equals("safe")
                        && arguments.positional().isEmpty()
                ? input.orElseThrow()
                : expression;
    }

    private void count(StringBuilder out) {
        if (++steps > MOST_STEPS || out.length() > LONGEST) {
            throw new TemplateException(
                    1, "the template takes more than %d steps or %d characters", MOST_STEPS, LONGEST);
        }
    }

    private void loop(Statement.For loop, Variables outside, StringBuilder out, boolean isText) {
        line = loop.line();
        List<Value> values = new ArrayList<>();
        for (Value value : Python.iterated(Evaluator.value(loop.over(), outside), loop.line())) {
            count(out);
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
        facts.put(
                "cycle",
                new Value.Function(
                        "cycle",
                        given -> given.positional()
                                .get(index % given.positional().size())));
        return new Value.Space(facts);
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
        Value value = Value.of(text(block.body(), new Variables(variables), block.line()));
        for (Expression.Filter filter : block.filters()) {
            value = Evaluator.filtered(value, filter, variables);
        }
        assign(block.target(), value, variables, block.line());
    }

    private String text(List<Statement> body, Variables variables, int line) {
        if (++depth > DEEPEST) {
            throw new TemplateException(line, "macros call each other more than %d deep", DEEPEST);
        }
        StringBuilder inner = new StringBuilder();
        run(body, variables, inner, false);
        depth--;
        return inner.toString();
    }

    private Value called(Statement.Macro macro, Given given, Variables definedIn) {
        String[] names =
                macro.parameters().stream().map(Statement.Parameter::name).toArray(String[]::new);
        given.takes(names);
        Variables inside = new Variables(definedIn);
        for (int i = 0; i < names.length; i++) {
            Statement.Parameter parameter = macro.parameters().get(i);
            Optional<Value> value = given.at(i, parameter.name());
            inside.set(
                    parameter.name(),
                    value.orElseGet(() -> parameter
                            .otherwise()
                            .map(otherwise -> Evaluator.value(otherwise, inside))
                            .orElseGet(() -> new Value.Missing(parameter.name()))));
        }
        return Value.of(text(macro.body(), inside, macro.line()));
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
