package parable.text.template;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiFunction;

/// Jinja2's built-in filters (3.1, `filters.py`) that chat templates use.
final class Filters {
    private static final Map<String, BiFunction<Value, Given, Value>> ALL = new TreeMap<>(Map.ofEntries(
            Map.entry("trim", (value, given) -> Value.of(Methods.strip(Python.str(value), given, true, true))),
            Map.entry("upper", (value, given) -> Value.of(Python.str(value).toUpperCase(Locale.ROOT))),
            Map.entry("lower", (value, given) -> Value.of(Python.str(value).toLowerCase(Locale.ROOT))),
            Map.entry("capitalize", (value, given) -> Value.of(Methods.capitalized(Python.str(value)))),
            Map.entry("title", (value, given) -> Value.of(title(Python.str(value)))),
            Map.entry("string", (value, given) -> value instanceof Value.Safe ? value : Value.of(Python.str(value))),
            Map.entry("safe", (value, given) -> new Value.Safe(Python.str(value))),
            Map.entry("escape", Filters::escape),
            Map.entry("e", Filters::escape),
            Map.entry("dictsort", Sorting::dictsort),
            Map.entry("float", Numbers::real),
            Map.entry("min", (value, given) -> Sorting.extreme(value, given, -1)),
            Map.entry("max", (value, given) -> Sorting.extreme(value, given, 1)),
            Map.entry(
                    "replace",
                    (value, given) ->
                            Value.of(Methods.replaced(Python.str(value), given.takes("old", "new", "count")))),
            Map.entry("indent", (value, given) -> Value.of(indent(value, given.takes("width", "first", "blank")))),
            Map.entry("tojson", (value, given) -> Value.of(JsonText.of(given).write(value, given.line()))),
            Map.entry("default", Filters::orElse),
            Map.entry("d", Filters::orElse),
            Map.entry(
                    "length",
                    (value, given) ->
                            Value.of(Python.length(value, given.takes().line()))),
            Map.entry(
                    "count",
                    (value, given) ->
                            Value.of(Python.length(value, given.takes().line()))),
            Map.entry("join", Filters::join),
            Map.entry("items", Filters::items),
            Map.entry("first", (value, given) -> end(iterated(value, given), "the first")),
            Map.entry("last", (value, given) -> {
                if (value instanceof Value.Once) {
                    throw given.fault("the result of a filter has no last element before \"| list\"");
                }
                return end(iterated(value, given).reversed(), "the last");
            }),
            Map.entry("list", (value, given) -> Value.Items.of(iterated(value, given))),
            Map.entry("reverse", Filters::reverse),
            Map.entry("unique", (value, given) -> new Value.Once(Sorting.unique(iterated(value, given)))),
            Map.entry("sort", Sorting::sort),
            Map.entry(
                    "sum",
                    (value, given) -> iterated(value, given.takes()).stream()
                            .reduce(Value.of(0), (a, b) -> Arithmetic.of("+", a, b, given.line()))),
            Map.entry("int", (value, given) -> Numbers.whole(value, given.takes("default"))),
            Map.entry(
                    "abs",
                    (value, given) -> Python.compare(value, Value.of(0), given.line()) < 0
                            ? Arithmetic.of("*", value, Value.of(-1), given.line())
                            : value),
            Map.entry("select", (value, given) -> chosen(value, given, true)),
            Map.entry("reject", (value, given) -> chosen(value, given, false)),
            Map.entry("selectattr", (value, given) -> chosenByAttribute(value, given, true)),
            Map.entry("rejectattr", (value, given) -> chosenByAttribute(value, given, false)),
            Map.entry("map", Filters::map)));

    /// Filters whose result Jinja2 would mark as safe again, or whose result hangs on the mark.
    private static final Set<String> KEEP_MARK = Set.of(
            "trim",
            "upper",
            "lower",
            "capitalize",
            "title",
            "indent",
            "reverse",
            "list",
            "first",
            "last",
            "map",
            "select",
            "reject",
            "sort",
            "unique",
            "min",
            "max",
            "abs",
            "sum",
            "int",
            "float");

    private Filters() {}

    static Value apply(Value value, Given given) {
        BiFunction<Value, Given, Value> filter = ALL.get(given.callee());
        if (filter == null) {
            throw given.fault("the filter \"%s\" is not supported; %s are", given.callee(), ALL.keySet());
        }
        if (value instanceof Value.Safe && KEEP_MARK.contains(given.callee())) {
            throw given.fault(
                    "the filter \"%s\" on text that is marked as safe is not supported; put it before \"| safe\"",
                    given.callee());
        }
        return filter.apply(value, given);
    }

    /// For the filters that take what is empty, or none at all, for nothing.
    private static List<Value> any(Value value, Given given) {
        return Python.truth(value) ? iterated(value, given) : List.of();
    }

    static List<Value> iterated(Value value, Given given) {
        return Python.iterated(value, given.line());
    }

    private static Value end(List<Value> values, String which) {
        return values.isEmpty() ? new Value.Missing(which + " of nothing") : values.getFirst();
    }

