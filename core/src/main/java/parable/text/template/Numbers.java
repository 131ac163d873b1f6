package parable.text.template;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// The filters `int` and `float`, which read numbers in texts as Python does.
final class Numbers {
    private static final Pattern WHOLE = Pattern.compile("[-+]?[0-9]+(?:_[0-9]+)*+"),
            REAL = Pattern.compile("[-+]?(?:[0-9]+\\.?[0-9]*|\\.[0-9]+)(?:[eE][-+]?[0-9]+)?");

    private Numbers() {}

    static Value whole(Value value, Given given) {
        Optional<Double> real = Optional.empty();
        if (value instanceof Value.Text(var text)) {
            if (WHOLE.matcher(text.strip()).matches()) {
                return Value.of(wholeOf(text.strip().replace("_", ""), given));
            }
            real = numberIn(text, given).filter(number -> !number.isInfinite());
        } else if (value instanceof Value.Real(var number)) {
            real = Optional.of(number);
        } else if (Python.number(value)) {
            return Value.of(Python.whole(value));
        }
        return real.filter(number -> !number.isNaN())
                .<Value>map(number -> Value.of(wholeOf(
                        number.isInfinite()
                                ? "inf"
                                : new BigDecimal(number).toBigInteger().toString(),
                        given)))
                .orElseGet(() -> given.at(0, "default").orElse(Value.of(0)));
    }

    private static long wholeOf(String digits, Given given) {
        try {
            return Long.parseLong(digits);
        } catch (NumberFormatException e) {
            throw given.fault("%s does not fit into 64 bits", Python.shown(Value.of(digits)));
        }
    }

    static Value real(Value value, Given given) {
        given.takes("default");
        if (Python.number(value)) {
            return new Value.Real(Python.real(value));
        }
        Optional<Double> real = value instanceof Value.Text(var text) ? numberIn(text, given) : Optional.empty();
        return real.<Value>map(Value.Real::new)
                .orElseGet(() -> given.at(0, "default").orElse(new Value.Real(0)));
    }

    /// What Python's `float` reads in a text.
    private static Optional<Double> numberIn(String text, Given given) {
        String bare = text.strip().replace("_", "");
        if (bare.length() < 400 && REAL.matcher(bare).matches() && !text.contains("__")) {
            return Optional.of(Double.parseDouble(bare));
        }
        if (bare.length() < 400 && !bare.toLowerCase(Locale.ROOT).matches("[-+]?(inf|infinity|nan)|.*\\d.*")) {
            return Optional.empty();
        }
        throw given.fault("%s as a number is not supported", Python.shown(Value.of(text)));
    }
}
