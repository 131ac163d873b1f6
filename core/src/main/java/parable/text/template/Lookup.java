package parable.text.template;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/// `value.name`, `value[key]` and slices, with Jinja2's rules: a dot looks for methods first and entries
/// second, brackets the other way round; what is not there is missing, not an error.
final class Lookup {
    private Lookup() {}

    static Value attribute(Value value, String name, int line) {
        refuseHidden(value, name, line);
        return Methods.of(value, name, line).or(() -> entry(value, name)).orElseGet(() -> new Value.Missing(name));
    }

    static Value item(Value value, Value key, int line) {
        return switch (key) {
            case Value.Text(var name) -> {
                refuseHidden(value, name, line);
                yield entry(value, name)
                        .or(() -> Methods.of(value, name, line))
                        .orElseGet(() -> new Value.Missing(name));
            }
            case Value.Whole(var index) -> at(value, index, line);
            case Value.Flag(var flag) -> at(value, flag ? 1 : 0, line);
            default -> {
                refuseMissing(value, Python.str(key), line);
                yield new Value.Missing(Python.str(key));
            }
        };
    }

    private static Optional<Value> entry(Value value, String name) {
        return switch (value) {
            case Value.Mapping(var entries) -> Optional.ofNullable(entries.get(name));
            case Value.Space(var entries) -> Optional.ofNullable(entries.get(name));
            default -> Optional.empty();
        };
    }

    private static Value at(Value value, long index, int line) {
        refuseMissing(value, Long.toString(index), line);
        refuseView(value, line);
        if (!(value instanceof Value.Items || value instanceof Value.Text)) {
            return new Value.Missing(Long.toString(index));
        }
        int size = Python.length(value, line);
        long place = index < 0 ? index + size : index;
        if (place < 0 || place >= size) {
            return new Value.Missing("element " + index);
        }
        return value instanceof Value.Text(var text)
                ? Value.of(Character.toString(text.codePointAt(text.offsetByCodePoints(0, (int) place))))
                : ((Value.Items) value).values().get((int) place);
    }

    private static void refuseHidden(Value value, String name, int line) {
        refuseMissing(value, name, line);
        if (name.startsWith("__")) {
            throw new TemplateException(line, "the name \"%s\" is not supported", name);
        }
    }

    private static void refuseMissing(Value value, String name, int line) {
        if (value instanceof Value.Missing(var missing)) {
            throw new TemplateException(line, "\"%s\" is undefined, so it has no \"%s\"", missing, name);
        }
    }

    private static void refuseView(Value value, int line) {
        if (value instanceof Value.Once
                || value instanceof Value.Items(var _, var kind) && kind == Value.Items.Kind.VIEW) {
            throw new TemplateException(line, "elements of %s are not supported", Python.shown(value));
        }
    }

    /// `value[start:stop:step]` as Python slices texts and lists.
    static Value slice(Value value, Optional<Value> start, Optional<Value> stop, Optional<Value> step, int line) {
        if (!(value instanceof Value.Items || value instanceof Value.Text)) {
            throw new TemplateException(line, "%s cannot be sliced", Python.shown(value));
        }
        refuseView(value, line);
        int size = Python.length(value, line), stride = step.map(Lookup::number).orElse(1);
        if (stride == 0) {
            throw new TemplateException(line, "the step of a slice cannot be 0");
        }
        int low = stride > 0 ? 0 : -1, high = stride > 0 ? size : size - 1;
        IntUnaryOperator clamped = at -> Math.clamp(at < 0 ? at + size : at, low, high);
        int from = start.map(Lookup::number).map(clamped::applyAsInt).orElse(stride > 0 ? low : high);
        int to = stop.map(Lookup::number).map(clamped::applyAsInt).orElse(stride > 0 ? high : low);
        int[] places = IntStream.iterate(from, at -> stride > 0 ? at < to : at > to, at -> at + stride)
                .toArray();
        if (value instanceof Value.Text(var text)) {
            int[] points = text.codePoints().toArray();
            int[] kept = Arrays.stream(places).map(at -> points[at]).toArray();
            return Value.of(new String(kept, 0, kept.length));
        }
        Value.Items items = (Value.Items) value;
        return new Value.Items(
                Arrays.stream(places).mapToObj(items.values()::get).toList(), items.kind());
    }

    private static int number(Value value) {
        return (int) Math.clamp(Python.whole(value), -(1L << 30), 1L << 30);
    }
}
