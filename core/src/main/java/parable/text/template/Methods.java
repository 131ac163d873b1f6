package parable.text.template;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// Methods of Python's `str`, `dict` and `list` that templates call. Those that would change their value are
/// refused, as Jinja2's sandbox refuses them.
final class Methods {
    private static final Map<String, BiFunction<String, Given, Value>> OF_TEXT = Map.ofEntries(
            Map.entry("strip", (text, given) -> Value.of(strip(text, given, true, true))),
            Map.entry("lstrip", (text, given) -> Value.of(strip(text, given, true, false))),
            Map.entry("rstrip", (text, given) -> Value.of(strip(text, given, false, true))),
            Map.entry("upper", (text, given) -> upper(text, given.takes())),
            Map.entry("lower", (text, given) -> Value.of(text.toLowerCase(Locale.ROOT))),
            Map.entry("capitalize", (text, given) -> Value.of(capitalized(text))),
            Map.entry("title", (text, given) -> Value.of(titled(text))),
            Map.entry("startswith", (text, given) -> Value.of(anyOf(given, text::startsWith))),
            Map.entry("endswith", (text, given) -> Value.of(anyOf(given, text::endsWith))),
            Map.entry("split", Methods::split),
            Map.entry("rsplit", Methods::splitFromEnd),
            Map.entry("splitlines", (text, given) -> texts(Python.lines(text), given.takes())),
            Map.entry("replace", (text, given) -> Value.of(replaced(text, given.takes("old", "new", "count")))),
            Map.entry(
                    "find",
                    (text, given) -> Value.of(
                            found(text, Search.first(text, given.takes("sub").text(0, "sub"), 0)))),
            Map.entry(
                    "rfind",
                    (text, given) -> Value.of(
                            found(text, Search.last(text, given.takes("sub").text(0, "sub"), text.length())))),
            Map.entry(
                    "count",
                    (text, given) -> Value.of(count(text, given.takes("sub").text(0, "sub")))),
            Map.entry("join", (text, given) -> joined(text, given.takes("iterable"))),
            Map.entry("isdigit", (text, given) -> all(text, Character::isDigit)),
            Map.entry("isspace", (text, given) -> all(text, Python::isSpace)),
            Map.entry(
                    "isupper", (text, given) -> Value.of(hasCase(text) && text.equals(text.toUpperCase(Locale.ROOT)))),
            Map.entry(
                    "islower", (text, given) -> Value.of(hasCase(text) && text.equals(text.toLowerCase(Locale.ROOT)))),
            Map.entry(
                    "removeprefix",
                    (text, given) ->
                            Value.of(withoutStart(text, given.takes("prefix").text(0, "prefix")))),
            Map.entry(
                    "removesuffix",
                    (text, given) ->
                            Value.of(withoutEnd(text, given.takes("suffix").text(0, "suffix")))));

    private static final Map<String, BiFunction<Value.Mapping, Given, Value>> OF_MAPPING = Map.of(
            "get", (mapping, given) -> got(mapping, given.takes("key", "default")),
            "keys",
                    (mapping, given) -> view(
                            given,
                            mapping.entries().sequencedKeySet().stream()
                                    .map(Value::of)
                                    .toList()),
            "values",
                    (mapping, given) ->
                            view(given, List.copyOf(mapping.entries().sequencedValues())),
            "items", (mapping, given) -> view(given, items(mapping)));

    private static final Map<String, BiFunction<Value.Items, Given, Value>> OF_ITEMS = Map.of(
            "count",
                    (items, given) -> Value.of(items.values().stream()
                            .filter(item -> Python.same(item, given.needed(0, "value")))
                            .count()),
            "index", (items, given) -> index(items, given.takes("value")));

    /// Names that Python knows and that are not offered here; an entry of that name would not be reached by
    /// a dot in Jinja2 either, so it must not be found here.
    private static final Map<Class<? extends Value>, Set<String>> OTHERS = Map.of(
            Value.Text.class,
                    Set.of(
                            "casefold",
                            "center",
                            "encode",
                            "expandtabs",
                            "format",
                            "format_map",
                            "index",
                            "isalnum",
                            "isalpha",
                            "isascii",
                            "isdecimal",
                            "isidentifier",
                            "isnumeric",
                            "isprintable",
                            "istitle",
                            "ljust",
                            "maketrans",
                            "partition",
                            "rindex",
                            "rjust",
                            "rpartition",
                            "swapcase",
                            "translate",
                            "zfill"),
            Value.Mapping.class, Set.of("clear", "copy", "fromkeys", "pop", "popitem", "setdefault", "update"),
            Value.Items.class,
                    Set.of("append", "clear", "copy", "extend", "insert", "pop", "remove", "reverse", "sort"));

