package parable.text.template;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;

/// Values of expressions.
final class Evaluator {
    /// Names that mean something inside Jinja2's macros and blocks.
    private static final Set<String> RESERVED = Set.of("varargs", "kwargs", "caller", "self", "super");

    private Evaluator() {}

    static Value value(Expression expression, Variables variables) {
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
            case Expression.Call call -> call(call, variables);
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
                yield otherwise
                        .map(other -> value(other, variables))
                        .orElseGet(() -> new Value.Missing("the other case of an if without else"));
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

    /// A slice's end; `none` stands for no end.
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
        return expressions.stream().map(item -> value(item, variables)).toList();
    }

    private static Given given(String callee, Expression.Arguments arguments, Variables variables, int line) {
        SequencedMap<String, Value> named = new LinkedHashMap<>();
        arguments.named().forEach((name, argument) -> named.put(name, value(argument, variables)));
        return new Given(callee, values(arguments.positional(), variables), named, line);
    }

    private static Value call(Expression.Call call, Variables variables) {
        Value callee = value(call.callee(), variables);
        if (callee instanceof Value.Function(var name, var body)) {
            return body.call(given(name, call.arguments(), variables, call.line()));
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
