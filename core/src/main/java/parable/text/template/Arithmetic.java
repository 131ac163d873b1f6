package parable.text.template;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/// Python's operators on values. Whole numbers stay within 64 bits or are refused.
final class Arithmetic {
    private Arithmetic() {}

    static Value of(String operator, Value left, Value right, int line) {
        if (operator.equals("~")) {
            return Value.of(Python.str(left) + Python.str(right));
        }
        if (operator.equals("+") && (left instanceof Value.Safe || right instanceof Value.Safe)) {
            return new Value.Safe(escaped(left, line) + escaped(right, line));
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
            return Value.of(Meter.repeated(text, times));
        }
        throw new TemplateException(
                line, "%s %s %s cannot be computed here", Python.shown(left), operator, Python.shown(right));
    }

    private static String escaped(Value value, int line) {
        return switch (value) {
            case Value.Safe(var text) -> text;
            case Value.Text(var text) -> Filters.escaped(text);
            default ->
                throw new TemplateException(
                        line, "%s cannot be joined to text that is marked as safe", Python.shown(value));
        };
    }

    private static Value wholes(String operator, long a, long b) {
        return switch (operator) {
            case "+" -> Value.of(Math.addExact(a, b));
            case "-" -> Value.of(Math.subtractExact(a, b));
            case "*" -> Value.of(Math.multiplyExact(a, b));
            case "/" -> new Value.Real((double) a / notZero(b));
            case "//" -> Value.of(floorDivided(a, b));
            case "%" -> Value.of(Math.floorMod(a, wholeNotZero(b)));
            case "**" -> {
                if (b < 0) {
                    yield new Value.Real(Math.pow(a, b));
                }
                yield Value.of(
                        new BigInteger(Long.toString(a)).pow(exponent(a, b)).longValueExact());
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

    /// Beyond 64, only powers of 0, 1 and -1 stay within 64 bits, and of those only the last bit of `b` counts.
    private static int exponent(long a, long b) {
        if (b > 64 && Math.abs(a) > 1) {
            throw new ArithmeticException("the power does not fit into 64 bits");
        }
        return (int) (b > 64 ? 64 + b % 2 : b);
    }

    private static long floorDivided(long a, long b) {
        if (a == Long.MIN_VALUE && b == -1) {
            throw new ArithmeticException("the quotient does not fit into 64 bits");
        }
        return Math.floorDiv(a, wholeNotZero(b));
    }

    private static long wholeNotZero(long divisor) {
        if (divisor == 0) {
            throw new ArithmeticException("division by zero");
        }
        return divisor;
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

    static boolean contains(Value holder, Value value, int line) {
        Value container = Python.plain(holder);
        if (container instanceof Value.Text(var text)) {
            if (Python.plain(value) instanceof Value.Text(var part)) {
                return part.isEmpty() || Search.has(text, part);
            }
            throw new TemplateException(line, "%s cannot be searched for in a text", Python.shown(value));
        }
        return Python.iterated(container, line).stream().anyMatch(item -> Python.same(item, value));
    }
}
