package parable.text.template;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import tools.jackson.databind.JsonNode;

/// What a template computes with: the values of Python that can be written as JSON, and the few others that
/// templates make.
public sealed interface Value {
    Value NONE = new None();
    Value TRUE = new Flag(true);
    Value FALSE = new Flag(false);

    record None() implements Value {}

    /// The value of a name or key that is not defined. Renders as nothing and counts as false; most
    /// operations refuse it.
    ///
    /// @param name for messages
    record Missing(String name) implements Value {}

    record Flag(boolean value) implements Value {}

    record Whole(long value) implements Value {}

    record Real(double value) implements Value {}

    record Text(String value) implements Value {}

    /// Text marked with the filter `safe`: what is joined to it with `+` is escaped for HTML, as in Jinja2, where
    /// nothing else is.
    record Safe(String value) implements Value {}

    record Items(List<Value> values, Kind kind) implements Value {
        enum Kind {
            LIST,
            TUPLE,
            /// A range, or the keys, values or items of a mapping: it can be looped over and counted, and
            /// nothing else is offered here.
            VIEW
        }

        public Items {
            values = List.copyOf(values);
        }

        static Items of(List<Value> values) {
            return new Items(values, Kind.LIST);
        }
    }

    /// What filters such as `map` and `select` give: it counts as true even when empty, and can be read once. A
    /// second reading would find nothing in Python and is refused here. Confined to one rendering.
    final class Once implements Value {
        private final List<Value> values;
        private boolean isRead;

        Once(List<Value> values) {
            this.values = List.copyOf(values);
        }

        List<Value> read() {
            if (isRead) {
                throw new IllegalArgumentException(
                        "the result of a filter such as map or select is read twice; put \"| list\" behind the filter");
            }
            isRead = true;
            return values;
        }
    }

    record Mapping(SequencedMap<String, Value> entries) implements Value {
        public Mapping {
            entries = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(entries));
        }
    }

    /// Jinja's `namespace(…)`: the one thing that a template may change from inside a loop.
    record Space(Map<String, Value> entries) implements Value {}

    /// A macro, a method bound to its value, or a global function.
    ///
    /// @param name for messages
    record Function(String name, Body body) implements Value {}

    @FunctionalInterface
    interface Body {
        Value call(Given given);
    }

    static Value of(boolean flag) {
        return flag ? TRUE : FALSE;
    }

    static Value of(String text) {
        return new Text(text);
    }

    static Value of(long number) {
        return new Whole(number);
    }

    /// On a [Meter].
    ///
    /// @throws IllegalArgumentException for a whole number beyond 64 bits
    static Value of(JsonNode node) {
        Meter.work(1);
        if (node.isObject()) {
            SequencedMap<String, Value> entries = new LinkedHashMap<>();
            node.properties().forEach(entry -> entries.put(entry.getKey(), of(entry.getValue())));
            return new Mapping(entries);
        }
        if (node.isArray()) {
            List<Value> values = new ArrayList<>();
            node.forEach(item -> values.add(of(item)));
            return Items.of(values);
        }
        if (node.isString()) {
            return of(node.stringValue());
        }
        if (node.isBoolean()) {
            return of(node.booleanValue());
        }
        if (node.isIntegralNumber() && node.canConvertToLong()) {
            return of(node.longValue());
        }
        if (node.isFloatingPointNumber()) {
            return new Real(node.doubleValue());
        }
        if (node.isNull()) {
            return NONE;
        }
        throw new IllegalArgumentException(
                "templates compute with texts, 64-bit numbers, lists and objects, but were given " + node);
    }
}
