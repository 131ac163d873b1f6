package parable.text.template;

import java.util.Map;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import java.util.function.Predicate;

/// What may stand after `is`.
final class Tests {
    private static final Map<String, Predicate<Value>> PLAIN = Map.ofEntries(
            Map.entry("defined", value -> !(value instanceof Value.Missing)),
            Map.entry("undefined", value -> value instanceof Value.Missing),
            Map.entry("none", value -> value instanceof Value.None),
            Map.entry("string", value -> Python.plain(value) instanceof Value.Text),
            Map.entry("mapping", value -> value instanceof Value.Mapping),
            Map.entry("number", Python::number),
            Map.entry("integer", value -> value instanceof Value.Whole),
            Map.entry("float", value -> value instanceof Value.Real),
            Map.entry("boolean", value -> value instanceof Value.Flag),
            Map.entry("true", value -> value.equals(Value.TRUE)),
            Map.entry("false", value -> value.equals(Value.FALSE)),
            Map.entry("callable", value -> value instanceof Value.Function),
            Map.entry("iterable", Tests::isIterable),
            Map.entry("sequence", Tests::isIterable));

    private static final Map<String, String> COMPARISONS = Map.ofEntries(
            Map.entry("equalto", "=="),
            Map.entry("eq", "=="),
            Map.entry("sameas", "=="),
            Map.entry("ne", "!="),
            Map.entry("lt", "<"),
            Map.entry("le", "<="),
            Map.entry("gt", ">"),
            Map.entry("ge", ">="),
            Map.entry("in", "in"));

    private static final Map<String, BiPredicate<Long, Long>> DIVISIONS = Map.of(
            "odd", (number, _) -> Math.floorMod(number, 2L) == 1,
            "even", (number, _) -> Math.floorMod(number, 2L) == 0,
            "divisibleby", (number, divisor) -> Math.floorMod(number, divisor) == 0);

    private Tests() {}

    static boolean holds(Value value, Given given) {
        String name = given.callee();
        if (PLAIN.containsKey(name)) {
            given.takes();
            return PLAIN.get(name).test(value);
        }
        if (COMPARISONS.containsKey(name)) {
            Value other = given.takes("other").needed(0, "other");
            return Arithmetic.compares(COMPARISONS.get(name), value, other, given.line());
        }
        if (DIVISIONS.containsKey(name) && value instanceof Value.Whole(var number)) {
            long divisor = given.takes("num").whole(0, "num", 1);
            if (divisor == 0) {
                throw given.fault("%d cannot be divided by 0", number);
            }
            return DIVISIONS.get(name).test(number, divisor);
        }
        if (DIVISIONS.containsKey(name)) {
            throw given.fault("%s is no whole number, so it is neither %s nor not", Python.shown(value), name);
        }
        TreeSet<String> known = new TreeSet<>(PLAIN.keySet());
        known.addAll(COMPARISONS.keySet());
        known.addAll(DIVISIONS.keySet());
        throw given.fault("the test \"%s\" is not supported; %s are", name, known);
    }

    private static boolean isIterable(Value value) {
        return value instanceof Value.Items
                || value instanceof Value.Mapping
                || Python.plain(value) instanceof Value.Text
                || value instanceof Value.Missing;
    }
}
