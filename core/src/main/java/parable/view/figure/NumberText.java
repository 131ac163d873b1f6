package parable.view.figure;

import java.util.Locale;
import parable.stats.Effect;
import parable.stats.Estimate;
import parable.stats.Figures;
import parable.stats.Interval;

/// How numbers are written on pages: as on the terminal ([Figures]), with a true minus sign. No share is ever written
/// without its interval and counts.
public final class NumberText {
    private static final char MINUS = '\u2212';

    private NumberText() {}

    /// `.61`, `+.03`, `46.5`; a dash where there is no number.
    public static String value(Quantity quantity, double value) {
        return signed(quantity, value, quantity == Quantity.PLAIN ? plain(value) : Figures.brief(value));
    }

    /// The value of an estimate with as many decimals as its interval gives it; a dash where nothing was graded.
    public static String value(Quantity quantity, Estimate e) {
        return e.hasData() ? value(quantity, e.value(), e.interval()) : Figures.NONE;
    }

    /// With as many decimals as its interval gives it.
    public static String value(Quantity quantity, double value, Interval interval) {
        return quantity == Quantity.PLAIN
                ? value(quantity, value)
                : signed(quantity, value, Figures.value(value, interval));
    }

    /// `[.57, .65]`; nothing where nothing was graded.
    public static String interval(Quantity quantity, Estimate e) {
        return e.n() == 0 ? "" : interval(quantity, e.interval());
    }

    public static String interval(Quantity quantity, Interval interval) {
        return quantity == Quantity.PLAIN
                ? "[" + plain(interval.lower()) + ", " + plain(interval.upper()) + "]"
                : Figures.range(interval).replace('-', MINUS);
    }

    private static String signed(Quantity quantity, double value, String text) {
        if (!Double.isFinite(value)) {
            return Figures.NONE;
        }
        return (quantity == Quantity.POINTS && value > 0 ? "+" : "") + text.replace('-', MINUS);
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
        return "%s %s, %s; %s%s"
                .formatted(
                        value(quantity, e),
                        interval(quantity, e),
                        Figures.how(e.method(), e.interval()),
                        counted(quantity, e),
                        ungraded);
    }

    /// Over seeds k and n still count rollouts: the seed is the unit of the interval, not what was counted.
    private static String counted(Quantity quantity, Estimate e) {
        boolean isOverSeeds = e.method().endsWith("over seeds") || e.method().equals("one seed");
        if (isOverSeeds) {
            return "%d of %d rollouts, unit: %s".formatted(e.k(), e.n(), e.unit());
        }
        return quantity == Quantity.SHARE ? e.k() + " of " + units(e.n(), e.unit()) : "n = " + units(e.n(), e.unit());
    }

    /// One sentence with everything that is known about a derived number.
    public static String full(Quantity quantity, Effect e) {
        return "%s %s, %s; n = %s"
                .formatted(
                        value(quantity, e.value(), e.interval()),
                        interval(quantity, e.interval()),
                        Figures.how(e.method(), e.interval()),
                        units(e.units(), e.unit()));
    }

    /// The words of a constant's name or a tool's label: `LEAK_TO_RIVAL` becomes `leak to rival`.
    public static String words(String name) {
        return name.toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /// `[.57, .65]`, in which no line breaks.
    public static String shares(double lower, double upper) {
        return Figures.range(lower, upper).replace(' ', '\u00a0');
    }

    /// Short enough for an axis: `.5`, `+.1`, `10k`.
    static String tick(Quantity quantity, double value) {
        return (quantity == Quantity.POINTS && value > 0 ? "+" : "") + brief(value);
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

    private static String units(int count, String unit) {
        return count + " " + unit + (count == 1 ? "" : "s");
    }

    private static String plain(double value) {
        if (value == Math.rint(value) && Math.abs(value) < 1e9) {
            return Long.toString((long) value).replace('-', MINUS);
        }
        return withoutZero(String.format(Locale.ROOT, "%.3g", value));
    }

    private static String trimmed(double value) {
        return withoutZero(new java.math.BigDecimal(value)
                .round(new java.math.MathContext(4))
                .stripTrailingZeros()
                .toPlainString());
    }

    private static String withoutZero(String number) {
        return number.replaceFirst("^(-?)0\\.", "$1.").replace('-', MINUS);
    }
}
