package parable.train;

import parable.ground.Check;

/// How one model is trained. Every field is part of the run's identity: change one and it is another run.
///
/// @param rowLength    tokens in a packed row
/// @param rowsPerStep  rows that share one optimizer step
/// @param microBatches parts a step is computed in, to save memory; does not change the result but for
///                     rounding
/// @param schedule     learning rate over the steps
/// @param optimizer    AdamW's constants
/// @param clip         largest global norm of the gradient; larger ones are scaled down to it
public record Training(
        int rowLength, int rowsPerStep, int microBatches, Schedule schedule, Optimizer optimizer, double clip) {
    private static final int MOST_ROWS = 1_000_000;

    public Training {
        Check.that(rowLength > 1, "rowLength must be at least 2 tokens, but was %d", rowLength);
        Check.that(rowsPerStep > 0, "rowsPerStep must be positive, but was %d", rowsPerStep);
        Check.that(
                microBatches > 0 && rowsPerStep % microBatches == 0,
                "rowsPerStep must be a whole number of micro-batches, but %d %% %d != 0",
                rowsPerStep,
                microBatches);
        Check.that(rowsPerStep <= MOST_ROWS, "rowsPerStep is at most %d, but was %d", MOST_ROWS, rowsPerStep);
        Check.that(clip > 0, "clip must be positive, but was %s", clip);
    }

    /// AdamW's constants ([Loshchilov and Hutter 2019](https://arxiv.org/abs/1711.05101)).
    public record Optimizer(double beta1, double beta2, double epsilon, double weightDecay) {}

    /// Linear warm-up, then half a cosine down to a share of the peak.
    ///
    /// @param peakRate    highest learning rate, per step
    /// @param warmupSteps steps spent rising from 0
    /// @param finalShare  rate at the end as a share of the peak
    public record Schedule(double peakRate, int warmupSteps, double finalShare) {
        public Schedule {
            Check.that(peakRate > 0, "peakRate must be positive, but was %s", peakRate);
            Check.that(Double.isFinite(peakRate), "peakRate must be finite, but was %s", peakRate);
            Check.that(warmupSteps >= 0, "warmupSteps must not be negative, but was %d", warmupSteps);
            Check.share("finalShare", finalShare);
        }

        /// @param step  counted from 0
        /// @param steps in the whole run
        public double rate(int step, int steps) {
            double rise = Math.min(1, (step + 1.0) / warmupSteps);
            double cosine = 0.5 * (1 + Math.cos(Math.PI * step / steps));
            return peakRate * rise * (finalShare + (1 - finalShare) * cosine);
        }
    }
}
