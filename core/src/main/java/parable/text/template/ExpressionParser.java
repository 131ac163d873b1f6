package parable.text.template;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import parable.text.template.Token.Kind;

/// Reads expressions with Jinja2's own precedence (3.1, `parser.py`), which differs from Python's in that `~`
/// binds tighter than `+`. Confined to one thread.
final class ExpressionParser {
    private static final Set<String> COMPARISONS = Set.of("==", "!=", "<", "<=", ">", ">=");

    private final TokenStream stream;

    ExpressionParser(TokenStream stream) {
        this.stream = stream;
    }

    /// One expression, or several with commas between, which are a tuple.
    ///
    /// @param conditional whether `a if b else c` may stand here
    Expression tuple(boolean conditional) {
        int line = stream.line();
        Expression first = conditional ? expression() : or();
        if (!stream.seesOperator(",")) {
            return first;
        }
        List<Expression> items = new ArrayList<>(List.of(first));
        while (stream.skipOperator(",") && !endsTuple()) {
            items.add(conditional ? expression() : or());
        }
        return new Expression.ListOf(items, true, line);
    }

    private boolean endsTuple() {
        return stream.sees(Kind.BLOCK_END)
                || stream.sees(Kind.OUTPUT_END)
                || stream.seesOperator(")")
                || stream.seesName("in");
    }

    Expression expression() {
        int line = stream.line();
        Meter.enter(line);
        Expression value = or();
        while (stream.skipName("if")) {
            Expression condition = or();
            Optional<Expression> otherwise = stream.skipName("else") ? Optional.of(expression()) : Optional.empty();
            value = new Expression.Conditional(condition, value, otherwise, line);
        }
        Meter.leave();
        return value;
    }

    private Expression or() {
        Expression left = and();
        while (stream.seesName("or")) {
            int line = stream.next().line();
            left = new Expression.Binary("or", left, and(), line);
        }
        return left;
    }

    private Expression and() {
        Expression left = not();
        while (stream.seesName("and")) {
            int line = stream.next().line();
            left = new Expression.Binary("and", left, not(), line);
        }
        return left;
    }

    private Expression not() {
        if (stream.seesName("not")) {
            int line = stream.next().line();
            Meter.enter(line);
            Expression operand = not();
            Meter.leave();
            return new Expression.Unary("not", operand, line);
        }
        return comparison();
    }

    private Expression comparison() {
        int line = stream.line();
        Expression first = sum();
        List<Expression.Step> steps = new ArrayList<>();
        while (true) {
            if (stream.sees(Kind.OPERATOR)
                    && COMPARISONS.contains(stream.current().text())) {
                steps.add(new Expression.Step(stream.next().text(), sum()));
            } else if (stream.skipName("in")) {
                steps.add(new Expression.Step("in", sum()));
            } else if (stream.seesName("not") && stream.following().is(Kind.NAME, "in")) {
                stream.next();
                stream.next();
                steps.add(new Expression.Step("not in", sum()));
            } else {
                return steps.isEmpty() ? first : new Expression.Comparison(first, steps, line);
            }
        }
    }

    private Expression sum() {
        Expression left = concatenation();
        while (stream.seesOperator("+") || stream.seesOperator("-")) {
            Token operator = stream.next();
            left = new Expression.Binary(operator.text(), left, concatenation(), operator.line());
        }
        return left;
    }

    private Expression concatenation() {
        Expression left = product();
        while (stream.seesOperator("~")) {
            int line = stream.next().line();
            left = new Expression.Binary("~", left, product(), line);
        }
        return left;
    }

    private Expression product() {
        Expression left = power();
        while (stream.sees(Kind.OPERATOR)
                && Set.of("*", "/", "//", "%").contains(stream.current().text())) {
            Token operator = stream.next();
            left = new Expression.Binary(operator.text(), left, power(), operator.line());
        }
        return left;
    }

    private Expression power() {
        Expression left = unary(true);
        while (stream.seesOperator("**")) {
            int line = stream.next().line();
            left = new Expression.Binary("**", left, unary(true), line);
        }
        return left;
    }

