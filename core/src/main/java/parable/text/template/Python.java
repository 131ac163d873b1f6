package parable.text.template;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Values as Python treats and writes them: `bool`, `str`, `repr`, `==`, `<`, iteration, white space.
final class Python {
    private Python() {}

    static boolean truth(Value value) {
        return switch (value) {
            case Value.None _, Value.Missing _ -> false;
            case Value.Flag(var flag) -> flag;
            case Value.Whole(var number) -> number != 0;
            case Value.Real(var number) -> number != 0;
            case Value.Text(var text) -> !text.isEmpty();
            case Value.Safe(var text) -> !text.isEmpty();
            case Value.Items items -> !items.values().isEmpty();
            case Value.Mapping mapping -> !mapping.entries().isEmpty();
            case Value.Space _, Value.Function _, Value.Once _ -> true;
        };
    }

    /// What `{{ value }}` writes.
    static String str(Value value) {
        return switch (value) {
            case Value.Missing _ -> "";
            case Value.Text(var text) -> text;
            case Value.Safe(var text) -> text;
            default -> repr(value);
        };
    }

    static String repr(Value value) {
        Meter.enter();
        String text = written(value);
        Meter.text(text.length());
        Meter.leave();
        return text;
    }

    private static String written(Value value) {
        return switch (value) {
            case Value.None _ -> "None";
            case Value.Missing _ -> "Undefined";
            case Value.Flag(var flag) -> flag ? "True" : "False";
            case Value.Whole(var number) -> Long.toString(number);
            case Value.Real(var number) -> real(number);
            case Value.Text(var text) -> repr(text);
            case Value.Safe(var text) -> "Markup(" + repr(text) + ")";
            case Value.Items items -> items(items);
            case Value.Mapping mapping ->
                mapping.entries().entrySet().stream()
                        .map(entry -> repr(entry.getKey()) + ": " + repr(entry.getValue()))
                        .collect(Collectors.joining(", ", "{", "}"));
            case Value.Space _ -> throw new IllegalArgumentException("a namespace has no text");
            case Value.Function(var name, var _) ->
                throw new IllegalArgumentException("\"%s\" is not called here and has no text".formatted(name));
            case Value.Once _ ->
                throw new IllegalArgumentException(
                        "the result of a filter such as map or select has no text; put \"| list\" behind the filter");
        };
    }

    private static String items(Value.Items items) {
        String inside = items.values().stream().map(Python::repr).collect(Collectors.joining(", "));
        return switch (items.kind()) {
            case LIST -> "[" + inside + "]";
            case TUPLE -> items.values().size() == 1 ? "(" + inside + ",)" : "(" + inside + ")";
            case VIEW ->
                throw new IllegalArgumentException(
                        "a range and the keys, values or items of a mapping have no text here; put \"| list\" behind");
        };
    }

    /// In single quotes unless it holds one and no double quote.
    static String repr(String text) {
        Meter.work(text.length());
        char quote = text.contains("'") && !text.contains("\"") ? '"' : '\'';
        StringBuilder shown = new StringBuilder().append(quote);
        text.codePoints().forEach(c -> {
            switch (c) {
                case '\n' -> shown.append("\\n");
                case '\r' -> shown.append("\\r");
                case '\t' -> shown.append("\\t");
                case '\\' -> shown.append("\\\\");
                default -> shown.append(c == quote ? "\\" + quote : printable(c));
            }
        });
        return shown.append(quote).toString();
    }