    private static Value orElse(Value value, Given given) {
        given.takes("default_value", "boolean");
        boolean replaces = value instanceof Value.Missing || given.flag(1, "boolean", false) && !Python.truth(value);
        return replaces ? given.at(0, "default_value").orElse(Value.of("")) : value;
    }

    private static Value join(Value value, Given given) {
        given.takes("d", "attribute");
        String between = given.at(0, "d").map(Python::str).orElse("");
        Optional<Value> attribute = given.at(1, "attribute");
        List<String> parts = iterated(value, given).stream()
                .map(item -> attribute.map(name -> attribute(item, name, given)).orElse(item))
                .map(Python::str)
                .toList();
        return Value.of(Search.joined(parts, between));
    }

    private static Value items(Value value, Given given) {
        return switch (value) {
            case Value.Missing _ -> new Value.Once(List.of());
            case Value.Mapping mapping -> new Value.Once(Methods.items(mapping));
            default -> throw given.fault("items wants a mapping, but was given %s", Python.shown(value));
        };
    }

    private static Value reverse(Value value, Given given) {
        if (value instanceof Value.Text(var text)) {
            return Value.of(new StringBuilder(text).reverse().toString());
        }
        return new Value.Once(iterated(value, given.takes()).reversed());
    }

    private static Value escape(Value value, Given given) {
        given.takes();
        return value instanceof Value.Safe ? value : new Value.Safe(escaped(Python.str(value)));
    }

    static String escaped(String text) {
        Meter.text(10L * text.length());
        return text.replace("&", "&amp;")
                .replace(">", "&gt;")
                .replace("<", "&lt;")
                .replace("'", "&#39;")
                .replace("\"", "&#34;");
    }

    private static String indent(Value value, Given given) {
        Value width = given.at(0, "width").orElse(Value.of(4));
        String space = width instanceof Value.Text(var text) ? text : Meter.repeated(" ", Python.whole(width));
        boolean blank = given.flag(2, "blank", false);
        List<String> lines = Python.lines(Python.str(value) + "\n");
        StringBuilder indented = new StringBuilder(given.flag(1, "first", false) ? space : "").append(lines.getFirst());
        for (String line : lines.subList(1, lines.size())) {
            Meter.text(space.length() + line.length());
            indented.append('\n').append(line.isEmpty() && !blank ? "" : space).append(line);
        }
        return indented.toString();
    }

    /// Jinja2's `title` begins words after white space, hyphens and opening brackets.
    private static String title(String text) {
        StringBuilder titled = new StringBuilder();
        boolean begins = true;
        for (int c : text.codePoints().toArray()) {
            String letter = Character.toString(c);
            titled.append(begins ? letter.toUpperCase(Locale.ROOT) : letter.toLowerCase(Locale.ROOT));
            begins = Python.isSpace(c) || "-({[<".indexOf(c) >= 0;
        }
        return titled.toString();
    }

    private static Value chosen(Value value, Given given, boolean kept) {
        return new Value.Once(any(value, given).stream()
                .filter(item -> holds(item, given, 0) == kept)
                .toList());
    }

    private static Value chosenByAttribute(Value value, Given given, boolean kept) {
        Value name = given.needed(0, "attribute");
        return new Value.Once(any(value, given).stream()
                .filter(item -> holds(attribute(item, name, given), given, 1) == kept)
                .toList());
    }

    /// Whether `value` passes the test named by argument `from`, or is true when none is named.
    private static boolean holds(Value value, Given given, int from) {
        if (given.positional().size() <= from) {
            return Python.truth(value);
        }
        List<Value> rest =
                given.positional().subList(from + 1, given.positional().size());
        return Tests.holds(value, new Given(given.text(from, "test"), rest, given.named(), given.line()));
    }

    private static Value map(Value value, Given given) {
        Optional<Value> attribute = Optional.ofNullable(given.named().get("attribute"));
        if (attribute.isPresent()) {
            Optional<Value> otherwise = Optional.ofNullable(given.named().get("default"));
            return new Value.Once(any(value, given).stream()
                    .map(item -> attribute(item, attribute.get(), given))
                    .map(found -> found instanceof Value.Missing ? otherwise.orElse(found) : found)
                    .toList());
        }
        List<Value> rest = given.positional()
                .subList(
                        Math.min(1, given.positional().size()),
                        given.positional().size());
        Given inner = new Given(given.text(0, "filter"), rest, given.named(), given.line());
        return new Value.Once(
                any(value, given).stream().map(item -> apply(item, inner)).toList());
    }

    /// Parts of a dotted path are looked up one after another, whole numbers as indices.
    static Value attribute(Value item, Value name, Given given) {
        Value found = item;
        for (String part : Python.str(name).split("\\.")) {
            Value key = part.matches("\\d{1,18}") ? Value.of(Long.parseLong(part)) : Value.of(part);
            found = Lookup.item(found, key, given.line());
        }
        return found;
    }
}
