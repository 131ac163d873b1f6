package parable.text.template;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The filter `tojson` as transformers defines it for chat templates: Python's `json.dumps` with `ensure_ascii`
/// off.
///
/// @param indent     put before each level; empty for everything on one line
/// @param itemEnd    between items
/// @param keyEnd     between key and value
/// @param isSorted   whether keys are sorted
/// @param isAscii    whether other characters are escaped
record JsonText(Optional<String> indent, String itemEnd, String keyEnd, boolean isSorted, boolean isAscii) {

    static JsonText of(Given given) {
        given.takes("ensure_ascii", "indent", "separators", "sort_keys");
        Optional<String> indent = switch (given.at(1, "indent").orElse(Value.NONE)) {
            case Value.None _ -> Optional.empty();
            case Value.Text(var text) -> Optional.of(text);
            case Value value when Python.number(value) -> Optional.of(Meter.repeated(" ", Python.whole(value)));
            default -> throw given.fault("indent of tojson must be a number or a text");
        };
        String itemEnd = indent.isPresent() ? "," : ", ", keyEnd = ": ";
        if (given.at(2, "separators").orElse(Value.NONE) instanceof Value.Items(var both, var _) && both.size() == 2) {
            itemEnd = Python.str(both.getFirst());
            keyEnd = Python.str(both.getLast());
        }
        return new JsonText(
                indent, itemEnd, keyEnd, given.flag(3, "sort_keys", false), given.flag(0, "ensure_ascii", false));
    }

    String write(Value value, int line) {
        StringBuilder text = new StringBuilder();
        write(value, 0, text, line);
        return text.toString();
    }

    private void write(Value value, int depth, StringBuilder text, int line) {
        Meter.enter();
        put(value, depth, text, line);
        Meter.leave();
    }

    private void put(Value value, int depth, StringBuilder text, int line) {
        switch (value) {
            case Value.None _ -> text.append("null");
            case Value.Flag(var flag) -> text.append(flag);
            case Value.Whole(var number) -> text.append(number);
            case Value.Real(var number) -> text.append(real(number));
            case Value.Text(var string) -> quote(string, text);
            case Value.Safe(var string) -> quote(string, text);
            case Value.Items(var values, var kind)
            when kind != Value.Items.Kind.VIEW -> {
                List<Runnable> parts = new ArrayList<>();
                values.forEach(item -> parts.add(() -> write(item, depth + 1, text, line)));
                nested("[", "]", parts, depth, text);
            }
            case Value.Mapping(var entries) -> {
                List<Runnable> parts = new ArrayList<>();
                Map<String, Value> ordered = isSorted ? new TreeMap<>(entries) : entries;
                ordered.forEach((key, item) -> parts.add(() -> {
                    quote(key, text);
                    text.append(keyEnd);
                    write(item, depth + 1, text, line);
                }));
                nested("{", "}", parts, depth, text);
            }
            default -> throw new TemplateException(line, "%s cannot be written as JSON", Python.shown(value));
        }
    }

    private void nested(String open, String close, List<Runnable> parts, int depth, StringBuilder text) {
        text.append(open);
        for (int i = 0; i < parts.size(); i++) {
            Meter.text(itemEnd.length() + keyEnd.length());
            text.append(i > 0 ? itemEnd : "");
            newLine(depth + 1, text);
            parts.get(i).run();
        }
        if (!parts.isEmpty()) {
            newLine(depth, text);
        }
        text.append(close);
    }

    private void newLine(int depth, StringBuilder text) {
        indent.ifPresent(space -> text.append('\n').append(Meter.repeated(space, depth)));
    }

    private static String real(double number) {
        if (Double.isNaN(number)) {
            return "NaN";
        }
        return Double.isInfinite(number) ? (number > 0 ? "Infinity" : "-Infinity") : Python.real(number);
    }

    private void quote(String string, StringBuilder text) {
        Meter.work(string.length() / 4);
        text.append('"');
        for (char c : string.toCharArray()) {
            switch (c) {
                case '"' -> text.append("\\\"");
                case '\\' -> text.append("\\\\");
                case '\n' -> text.append("\\n");
                case '\r' -> text.append("\\r");
                case '\t' -> text.append("\\t");
                case '\b' -> text.append("\\b");
                case '\f' -> text.append("\\f");
                default -> text.append(c < ' ' || isAscii && c > '~' ? "\\u%04x".formatted((int) c) : c);
            }
        }
        text.append('"');
    }
}
