package parable.text.template;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;

/// Values of expressions.
final class Evaluator {
    /// Names that mean something inside Jinja2's inherited blocks.
    private static final Set<String> RESERVED = Set.of("self", "super");

    private Evaluator() {}

    static Value value(Expression expression, Variables variables) {
        Meter.enter(expression.line());
        Value value = computed(expression, variables);
        if (expression instanceof Expression.Binary
                || expression instanceof Expression.Call
                || expression instanceof Expression.Filter
                || expression instanceof Expression.Slice) {
            pay(value);
        }
        Meter.leave();
        return value;
    }

    /// For a value that was made; parts of values that were only looked up cost nothing.
    private static void pay(Value value) {
        switch (value) {
            case Value.Text(var text) -> Meter.text(text.length());
            case Value.Safe(var text) -> Meter.text(text.length());
            case Value.Items(var values, var _) -> Meter.work(values.size());
            case Value.Mapping(var entries) -> Meter.work(entries.size());
            default -> {}
        }
    }

    private static Value computed(Expression expression, Variables variables) {
        return switch (expression) {
            case Expression.Constant constant -> constant.value();
            case Expression.Name name -> name(name, variables);
            case Expression.Attribute(var of, var name, var line) -> Lookup.attribute(value(of, variables), name, line);
            case Expression.Index(var of, var key, var line) ->
                Lookup.item(value(of, variables), value(key, variables), line);
            case Expression.Slice slice ->
                Lookup.slice(
                        value(slice.of(), variables),
                        bound(slice.start(), variables),
                        bound(slice.stop(), variables),
                        bound(slice.step(), variables),
                        slice.line());
            case Expression.Call call -> called(call, Optional.empty(), variables);
            case Expression.Filter filter ->
                filtered(value(filter.input().orElseThrow(), variables), filter, variables);
            case Expression.Test(var input, var name, var arguments, var line) ->
                Value.of(Tests.holds(value(input, variables), given(name, arguments, variables, line)));
            case Expression.Unary unary -> unary(unary, variables);
            case Expression.Binary binary -> binary(binary, variables);
            case Expression.Comparison comparison -> comparison(comparison, variables);
            case Expression.Conditional(var condition, var then, var otherwise, var _) -> {
                if (Python.truth(value(condition, variables))) {
                    yield value(then, variables);
                }
                yield otherwise.isPresent()
                        ? value(otherwise.get(), variables)
                        : new Value.Missing("the other case of an if without else");
            }
            case Expression.ListOf(var items, var isTuple, var _) ->
                new Value.Items(values(items, variables), isTuple ? Value.Items.Kind.TUPLE : Value.Items.Kind.LIST);
            case Expression.DictOf dict -> dict(dict, variables);
        };
    }

    private static Value name(Expression.Name name, Variables variables) {
        Value value = variables.of(name.name());
        if (value instanceof Value.Missing && RESERVED.contains(name.name())) {
            throw new TemplateException(name.line(), "\"%s\" is not supported", name.name());
        }
        return value;
    }

    /// A slice's end; `none` means no end.
    private static Optional<Value> bound(Optional<Expression> end, Variables variables) {
        return end.map(expression -> value(expression, variables))
                .filter(value -> !(value instanceof Value.None))
                .map(value -> {
                    if (value instanceof Value.Whole || value instanceof Value.Flag) {
                        return value;
                    }
                    throw new TemplateException(
                            end.get().line(), "%s cannot be the end of a slice", Python.shown(value));
                });
    }

    private static List<Value> values(List<Expression> expressions, Variables variables) {
        List<Value> values = new ArrayList<>(); // a stream would take three times the stack
        for (Expression expression : expressions) {
            values.add(value(expression, variables));
        }
        return values;
    }

    private static Given given(String callee, Expression.Arguments arguments, Variables variables, int line) {
        List<Value> positional = new ArrayList<>(values(arguments.positional(), variables));
        SequencedMap<String, Value> named = new LinkedHashMap<>();
        arguments.named().forEach((name, argument) -> named.put(name, value(argument, variables)));
        if (arguments.spread().isPresent()) {
            positional.addAll(Python.iterated(value(arguments.spread().get(), variables), line));
        }
        if (arguments.spreadNamed().isPresent()) {
            spread(value(arguments.spreadNamed().get(), variables), named, line);
        }
        return new Given(callee, positional, named, line);
    }

    private static void spread(Value value, SequencedMap<String, Value> named, int line) {
        if (!(value instanceof Value.Mapping(var entries))) {
            throw new TemplateException(line, "** wants a mapping, but was given %s", Python.shown(value));
        }
        entries.forEach((name, argument) -> {
            Meter.work(1);
            if (named.put(name, argument) != null) {
                throw new TemplateException(line, "the argument \"%s\" is given twice", name);
            }
        });
    }

    /// @param caller of a macro that is called with a block
    static Value called(Expression.Call call, Optional<Value> caller, Variables variables) {
        Value callee = value(call.callee(), variables);
        if (callee instanceof Value.Function(var name, var body)) {
            Given given = given(name, call.arguments(), variables, call.line());
            caller.ifPresent(block -> given.named().put("caller", block));
            return body.call(given);
        }
        throw new TemplateException(call.line(), "%s cannot be called", Python.shown(callee));
    }

    static Value filtered(Value input, Expression.Filter filter, Variables variables) {
        return Filters.apply(input, given(filter.name(), filter.arguments(), variables, filter.line()));
    }

    private static Value unary(Expression.Unary unary, Variables variables) {
        Value value = value(unary.operand(), variables);
        if (!unary.operator().equals("not") && !Python.number(value)) {
            throw new TemplateException(unary.line(), "%s has no sign", Python.shown(value));
        }
        return switch (unary.operator()) {
            case "not" -> Value.of(!Python.truth(value));
            case "-" -> Arithmetic.of("*", value, Value.of(-1), unary.line());
            default -> Arithmetic.of("*", value, Value.of(1), unary.line());
        };
    }

    private static Value binary(Expression.Binary binary, Variables variables) {
        Value left = value(binary.left(), variables);
        return switch (binary.operator()) {
            case "and" -> Python.truth(left) ? value(binary.right(), variables) : left;
            case "or" -> Python.truth(left) ? left : value(binary.right(), variables);
            default -> Arithmetic.of(binary.operator(), left, value(binary.right(), variables), binary.line());
        };
    }

    private static Value comparison(Expression.Comparison comparison, Variables variables) {
        Value left = value(comparison.first(), variables);
        for (Expression.Step step : comparison.steps()) {
            Value right = value(step.right(), variables);
            if (!Arithmetic.compares(step.operator(), left, right, comparison.line())) {
                return Value.FALSE;
            }
            left = right;
        }
        return Value.TRUE;
    }

    private static Value dict(Expression.DictOf dict, Variables variables) {
        SequencedMap<String, Value> entries = new LinkedHashMap<>();
        for (Expression.Entry entry : dict.entries()) {
            Value key = value(entry.key(), variables);
            if (!(key instanceof Value.Text(var name))) {
                throw new TemplateException(dict.line(), "keys must be texts here, but one is %s", Python.shown(key));
            }
            entries.put(name, value(entry.value(), variables));
        }
        return new Value.Mapping(entries);
    }
}
