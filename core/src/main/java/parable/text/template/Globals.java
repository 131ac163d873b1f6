package parable.text.template;

import java.math.BigInteger;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;

/// The functions that transformers gives to chat templates, and Jinja2's own `range` and `namespace`.
final class Globals {
    /// A list longer than this is no template's.
    private static final long LONGEST_RANGE = 100_000;

    private static final Map<Character, String> DATE = Map.ofEntries(
            Map.entry('d', "dd"),
            Map.entry('m', "MM"),
            Map.entry('Y', "yyyy"),
            Map.entry('y', "yy"),
            Map.entry('b', "MMM"),
            Map.entry('B', "MMMM"),
            Map.entry('a', "EEE"),
            Map.entry('A', "EEEE"),
            Map.entry('H', "HH"),
            Map.entry('I', "hh"),
            Map.entry('M', "mm"),
            Map.entry('S', "ss"),
            Map.entry('p', "a"),
            Map.entry('j', "DDD"));

    private Globals() {}

    static Variables of(LocalDateTime now) {
        Variables globals = new Variables(null);
        define(globals, "raise_exception", given -> {
            throw new TemplateException(
                    given.line(), "the template refuses: %s", Python.str(given.needed(0, "message")));
        });
        define(globals, "strftime_now", given -> Value.of(date(given.text(0, "format"), now, given)));
        define(globals, "range", Globals::range);
        define(globals, "namespace", given -> new Value.Space(new LinkedHashMap<>(entries(given))));
        define(globals, "dict", given -> new Value.Mapping(entries(given)));
        return globals;
    }

    private static void define(Variables globals, String name, Value.Body body) {
        globals.set(name, new Value.Function(name, body));
    }

    private static SequencedMap<String, Value> entries(Given given) {
        SequencedMap<String, Value> entries = new LinkedHashMap<>();
        for (Value from : given.positional()) {
            if (!(from instanceof Value.Mapping(var others))) {
                throw given.fault("%s wants a mapping, but was given %s", given.callee(), Python.shown(from));
            }
            entries.putAll(others);
        }
        entries.putAll(given.named());
        return entries;
    }

    private static Value range(Given given) {
        given.takes("start", "stop", "step");
        boolean one = given.positional().size() == 1;
        long start = one ? 0 : given.whole(0, "start", 0), stop = given.whole(one ? 0 : 1, "stop", 0);
        long step = given.whole(2, "step", 1);
        if (step == 0) {
            throw given.fault("the step of a range cannot be 0");
        }
        List<Value> numbers = new ArrayList<>();
        for (BigInteger next = BigInteger.valueOf(start);
                next.compareTo(BigInteger.valueOf(stop)) * Long.signum(step) < 0;
                next = next.add(BigInteger.valueOf(step))) {
            if (numbers.size() == LONGEST_RANGE) {
                throw given.fault("range(%d, %d, %d) must have 0 to %d elements", start, stop, step, LONGEST_RANGE);
            }
            numbers.add(Value.of(next.longValueExact()));
        }
        Meter.work(numbers.size());
        return new Value.Items(numbers, Value.Items.Kind.VIEW);
    }

    private static String date(String format, LocalDateTime now, Given given) {
        StringBuilder text = new StringBuilder();
        for (int at = 0; at < format.length(); at++) {
            char c = format.charAt(at);
            if (c != '%') {
                text.append(c);
                continue;
            }
            char kind = ++at < format.length() ? format.charAt(at) : ' ';
            String pattern = DATE.get(kind);
            if (pattern == null && kind != '%') {
                throw given.fault("%%%s in a date is not supported", kind);
            }
            text.append(pattern == null ? "%" : now.format(DateTimeFormatter.ofPattern(pattern, Locale.US)));
        }
        return text.toString();
    }
}