    private Expression unary(boolean filtered) {
        Expression value;
        if (stream.seesOperator("-") || stream.seesOperator("+")) {
            Token sign = stream.next();
            Meter.enter(sign.line());
            value = new Expression.Unary(sign.text(), unary(false), sign.line());
            Meter.leave();
        } else {
            value = primary();
        }
        value = postfix(value);
        return filtered ? filters(value) : value;
    }

    private Expression primary() {
        Token token = stream.next();
        int line = token.line();
        return switch (token.kind()) {
            case NAME -> name(token);
            case STRING -> new Expression.Constant(Value.of(joined(token.text())), line);
            case INTEGER -> new Expression.Constant(whole(token), line);
            case FLOAT ->
                new Expression.Constant(
                        new Value.Real(Double.parseDouble(token.text().replace("_", ""))), line);
            case OPERATOR -> bracketed(token);
            default -> throw new TemplateException(line, "expected an expression, found %s", token.shown());
        };
    }

    private static Expression name(Token token) {
        return switch (token.text()) {
            case "true", "True" -> new Expression.Constant(Value.TRUE, token.line());
            case "false", "False" -> new Expression.Constant(Value.FALSE, token.line());
            case "none", "None" -> new Expression.Constant(Value.NONE, token.line());
            default -> new Expression.Name(token.text(), token.line());
        };
    }

    /// Strings that stand side by side are one.
    private String joined(String first) {
        StringBuilder text = new StringBuilder(first);
        while (stream.sees(Kind.STRING)) {
            text.append(stream.next().text());
        }
        return text.toString();
    }

    private static Value whole(Token token) {
        try {
            return Value.of(Long.parseLong(token.text().replace("_", "")));
        } catch (NumberFormatException e) {
            throw new TemplateException(token.line(), "%s does not fit into 64 bits", token.shown());
        }
    }

    private Expression bracketed(Token open) {
        return switch (open.text()) {
            case "(" -> {
                if (stream.skipOperator(")")) {
                    yield new Expression.ListOf(List.of(), true, open.line());
                }
                Expression inside = tuple(true);
                stream.expectOperator(")");
                yield inside;
            }
            case "[" -> new Expression.ListOf(listed("]"), false, open.line());
            case "{" -> dict(open.line());
            default -> throw new TemplateException(open.line(), "expected an expression, found %s", open.shown());
        };
    }

    private List<Expression> listed(String close) {
        List<Expression> items = new ArrayList<>();
        while (!stream.skipOperator(close)) {
            if (!items.isEmpty()) {
                stream.expectOperator(",");
                if (stream.skipOperator(close)) {
                    break;
                }
            }
            items.add(expression());
        }
        return items;
    }

    private Expression dict(int line) {
        List<Expression.Entry> entries = new ArrayList<>();
        while (!stream.skipOperator("}")) {
            if (!entries.isEmpty()) {
                stream.expectOperator(",");
                if (stream.skipOperator("}")) {
                    break;
                }
            }
            Expression key = expression();
            stream.expectOperator(":");
            entries.add(new Expression.Entry(key, expression()));
        }
        return new Expression.DictOf(entries, line);
    }

    private Expression postfix(Expression start) {
        Expression value = start;
        while (true) {
            int line = stream.line();
            if (stream.skipOperator(".")) {
                value = dotted(value, line);
            } else if (stream.skipOperator("[")) {
                value = subscript(value, line);
            } else if (stream.seesOperator("(")) {
                value = new Expression.Call(value, arguments(), line);
            } else {
                return value;
            }
        }
    }

    private Expression dotted(Expression value, int line) {
        if (stream.sees(Kind.INTEGER)) {
            return new Expression.Index(value, new Expression.Constant(whole(stream.next()), line), line);
        }
        return new Expression.Attribute(
                value, stream.expect(Kind.NAME, "a name or number").text(), line);
    }

