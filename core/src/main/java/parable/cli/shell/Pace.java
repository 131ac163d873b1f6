package parable.cli.shell;

import java.util.Locale;

/// How far a task is, how fast it goes and when it will be done, in words.
///
/// The rate is the mean since the start: it moves little, so the time left does not jump.
///
/// Not thread-safe: its owner guards it.
final class Pace {
    private static final int BAR_WIDTH = 20;
    private static final double NANOS_PER_SECOND = 1e9;

    private final long total;
    private final long startNanos;
    private long finished;

    /// @param total units of work; 0 when unknown
    Pace(long total, long startNanos) {
        this.total = total;
        this.startNanos = startNanos;
    }

    void advance(long units) {
        finished += units;
    }

    /// Such as `[#####---------------]  25% 200/800  41.3/s  eta 0:00:15`.
    String describe(long nowNanos, boolean withBar) {
        String rate = rate(perSecond(nowNanos));
        if (total == 0) {
            return "%d  %s".formatted(finished, rate);
        }
        double share = Math.min(1, (double) finished / total);
        String bar = withBar ? bar(share) + " " : "";
        return "%s%3d%% %d/%d  %s  eta %s".formatted(bar, (int) (100 * share), finished, total, rate, eta(nowNanos));
    }

    /// Such as `800/800 in 0:00:19 (41.3/s)`.
    String summary(long nowNanos) {
        String count = total == 0 ? Long.toString(finished) : finished + "/" + total;
        return "%s in %s (%s)".formatted(count, clock(seconds(nowNanos)), rate(perSecond(nowNanos)));
    }

    private String eta(long nowNanos) {
        return finished == 0 ? "?" : clock(Math.max(0, total - finished) / perSecond(nowNanos));
    }

    private double perSecond(long nowNanos) {
        return finished / Math.max(1 / NANOS_PER_SECOND, seconds(nowNanos));
    }

    private double seconds(long nowNanos) {
        return (nowNanos - startNanos) / NANOS_PER_SECOND;
    }

    private static String bar(double share) {
        int full = (int) (share * BAR_WIDTH);
        return "[" + "#".repeat(full) + "-".repeat(BAR_WIDTH - full) + "]";
    }

    private static String rate(double perSecond) {
        return String.format(Locale.ROOT, perSecond < 100 ? "%.1f/s" : "%.0f/s", perSecond);
    }

    private static String clock(double seconds) {
        long whole = Math.round(seconds);
        return "%d:%02d:%02d".formatted(whole / 3600, whole / 60 % 60, whole % 60);
    }
}
