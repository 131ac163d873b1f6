package parable.text.template;

import java.util.ArrayList;
import java.util.List;

/// Python's operators on values. Whole numbers stay within 64 bits or are refused.
final class Arithmetic {
    private static final long MOST_REPEATS = 10_000;

    private Arithmetic() {}

    static Value of(String operator, Value left, Value right, int line) {
        if (operator.equals("~")) {
            return Value.of(Python.str(left) + Python.str(right));
        }
        if (Python.number(left) && Python.number(right)) {
            try {
                return left instanceof Value.Real || right instanceof Value.Real
                        ? reals(operator, Python.real(left), Python.real(right))
                        : wholes(operator, Python.whole(left), Python.whole(right));
            } catch (ArithmeticException e) {
                throw new TemplateException(
                        line, "%s %s %s: %s", Python.shown(left), operator, Python.shown(right), e.getMessage());
            }
        }
        if (operator.equals("+") && left instanceof Value.Text(var a) && right instanceof Value.Text(var b)) {
            return Value.of(a + b);
        }
        if (operator.equals("+")
                && left instanceof Value.Items a
                && right instanceof Value.Items b
                && a.kind() == b.kind()
                && a.kind() != Value.Items.Kind.VIEW) {
            List<Value> both = new ArrayList<>(a.values());
            both.addAll(b.values());
            return new Value.Items(both, a.kind());
        }
        if (operator.equals("*") && left instanceof Value.Text(var text) && right instanceof Value.Whole(var times)) {
            if (times > MOST_REPEATS) {
                throw new TemplateException(line, "a text is repeated %d times; at most %d", times, MOST_REPEATS);
            }
            return Value.of(text.repeat((int) Math.max(0, times)));
        }
        throw new TemplateException(
                line, "%s %s %s cannot be computed here", Python.shown(left), operator, Python.shown(right));
    }

    private static Value wholes(String operator, long a, long b) {
        return switch (operator) {
            case "+" -> Value.of(Math.addExact(a, b));
            case "-" -> Value.of(Math.subtractExact(a, b));
            case "*" -> Value.of(Math.multiplyExact(a, b));
            case "/" -> new Value.Real((double) a / notZero(b));
            case "//" -> Value.of(Math.floorDiv(a, b));
            case "%" -> Value.of(Math.floorMod(a, b));
            case "**" -> {
                if (b < 0) {
                    yield new Value.Real(Math.pow(a, b));
                }
                long power = 1;
                for (long i = 0; i < b; i++) {
                    power = Math.multiplyExact(power, a);
                }
                yield Value.of(power);
            }
            default -> throw new ArithmeticException("no such operator");
        };
    }

    private static Value reals(String operator, double a, double b) {
        return new Value.Real(
                switch (operator) {
                    case "+" -> a + b;
                    case "-" -> a - b;
                    case "*" -> a * b;
                    case "/" -> a / notZero(b);
                    case "//" -> Math.floor(a / notZero(b));
                    case "%" -> a - b * Math.floor(a / notZero(b));
                    case "**" -> Math.pow(a, b);
                    default -> throw new ArithmeticException("no such operator");
                });
    }

    private static double notZero(double divisor) {
        if (divisor == 0) {
            throw new ArithmeticException("division by zero");
        }
        return divisor;
    }

    static boolean compares(String operator, Value left, Value right, int line) {
        return switch (operator) {
            case "==" -> Python.same(left, right);
            case "!=" -> !Python.same(left, right);
            case "<" -> Python.compare(left, right, line) < 0;
            case "<=" -> Python.compare(left, right, line) <= 0;
            case ">" -> Python.compare(left, right, line) > 0;
            case ">=" -> Python.compare(left, right, line) >= 0;
            case "in" -> contains(right, left, line);
            default -> !contains(right, left, line);
        };
    }

    static boolean contains(Value container, Value value, int line) {
        if (container instanceof Value.Text(var text)) {
            if (value instanceof Value.Text(var part)) {
                return text.contains(part);
            }
            throw new TemplateException(line, "%s cannot be searched for in a text", Python.shown(value));
        }
        return Python.iterated(container, line).stream().anyMatch(item -> Python.same(item, value));
    }
}