    private static String printable(int c) {
        boolean hidden = switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> true;
            case Character.SPACE_SEPARATOR -> c != ' ';
            default -> false;
        };
        if (!hidden) {
            return Character.toString(c);
        }
        return c < 0x100 ? "\\x%02x".formatted(c) : c < 0x10000 ? "\\u%04x".formatted(c) : "\\U%08x".formatted(c);
    }

    /// The shortest decimal that reads back the same, with an exponent below 1e-4 and from 1e16 on.
    static String real(double number) {
        if (Double.isNaN(number) || Double.isInfinite(number)) {
            return Double.isNaN(number) ? "nan" : number > 0 ? "inf" : "-inf";
        }
        double size = Math.abs(number);
        if (size == 0 || size >= 1e-4 && size < 1e16) {
            String plain =
                    new BigDecimal(Double.toString(number)).stripTrailingZeros().toPlainString();
            return size == 0 ? Double.toString(number) : plain.contains(".") ? plain : plain + ".0";
        }
        BigDecimal digits = new BigDecimal(Double.toString(size)).stripTrailingZeros();
        int exponent = digits.precision() - digits.scale() - 1;
        String mantissa = digits.movePointLeft(exponent).stripTrailingZeros().toPlainString();
        return "%s%se%s%02d".formatted(number < 0 ? "-" : "", mantissa, exponent < 0 ? "-" : "+", Math.abs(exponent));
    }

    /// Text that is marked as safe is text like any other for what only looks at it.
    static Value plain(Value value) {
        return value instanceof Value.Safe(var text) ? Value.of(text) : value;
    }

    static boolean same(Value a, Value b) {
        Meter.enter();
        boolean same = equal(a, b);
        Meter.leave();
        return same;
    }

    private static boolean equal(Value marked, Value other) {
        Value a = plain(marked), b = plain(other);
        if (number(a) && number(b)) {
            return a instanceof Value.Real || b instanceof Value.Real ? real(a) == real(b) : whole(a) == whole(b);
        }
        return switch (a) {
            case Value.Missing _ -> b instanceof Value.Missing;
            case Value.Items(var values, var kind) ->
                b instanceof Value.Items(var others, var otherKind) && kind == otherKind && sameAll(values, others);
            case Value.Mapping(var entries) ->
                b instanceof Value.Mapping second
                        && entries.keySet().equals(second.entries().keySet())
                        && entries.entrySet().stream().allMatch(entry -> same(entry.getValue(), entry(second, entry)));
            case Value.Text(var text) -> {
                Meter.text(text.length());
                yield a.equals(b);
            }
            case Value.Space _, Value.Function _, Value.Once _ -> a == b;
            case Value.None _, Value.Flag _, Value.Whole _, Value.Real _, Value.Safe _ -> a.equals(b);
        };
    }

    private static Value entry(Value.Mapping mapping, Map.Entry<String, Value> like) {
        return mapping.entries().getOrDefault(like.getKey(), Value.NONE);
    }

    private static boolean sameAll(List<Value> a, List<Value> b) {
        Iterator<Value> others = b.iterator();
        return a.size() == b.size() && a.stream().allMatch(value -> same(value, others.next()));
    }

    /// Whole numbers, reals, and truth values, which count as 0 and 1.
    static boolean number(Value value) {
        return value instanceof Value.Whole || value instanceof Value.Real || value instanceof Value.Flag;
    }

    static long whole(Value value) {
        return switch (value) {
            case Value.Whole(var number) -> number;
            case Value.Flag(var flag) -> flag ? 1 : 0;
            default -> throw new IllegalArgumentException(repr(value) + " is no whole number");
        };
    }

    static double real(Value value) {
        return value instanceof Value.Real(var number) ? number : whole(value);
    }

    /// The sign of `a - b`.
    static int compare(Value marked, Value other, int line) {
        Value a = plain(marked), b = plain(other);
        if (number(a) && number(b)) {
            return exact(a, line).compareTo(exact(b, line));
        }
        if (a instanceof Value.Text(var left) && b instanceof Value.Text(var right)) {
            Meter.work(1 + Math.min(left.length(), right.length()) / 4);
            return compare(left, right);
        }
        throw new TemplateException(line, "%s and %s have no order", shown(a), shown(b));
    }

    private static BigDecimal exact(Value number, int line) {
        if (number instanceof Value.Real(var real)) {
            if (Double.isNaN(real) || Double.isInfinite(real)) {
                throw new TemplateException(line, "%s has no order here", real(real));
            }
            return new BigDecimal(real);
        }
        return BigDecimal.valueOf(whole(number));
    }

    /// By code points, as Python orders texts.
    static int compare(String a, String b) {
        int at = 0, most = Math.min(a.length(), b.length());
        while (at < most && a.charAt(at) == b.charAt(at)) {
            at++;
        }
        if (at == most) {
            return Integer.compare(a.length(), b.length());
        }
        if (at > 0 && Character.isLowSurrogate(a.charAt(at)) && Character.isHighSurrogate(a.charAt(at - 1))) {
            at--;
        }
        return Integer.compare(a.codePointAt(at), b.codePointAt(at));
    }

    /// What a loop runs over.
    static List<Value> iterated(Value value, int line) {
        return switch (value) {
            case Value.Items(var values, var _) -> {
                Meter.work(values.size());
                yield values;
            }
            case Value.Mapping(var entries) ->
                entries.sequencedKeySet().stream().map(Value::of).toList();
            case Value.Text(var text) -> {
                Meter.work(4L * text.length());
                yield text.codePoints()
                        .mapToObj(Character::toString)
                        .map(Value::of)
                        .toList();
            }
            case Value.Missing _ -> List.of();
            case Value.Once once -> once.read();
            default -> throw new TemplateException(line, "%s cannot be looped over", shown(value));
        };
    }

    static int length(Value value, int line) {
        return switch (value) {
            case Value.Once _ ->
                throw new TemplateException(line, "the result of a filter such as map or select has no length");
            case Value.Text(var text) -> {
                Meter.text(text.length());
                yield text.codePointCount(0, text.length());
            }
            case Value.Safe(var text) -> length(Value.of(text), line);
            case Value.Items(var values, var _) -> values.size();
            case Value.Mapping(var entries) -> entries.size();
            default -> iterated(value, line).size();
        };
    }

    /// A value in a message, cut at 60 characters.
    static String shown(Value value) {
        String whole = switch (value) {
            case Value.Text(var text) when text.length() > 60 -> repr(text.substring(0, 60));
            case Value.Missing(var name) -> "\"%s\", which is undefined,".formatted(name);
            case Value.Function(var name, var _) -> "the function \"%s\"".formatted(name);
            case Value.Space _ -> "a namespace";
            case Value.Once _ -> "the result of a filter";
            case Value.Items(var values, var kind)
            when kind == Value.Items.Kind.VIEW -> "a range or view of %d elements".formatted(values.size());
            default -> repr(value);
        };
        return whole.length() <= 60 ? whole : whole.substring(0, 60) + " [cut]";
    }

    /// What `str.isspace` takes for white space.
    static boolean isSpace(int c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c) || c == 0x85;
    }

    static String stripEnd(String text) {
        int end = text.length();
        while (end > 0 && isSpace(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(0, end);
    }

    static String stripStart(String text) {
        int start = 0;
        while (start < text.length() && isSpace(text.charAt(start))) {
            start++;
        }
        return text.substring(start);
    }

    /// As `str.splitlines`, without the line breaks.
    static List<String> lines(String text) {
        List<String> lines = new ArrayList<>();
        int start = 0;
        for (int at = 0; at < text.length(); at++) {
            if ("\n\r\u000b\u000c\u001c\u001d\u001e\u0085\u2028\u2029".indexOf(text.charAt(at)) >= 0) {
                lines.add(text.substring(start, at));
                boolean pair = text.charAt(at) == '\r' && at + 1 < text.length() && text.charAt(at + 1) == '\n';
                at += pair ? 1 : 0;
                start = at + 1;
            }
        }
        if (start < text.length()) {
            lines.add(text.substring(start));
        }
        return lines;
    }

    /// A string literal's value.
    static String unescaped(String literal, int line) {
        StringBuilder text = new StringBuilder();
        for (int at = 0; at < literal.length(); at++) {
            char c = literal.charAt(at);
            if (c != '\\') {
                text.append(c);
                continue;
            }
            char kind = literal.charAt(++at);
            int plain = "\\'\"abfnrtv\n".indexOf(kind);
            int digits = kind == 'x' ? 2 : kind == 'u' ? 4 : kind == 'U' ? 8 : 0;
            if (plain >= 0) {
                text.append(kind == '\n' ? "" : "\\'\"\u0007\b\f\n\r\t\u000b".substring(plain, plain + 1));
            } else if (digits > 0) {
                text.appendCodePoint(hexadecimal(literal, at + 1, digits, line));
                at += digits;
            } else if (kind >= '0' && kind <= '7' || kind == 'N') {
                throw new TemplateException(line, "the escape \\%s in a string is not supported", kind);
            } else {
                text.append(c).append(kind);
            }
        }
        return text.toString();
    }

    private static int hexadecimal(String literal, int from, int digits, int line) {
        try {
            int point = Integer.parseInt(literal, from, from + digits, 16);
            if (literal.charAt(from) != '+' && Character.isValidCodePoint(point)) {
                return point;
            }
            throw new TemplateException(line, "a string has an escape that is no character");
        } catch (NumberFormatException | IndexOutOfBoundsException e) {
            throw new TemplateException(line, "a string has an escape without its %d hexadecimal digits", digits);
        }
    }
}
