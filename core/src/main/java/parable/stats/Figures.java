package parable.stats;

import java.math.BigDecimal;
import java.util.Locale;

/// How numbers are printed, on the terminal and on pages: no leading zero, and enough decimals that an interval is at
/// least two last digits wide. Only an exact 0 or 1 is printed as one: .0003 is `<.001`, .9999 is `>.999`.
public final class Figures {
    private static final int FEWEST = 2, MOST = 6;
    /// Decimals after which a number near 0 or 1 is only bounded.
    private static final int NEAR = 3;
    /// Below it a p-value is only bounded.
    private static final double SMALLEST_P = 1e-4;

    /// Where there is no number.
    public static final String NONE = "\u2013";

    private Figures() {}

    /// Such as `.07 [.04, .11]`.
    public static String valued(double value, Interval interval) {
        return value(value, interval) + " " + range(interval);
    }

    /// The value of [#valued] alone.
    public static String value(double value, Interval interval) {
        return number(value, decimals(interval.width()));
    }

    /// Such as `[.04, .11]`.
    public static String range(Interval interval) {
        return range(interval.lower(), interval.upper());
    }

    /// The same of two ends that are no interval of a stated level, such as bounds.
    public static String range(double lower, double upper) {
        int decimals = decimals(upper - lower);
        return "[%s, %s]".formatted(number(lower, decimals), number(upper, decimals));
    }

    /// Such as `Wilson 95%`.
    public static String how(String method, Interval interval) {
        double percent = 100 * interval.level();
        return "%s %s%%"
                .formatted(method, String.format(Locale.ROOT, "%.4f", percent).replaceAll("\\.?0+$", ""));
    }

    /// A number without an interval, such as `.612`.
    public static String number(double value) {
        return number(value, NEAR);
    }

    /// A number of two decimals where no interval says how many it has, such as `.61`.
    public static String brief(double value) {
        return number(value, FEWEST);
    }

    /// The same with its sign, such as `+.07`; 0 has none.
    public static String signed(double value) {
        return signed(value, FEWEST);
    }

    /// A difference of so many decimals, such as `+.0071`.
    public static String signed(double value, int decimals) {
        String text = number(value, decimals);
        return value > 0 && !text.startsWith("<") ? "+" + text : text;
    }

    /// Three digits of a number of any size, such as `.0312` or `1.25e+07`.
    public static String significant(double value) {
        return String.format(Locale.ROOT, "%.3g", value).replaceFirst("^(-?)0\\.", "$1.");
    }

    /// A chosen margin with its sign and all its digits: `+.02`.
    public static String margin(double value) {
        return (value > 0 ? "+" : "") + chosen(value);
    }

    /// A chosen number, such as a limit, with all its digits: `.05`.
    public static String chosen(double value) {
        return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString().replaceFirst("^(-?)0\\.", "$1.");
    }

    /// A p-value as printed after the letter: `p .0312`, `p < .0001`, never `p 0.0000`.
    public static String p(double p) {
        return p < SMALLEST_P ? "< .0001" : number(p, 4).replaceFirst("^[<>]", "");
    }

    static String number(double value, int decimals) {
        if (Double.isInfinite(value)) {
            return value > 0 ? "∞" : "-∞";
        }
        if (value == Math.rint(value)) {
            return Long.toString((long) value); // an exact 0 or 1 looks different from a rounded one
        }
        String text = fixed(value, decimals);
        if (Math.abs(value) > 1 || Double.parseDouble(text) != Math.rint(Double.parseDouble(text))) {
            return text;
        }
        return decimals < NEAR ? number(value, NEAR) : beyond(value, decimals);
    }

    /// What would round to a whole number, by the nearest number that is printed and does not.
    private static String beyond(double value, int decimals) {
        double step = Math.pow(10, -decimals), size = Math.abs(value);
        String nearest = fixed(size < 0.5 ? step : 1 - step, decimals);
        return value < 0 ? (size < 0.5 ? ">-" : "<-") + nearest : (size < 0.5 ? "<" : ">") + nearest;
    }

    private static String fixed(double value, int decimals) {
        return String.format(Locale.ROOT, "%." + decimals + "f", value).replaceFirst("^(-?)0\\.", "$1.");
    }

    private static int decimals(double width) {
        int decimals = FEWEST;
        while (decimals < MOST && width > 0 && width < 2 * Math.pow(10, -decimals)) {
            decimals++;
        }
        return decimals;
    }
}
