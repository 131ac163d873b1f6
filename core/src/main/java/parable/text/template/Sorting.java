package parable.text.template;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The filters that order: `sort`, `dictsort`, `unique`, `min`, `max`. Texts are the same whatever their case unless
/// `case_sensitive` says otherwise.
final class Sorting {
    private Sorting() {}

    /// Texts are the same whatever their case, as in Jinja2 by default.
    static List<Value> unique(List<Value> values) {
        List<Value> kept = new ArrayList<>();
        for (Value value : values) {
            if (kept.stream().noneMatch(other -> Python.same(folded(other), folded(value)))) {
                kept.add(value);
            }
        }
        return kept;
    }

    private static Value folded(Value value) {
        return value instanceof Value.Text(var text) ? Value.of(text.toLowerCase(Locale.ROOT)) : value;
    }

    static Value sort(Value value, Given given) {
        given.takes("reverse", "case_sensitive", "attribute");
        boolean exact = given.flag(1, "case_sensitive", false);
        Optional<Value> attribute = given.at(2, "attribute");
        Comparator<Value> order = (a, b) -> {
            Value left =
                    attribute.map(name -> Filters.attribute(a, name, given)).orElse(a);
            Value right =
                    attribute.map(name -> Filters.attribute(b, name, given)).orElse(b);
            return Python.compare(exact ? left : folded(left), exact ? right : folded(right), given.line());
        };
        List<Value> sorted = new ArrayList<>(Filters.iterated(value, given));
        sorted.sort(given.flag(0, "reverse", false) ? Collections.reverseOrder(order) : order);
        return Value.Items.of(sorted);
    }

    static Value extreme(Value value, Given given, int sign) {
        given.takes("case_sensitive");
        boolean exact = given.flag(0, "case_sensitive", false);
        Value found = new Value.Missing("the least or greatest of nothing");
        for (Value one : Filters.iterated(value, given)) {
            if (found instanceof Value.Missing
                    || sign * Python.compare(exact ? one : folded(one), exact ? found : folded(found), given.line())
                            > 0) {
                found = one;
            }
        }
        return found;
    }

    /// Pairs of key and value in the order of either.
    static Value dictsort(Value value, Given given) {
        given.takes("case_sensitive", "by", "reverse");
        if (!(value instanceof Value.Mapping mapping)) {
            throw given.fault("dictsort wants a mapping, but was given %s", Python.shown(value));
        }
        String by = given.at(1, "by").map(Python::str).orElse("key");
        if (!by.equals("key") && !by.equals("value")) {
            throw given.fault("dictsort sorts by \"key\" or by \"value\", not by %s", Python.repr(by));
        }
        boolean exact = given.flag(0, "case_sensitive", false);
        Comparator<Value> order = (a, b) -> {
            Value left = part(a, by), right = part(b, by);
            return Python.compare(exact ? left : folded(left), exact ? right : folded(right), given.line());
        };
        List<Value> sorted = new ArrayList<>(Methods.items(mapping));
        sorted.sort(given.flag(2, "reverse", false) ? Collections.reverseOrder(order) : order);
        return Value.Items.of(sorted);
    }

    private static Value part(Value pair, String by) {
        List<Value> both = ((Value.Items) pair).values();
        return by.equals("key") ? both.getFirst() : both.getLast();
    }
}