    private Expression subscript(Expression value, int line) {
        Optional<Expression> start = stream.seesOperator(":") ? Optional.empty() : Optional.of(expression());
        if (!stream.seesOperator(":")) {
            stream.expectOperator("]");
            return new Expression.Index(value, start.orElseThrow(), line);
        }
        stream.next();
        Optional<Expression> stop = sliceEnd();
        Optional<Expression> step = stream.skipOperator(":") ? sliceEnd() : Optional.empty();
        stream.expectOperator("]");
        return new Expression.Slice(value, start, stop, step, line);
    }

    private Optional<Expression> sliceEnd() {
        return stream.seesOperator(":") || stream.seesOperator("]") ? Optional.empty() : Optional.of(expression());
    }

    private Expression filters(Expression start) {
        Expression value = start;
        while (true) {
            int line = stream.line();
            if (stream.seesOperator("|")) {
                value = filter(Optional.of(value));
            } else if (stream.skipName("is")) {
                value = test(value, line);
            } else if (stream.seesOperator("(")) {
                value = new Expression.Call(value, arguments(), line);
            } else {
                return value;
            }
        }
    }

    /// The filter that begins with the bar at the current position.
    Expression.Filter filter(Optional<Expression> input) {
        stream.expectOperator("|");
        return named(input);
    }

    /// The filter whose name is the current token.
    Expression.Filter named(Optional<Expression> input) {
        int line = stream.line();
        String name = stream.expect(Kind.NAME, "the name of a filter").text();
        return new Expression.Filter(input, name, stream.seesOperator("(") ? arguments() : none(), line);
    }

    private Expression test(Expression input, int line) {
        boolean negated = stream.skipName("not");
        String name = stream.expect(Kind.NAME, "the name of a test").text();
        Expression.Arguments arguments = none();
        if (stream.seesOperator("(")) {
            arguments = arguments();
        } else if (beginsArgument()) {
            arguments = new Expression.Arguments(
                    List.of(postfix(primary())), none().named(), Optional.empty(), Optional.empty());
        }
        Expression test = new Expression.Test(input, name, arguments, line);
        return negated ? new Expression.Unary("not", test, line) : test;
    }

    private boolean beginsArgument() {
        return switch (stream.current().kind()) {
            case STRING, INTEGER, FLOAT -> true;
            case NAME -> !Set.of("else", "or", "and").contains(stream.current().text());
            case OPERATOR -> stream.seesOperator("[") || stream.seesOperator("{");
            default -> false;
        };
    }

    private static Expression.Arguments none() {
        return new Expression.Arguments(List.of(), new LinkedHashMap<>(), Optional.empty(), Optional.empty());
    }

    private Expression.Arguments arguments() {
        stream.expectOperator("(");
        List<Expression> positional = new ArrayList<>();
        SequencedMap<String, Expression> named = new LinkedHashMap<>();
        Optional<Expression> spread = Optional.empty(), spreadNamed = Optional.empty();
        boolean first = true;
        while (!stream.skipOperator(")")) {
            if (!first) {
                stream.expectOperator(",");
                if (stream.skipOperator(")")) {
                    break;
                }
            }
            first = false;
            if (spreadNamed.isPresent()) {
                throw new TemplateException(stream.line(), "nothing may follow arguments that are spread with **");
            }
            if (stream.skipOperator("**")) {
                spreadNamed = Optional.of(expression());
            } else if (stream.seesOperator("*") && spread.isEmpty()) {
                stream.next();
                spread = Optional.of(expression());
            } else {
                argument(positional, named, spread.isPresent());
            }
        }
        return new Expression.Arguments(positional, named, spread, spreadNamed);
    }

    private void argument(List<Expression> positional, SequencedMap<String, Expression> named, boolean spread) {
        int line = stream.line();
        if (stream.sees(Kind.NAME) && stream.following().is(Kind.OPERATOR, "=")) {
            String name = stream.next().text();
            stream.next();
            if (named.put(name, expression()) != null) {
                throw new TemplateException(line, "the argument \"%s\" is given twice", name);
            }
        } else if (named.isEmpty() && !spread) {
            positional.add(expression());
        } else {
            throw new TemplateException(line, "an argument without a name follows one with a name or a *");
        }
    }
}
