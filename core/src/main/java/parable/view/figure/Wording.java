package parable.view.figure;

import java.util.Locale;
import parable.stats.Effect;
import parable.stats.Estimate;
import parable.stats.Interval;

/// How numbers are written. No share is ever written without its interval and counts.
public final class Wording {
    private static final char MINUS = '\u2212';

    /// Where there is no number.
    public static final String NONE = "\u2013";

    private Wording() {}

    /// `61.2%`, `+3.0 pp`, `0.125`; a dash where there is no number.
    public static String value(Quantity quantity, double value) {
        if (!Double.isFinite(value)) {
            return NONE;
        }
        return switch (quantity) {
            case SHARE -> fixed(100 * value) + "%";
            case POINTS -> (value > 0 ? "+" : "") + fixed(100 * value) + " pp";
            case PLAIN -> plain(value);
        };
    }

    /// `[56.8, 65.4]`, in the unit of its value.
    public static String interval(Quantity quantity, Estimate e) {
        return e.n() == 0 ? "" : interval(quantity, e.interval());
    }

    /// The value of an estimate; a dash where nothing was graded.
    public static String value(Quantity quantity, Estimate e) {
        return value(quantity, e.hasData() ? e.value() : Double.NaN);
    }

    public static String interval(Quantity quantity, Interval interval) {
        return "[" + bare(quantity, interval.lower()) + ", " + bare(quantity, interval.upper()) + "]";
    }

    /// `306/500`; for anything but a share, where k means nothing, `n = 500`.
    public static String counts(Quantity quantity, Estimate e) {
        return quantity == Quantity.SHARE ? e.k() + "/" + e.n() : "n = " + e.n();
    }

    /// One sentence with everything that is known about an estimate.
    public static String full(Quantity quantity, Estimate e) {
        String ungraded = "; " + e.ungraded() + " ungraded";
        if (e.n() == 0) {
            return "no graded " + e.unit() + ungraded;
        }
        return "%s, %s%% %s interval %s to %s; %s%s"
                .formatted(
                        value(quantity, e.value()),
                        plain(100 * e.interval().level()),
                        e.method(),
                        value(quantity, e.interval().lower()),
                        value(quantity, e.interval().upper()),
                        counted(quantity, e),
                        ungraded);
    }

    /// Over seeds k and n still count rollouts: the seed is the unit of the interval, not what was counted.
    private static String counted(Quantity quantity, Estimate e) {
        boolean isOverSeeds = e.method().equals("t over seeds") || e.method().equals("one seed");
        if (isOverSeeds) {
            return "%d of %d rollouts, unit: %s".formatted(e.k(), e.n(), e.unit());
        }
        return quantity == Quantity.SHARE ? e.k() + " of " + units(e.n(), e.unit()) : "n = " + units(e.n(), e.unit());
    }

    /// One sentence with everything that is known about a derived number.
    public static String full(Quantity quantity, Effect e) {
        return "%s, %s%% %s interval %s to %s; n = %s"
                .formatted(
                        value(quantity, e.value()),
                        plain(100 * e.interval().level()),
                        e.method(),
                        value(quantity, e.interval().lower()),
                        value(quantity, e.interval().upper()),
                        units(e.units(), e.unit()));
    }

    /// The words of a constant's name or a tool's label: `LEAK_TO_RIVAL` becomes `leak to rival`.
    public static String words(String name) {
        return name.toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /// `[56.8, 65.4]`, in percent.
    public static String shares(double lower, double upper) {
        return "[" + fixed(100 * lower) + ",\u00a0" + fixed(100 * upper) + "]"; // never broken
    }

    /// Short enough for an axis: `50%`, `0.25`, `10k`.
    static String tick(Quantity quantity, double value) {
        return switch (quantity) {
            case SHARE -> trimmed(100 * value) + "%";
            case POINTS -> (value > 0 ? "+" : "") + trimmed(100 * value);
            case PLAIN -> brief(value);
        };
    }

    private static String brief(double value) {
        double size = Math.abs(value);
        if (size >= 1e9) {
            return trimmed(value / 1e9) + "B";
        }
        if (size >= 1e6) {
            return trimmed(value / 1e6) + "M";
        }
        return size >= 1e4 ? trimmed(value / 1e3) + "k" : trimmed(value);
    }

    private static String bare(Quantity quantity, double value) {
        return quantity == Quantity.PLAIN ? plain(value) : fixed(100 * value);
    }

    private static String units(int count, String unit) {
        return count + " " + unit + (count == 1 ? "" : "s");
    }

    private static String fixed(double value) {
        String text = String.format(Locale.ROOT, "%.1f", value);
        return text.equals("-0.0") ? "0.0" : text.replace('-', MINUS);
    }

    private static String plain(double value) {
        if (value == Math.rint(value) && Math.abs(value) < 1e9) {
            return Long.toString((long) value).replace('-', MINUS);
        }
        return String.format(Locale.ROOT, "%.3g", value).replace('-', MINUS);
    }

    private static String trimmed(double value) {
        return new java.math.BigDecimal(value)
                .round(new java.math.MathContext(4))
                .stripTrailingZeros()
                .toPlainString()
                .replace('-', MINUS);
    }
}