    private Methods() {}

    /// The method of that name, bound to `value`.
    static Optional<Value> of(Value value, String name, int line) {
        if (OTHERS.getOrDefault(value.getClass(), Set.of()).contains(name)) {
            throw new TemplateException(line, "the method \"%s\" of %s is not supported", name, Python.shown(value));
        }
        if (value instanceof Value.Safe) {
            throw new TemplateException(
                    line, "\"%s\" of text that is marked as safe is not supported; call it before \"| safe\"", name);
        }
        return switch (value) {
            case Value.Text(var text) ->
                Optional.ofNullable(OF_TEXT.get(name)).map(method -> bound(name, text, method));
            case Value.Mapping mapping ->
                Optional.ofNullable(OF_MAPPING.get(name)).map(method -> bound(name, mapping, method));
            case Value.Items items -> Optional.ofNullable(OF_ITEMS.get(name)).map(method -> bound(name, items, method));
            default -> Optional.empty();
        };
    }

    private static <T> Value bound(String name, T self, BiFunction<T, Given, Value> method) {
        return new Value.Function(name, given -> method.apply(self, given));
    }

    private static Value upper(String text, Given given) {
        given.takes();
        return Value.of(text.toUpperCase(Locale.ROOT));
    }

    static Value texts(List<String> texts, Given given) {
        given.takes();
        return Value.Items.of(texts.stream().map(Value::of).toList());
    }

    private static Value all(String text, IntPredicate holds) {
        return Value.of(!text.isEmpty() && text.codePoints().allMatch(holds));
    }

    private static boolean hasCase(String text) {
        return text.codePoints().anyMatch(c -> Character.isUpperCase(c) || Character.isLowerCase(c));
    }

    static String strip(String text, Given given, boolean start, boolean end) {
        given.takes("chars");
        Value chars = given.at(0, "chars").orElse(Value.NONE);
        if (chars instanceof Value.None) {
            String kept = start ? Python.stripStart(text) : text;
            return end ? Python.stripEnd(kept) : kept;
        }
        Set<Integer> set = given.text(0, "chars").codePoints().boxed().collect(Collectors.toSet());
        int from = 0, to = text.length();
        while (start && from < to && set.contains(text.codePointAt(from))) {
            from = text.offsetByCodePoints(from, 1);
        }
        while (end && to > from && set.contains(text.codePointBefore(to))) {
            to = text.offsetByCodePoints(to, -1);
        }
        return text.substring(from, to);
    }

    static String capitalized(String text) {
        if (text.isEmpty()) {
            return text;
        }
        int first = text.offsetByCodePoints(0, 1);
        return text.substring(0, first).toUpperCase(Locale.ROOT)
                + text.substring(first).toLowerCase(Locale.ROOT);
    }

    /// As `str.title`: a letter after anything but a letter is upper case.
    private static String titled(String text) {
        StringBuilder titled = new StringBuilder();
        boolean inWord = false;
        for (int c : text.codePoints().toArray()) {
            String letter = Character.toString(c);
            titled.append(inWord ? letter.toLowerCase(Locale.ROOT) : letter.toUpperCase(Locale.ROOT));
            inWord = Character.isLetter(c);
        }
        return titled.toString();
    }

    private static boolean anyOf(Given given, Predicate<String> holds) {
        given.takes("prefix");
        return given.needed(0, "prefix") instanceof Value.Items(var choices, var _)
                ? choices.stream().map(Python::str).anyMatch(holds)
                : holds.test(given.text(0, "prefix"));
    }

    private static Value split(String text, Given given) {
        given.takes("sep", "maxsplit");
        long most = given.whole(1, "maxsplit", -1);
        if (given.at(0, "sep").orElse(Value.NONE) instanceof Value.None) {
            if (most >= 0) {
                throw given.fault("split at white space with a limit is not supported");
            }
            return parts(words(text));
        }
        return parts(Search.split(text, mark(given), most));
    }

