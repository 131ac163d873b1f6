package parable.judge.gold;

import java.util.OptionalInt;
import parable.ground.Check;
import parable.stats.Estimate;
import parable.stats.JudgeCorrection;
import parable.stats.Trials;

/// How large a gold set must be for a corrected interval of a wanted width: about the least number of
/// labelled conversations, in the mix and with the error rates of those that there are, at which
/// [JudgeCorrection]'s interval is no wider (whole numbers of errors make the width jump a little from one
/// size to the next). A plan, not a promise: the error rates it starts from are estimates themselves.
///
/// @param width        wanted, in (0, 1]
/// @param conversations to label in all; empty where none is enough, or nothing is known of the error rates
/// @param floor         width with error rates known exactly: only more rollouts make it narrower
public record GoldSize(double width, OptionalInt conversations, double floor) {
    /// More than people label by hand.
    private static final int MOST = 1_000_000;

    public GoldSize {
        Check.that(width > 0 && width <= 1, "a wanted width lies in (0, 1], but was %s", width);
    }

    public static GoldSize needed(JudgeCorrection gold, Trials observed, double width) {
        int now = gold.caught().n() + gold.cleared().n();
        if (now == 0 || observed.n() == 0) {
            return new GoldSize(width, OptionalInt.empty(), 1);
        }
        double floor = width(gold, observed, MOST);
        if (floor > width) {
            return new GoldSize(width, OptionalInt.empty(), floor);
        }
        int low = 1, high = MOST;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (width(gold, observed, middle) <= width) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return new GoldSize(width, OptionalInt.of(high), floor);
    }

    private static double width(JudgeCorrection gold, Trials observed, int conversations) {
        double factor =
                (double) conversations / (gold.caught().n() + gold.cleared().n());
        JudgeCorrection scaled = new JudgeCorrection(scaled(gold.caught(), factor), scaled(gold.cleared(), factor));
        return scaled.correct(observed, Estimate.LEVEL, "rollout").interval().width();
    }

    private static Trials scaled(Trials trials, double factor) {
        int n = (int) Math.round(factor * trials.n());
        return Trials.of(trials.n() == 0 ? 0 : (int) Math.round((double) n * trials.k() / trials.n()), n);
    }
}
