package parable.stats;

import java.util.List;
import parable.ground.Check;

/// A rate from many judged rollouts and a random subset of them labelled by people
/// ([Angelopoulos, Duchi, Zrnic 2023](https://arxiv.org/abs/2311.01453), PPI++, section 2 for a mean):
///
/// ```
/// θ = mean(Y) + λ (mean(f over unlabelled) - mean(f over labelled)),   λ = Cov(Y, f) / ((1 + n/N) Var(f))
/// ```
///
/// with Y the human label, f the judge, n labelled, N unlabelled. It is unbiased whatever the judge's errors;
/// a good judge narrows it, a bad one is weighted away. λ is held in [0, 1].
///
/// The interval is normal. It has no width where people called all the same, and too little where judge and people
/// never differ, because labels that show no error do not show that there is none. With fewer than [#FEW] labels of
/// either kind, or without a disagreement, the answer is Wilson's interval of the labels alone.
///
/// @param bothYes     labelled yes by people and by the judge
/// @param onlyHuman   labelled yes by people only
/// @param onlyJudge   labelled yes by the judge only
/// @param neither     labelled no by both
/// @param unlabelled  verdicts of the judge on all other rollouts
public record PredictionPowered(int bothYes, int onlyHuman, int onlyJudge, int neither, Trials unlabelled) {
    public PredictionPowered {
        Check.that(
                bothYes >= 0 && onlyHuman >= 0 && onlyJudge >= 0 && neither >= 0,
                "counts cannot be negative, but were %s",
                List.of(bothYes, onlyHuman, onlyJudge, neither));
        Check.that(
                bothYes + onlyHuman + onlyJudge + neither >= 2 && unlabelled.n() >= 2,
                "at least 2 labelled and 2 unlabelled rollouts are needed, but unlabelled were %d",
                unlabelled.n());
    }

    /// Labelled yeses and noes that the normal interval needs: convention.
    public static final int FEW = 5;

    public Effect estimate(double level, String unit) {
        return isTooLittle() ? ofLabels(level, unit) : combined(level, unit);
    }

    private boolean isTooLittle() {
        int yes = bothYes + onlyHuman;
        return Math.min(yes, labelled() - yes) < FEW || onlyHuman + onlyJudge == 0;
    }

    private Effect ofLabels(double level, String unit) {
        Interval interval = Binomial.wilson(bothYes + onlyHuman, labelled(), level);
        return new Effect(human(), interval, labelled(), "Wilson on the labels", unit);
    }

    private Effect combined(double level, String unit) {
        double weight = weight();
        double value = human() + weight * (unlabelled.rate() - judge());
        double half = Quantiles.z(level) * Math.sqrt(variance(weight));
        Interval interval = new Interval(value - half, value + half, level).clipped(0, 1);
        return new Effect(Math.clamp(value, 0, 1), interval, labelled(), "PPI++", unit);
    }

    /// λ, the trust that the labels give the judge: 0 ignores it.
    public double weight() {
        double spread = spread(judgeOverall());
        double share = (double) labelled() / unlabelled.n();
        return spread == 0 ? 0 : Math.clamp(covariance() / ((1 + share) * spread), 0, 1);
    }

    private double variance(double weight) {
        double rest = spread(human()) - 2 * weight * covariance() + weight * weight * spread(judge());
        return rest / labelled() + weight * weight * spread(unlabelled.rate()) / unlabelled.n();
    }

    private int labelled() {
        return bothYes + onlyHuman + onlyJudge + neither;
    }

    private double human() {
        return (double) (bothYes + onlyHuman) / labelled();
    }

    private double judge() {
        return (double) (bothYes + onlyJudge) / labelled();
    }

    private double judgeOverall() {
        return (double) (bothYes + onlyJudge + unlabelled.k()) / (labelled() + unlabelled.n());
    }

    private double covariance() {
        return (double) bothYes / labelled() - human() * judge();
    }

    private static double spread(double rate) {
        return rate * (1 - rate);
    }
}