    private static Value parts(List<String> parts) {
        return Value.Items.of(parts.stream().map(Value::of).toList());
    }

    private static String mark(Given given) {
        String mark = given.text(0, "sep");
        if (mark.isEmpty()) {
            throw given.fault("a text cannot be split at nothing");
        }
        return mark;
    }

    private static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        for (char c : (text + " ").toCharArray()) {
            if (!Python.isSpace(c)) {
                word.append(c);
            } else if (!word.isEmpty()) {
                words.add(word.toString());
                word.setLength(0);
            }
        }
        return words;
    }

    private static Value splitFromEnd(String text, Given given) {
        given.takes("sep", "maxsplit");
        String mark = mark(given);
        long most = given.whole(1, "maxsplit", -1);
        List<String> parts = new ArrayList<>();
        int end = text.length();
        for (int before = Search.last(text, mark, end); before >= 0 && most != 0; most--) {
            Meter.work(2);
            parts.addFirst(text.substring(before + mark.length(), end));
            end = before;
            before = before < mark.length() ? -1 : Search.last(text, mark, before - mark.length());
        }
        parts.addFirst(text.substring(0, end));
        return parts(parts);
    }

    static String replaced(String text, Given given) {
        String old = given.text(0, "old"), with = given.text(1, "new");
        long most = given.whole(2, "count", -1);
        return Search.joined(old.isEmpty() ? betweenLetters(text, most) : Search.split(text, old, most), with);
    }

    /// Python finds nothing before each letter and at the end.
    private static List<String> betweenLetters(String text, long most) {
        Meter.work(4L * text.length());
        int places = text.codePointCount(0, text.length()) + 1;
        long kept = most < 0 ? places : Math.min(most, places);
        List<String> parts = new ArrayList<>();
        int at = 0;
        for (int i = 0; i < kept; i++) {
            int next = i == 0 ? 0 : text.offsetByCodePoints(at, 1);
            parts.add(text.substring(at, next));
            at = next;
        }
        parts.add(text.substring(at));
        return parts;
    }

    private static long found(String text, int at) {
        return at < 0 ? -1 : text.codePointCount(0, at);
    }

    private static long count(String text, String part) {
        return part.isEmpty()
                ? text.codePointCount(0, text.length()) + 1L
                : Search.split(text, part, -1).size() - 1L;
    }

    private static Value joined(String between, Given given) {
        List<String> parts = Python.iterated(given.needed(0, "iterable"), given.line()).stream()
                .map(item -> item instanceof Value.Text(var text) ? text : refuseJoin(item, given))
                .toList();
        return Value.of(Search.joined(parts, between));
    }

    private static String refuseJoin(Value item, Given given) {
        throw given.fault("join wants texts, but was given %s", Python.shown(item));
    }

    private static String withoutStart(String text, String start) {
        return text.startsWith(start) ? text.substring(start.length()) : text;
    }

    private static String withoutEnd(String text, String end) {
        return text.endsWith(end) ? text.substring(0, text.length() - end.length()) : text;
    }

    private static Value got(Value.Mapping mapping, Given given) {
        Value otherwise = given.at(1, "default").orElse(Value.NONE);
        return given.needed(0, "key") instanceof Value.Text(var key)
                ? mapping.entries().getOrDefault(key, otherwise)
                : otherwise;
    }

    private static Value view(Given given, List<Value> values) {
        given.takes();
        return new Value.Items(values, Value.Items.Kind.VIEW);
    }

    static List<Value> items(Value.Mapping mapping) {
        return mapping.entries().entrySet().stream()
                .<Value>map(entry ->
                        new Value.Items(List.of(Value.of(entry.getKey()), entry.getValue()), Value.Items.Kind.TUPLE))
                .toList();
    }

    private static Value index(Value.Items items, Given given) {
        for (int i = 0; i < items.values().size(); i++) {
            if (Python.same(items.values().get(i), given.needed(0, "value"))) {
                return Value.of(i);
            }
        }
        throw given.fault("%s is not in the list", Python.shown(given.needed(0, "value")));
    }
}
