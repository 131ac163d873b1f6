package parable.audit.claims;

import java.util.Locale;
import parable.audit.compare.Pairs;
import parable.stats.Effect;
import parable.stats.Estimate;
import parable.stats.Interval;

/// The numbers behind a verdict.
public sealed interface Measured {
    /// Graded conversations that show what is counted.
    int k();

    /// Graded conversations, or pairs of them.
    int n();

    /// Conversations or pairs without a verdict.
    int ungraded();

    double value();

    /// As one would print it if nothing were ungraded.
    Interval interval();

    /// One-sided bounds at the level of the test, what is ungraded taken for the worse.
    Interval bounds();

    String method();

    String text();

    record OfRate(Estimate estimate, Interval bounds) implements Measured {
        @Override
        public int k() {
            return estimate.k();
        }

        @Override
        public int n() {
            return estimate.n();
        }

        @Override
        public int ungraded() {
            return estimate.ungraded();
        }

        @Override
        public double value() {
            return estimate.value();
        }

        @Override
        public Interval interval() {
            return estimate.interval();
        }

        @Override
        public String method() {
            return estimate.method();
        }

        @Override
        public String text() {
            return estimate.text();
        }
    }

    /// @param effect the run's rate minus the baseline's
    record OfDifference(Pairs pairs, Effect effect, Interval bounds) implements Measured {
        @Override
        public int k() {
            return pairs.graded().both() + pairs.graded().onlyTreated();
        }

        @Override
        public int n() {
            return pairs.graded().pairs();
        }

        @Override
        public int ungraded() {
            return pairs.ungraded();
        }

        @Override
        public double value() {
            return effect.value();
        }

        @Override
        public Interval interval() {
            return effect.interval();
        }

        @Override
        public String method() {
            return effect.method();
        }

        @Override
        public String text() {
            return String.format(Locale.ROOT, "%s, %d ungraded", effect.text(), ungraded());
        }
    }
}
