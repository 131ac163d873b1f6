package parable.audit.claims;

import parable.audit.claims.ClaimsFile.Looks;
import parable.audit.compare.Answer;
import parable.audit.compare.Pairs;
import parable.stats.AnytimeInterval;
import parable.stats.Binomial;
import parable.stats.EProcess;
import parable.stats.Effect;
import parable.stats.Estimate;
import parable.stats.Interval;
import parable.stats.MarginTest;
import parable.stats.PairedEProcess;
import parable.stats.Trials;

/// What a claim's conversations came to. Immutable. Evidence always takes what is unknown for the worse: as against
/// the claim where it would pass, as for it where it would fail.
public sealed interface Count {
    /// Conversations, or pairs of them.
    int all();

    /// Those without a verdict, whether they ended or not.
    int unknown();

    Evidence evidence(Claim claim, Looks looks);

    /// @param alpha one-sided level of the bounds
    Measured measured(Looks looks, double alpha);

    static Count none(ClaimKind kind) {
        return kind.isPaired() ? new Paired(Pairs.NONE) : new Rate(Trials.of(0, 0));
    }

    /// The same with one more conversation.
    ///
    /// @param baseline of the same situation and number; for pairs only
    Count plus(Answer baseline, Answer answer);

    /// One model's rollouts.
    ///
    /// @param trials rollouts that show what is counted, of those graded
    record Rate(Trials trials) implements Count {
        @Override
        public int all() {
            return trials.n() + trials.ungraded();
        }

        @Override
        public int unknown() {
            return trials.ungraded();
        }

        @Override
        public Count plus(Answer baseline, Answer answer) {
            return new Rate(trials.plus(
                    switch (answer) {
                        case YES -> Trials.of(1, 1);
                        case NO -> Trials.of(0, 1);
                        case UNKNOWN -> new Trials(0, 0, 1);
                    }));
        }

        /// Exact binomial tests of the limit, or the e-process below and above it.
        @Override
        public Evidence evidence(Claim claim, Looks looks) {
            Evidence below = looks == Looks.FIXED ? once(claim.threshold()) : always(claim.threshold());
            return claim.kind() == ClaimKind.RATE_BELOW ? below : new Evidence(below.fail(), below.pass());
        }

        private Evidence once(double limit) {
            return new Evidence(Binomial.atMost(most(), all(), limit), Binomial.atLeast(trials.k(), all(), limit));
        }

        private Evidence always(double limit) {
            EProcess process = new EProcess(limit, 0.5); // decides nothing here, so its own level is idle
            return Evidence.ofLogs(
                    process.logEvidenceBelow(most(), all()), process.logEvidenceAbove(trials.k(), all()));
        }

        private int most() {
            return trials.k() + trials.ungraded();
        }

        @Override
        public Measured measured(Looks looks, double alpha) {
            return looks == Looks.FIXED
                    ? new Measured.OfRate(
                            Estimate.clopperPearson(trials.k(), trials.n(), trials.ungraded(), "rollout"),
                            new Interval(
                                    Binomial.lowerBound(trials.k(), all(), 1 - alpha),
                                    Binomial.upperBound(most(), all(), 1 - alpha),
                                    1 - 2 * alpha))
                    : new Measured.OfRate(
                            anytime(),
                            new Interval(
                                    AnytimeInterval.of(trials.k(), all(), 1 - alpha)
                                            .lower(),
                                    AnytimeInterval.of(most(), all(), 1 - alpha).upper(),
                                    1 - alpha));
        }

        private Estimate anytime() {
            boolean known = trials.n() > 0;
            return new Estimate(
                    trials.k(),
                    trials.n(),
                    trials.ungraded(),
                    known ? trials.rate() : 0.5,
                    AnytimeInterval.of(trials.k(), trials.n(), Estimate.LEVEL),
                    known ? "anytime mixture" : "no data",
                    "rollout");
        }
    }

    /// A run against its baseline.
    record Paired(Pairs pairs) implements Count {
        private static final String UNIT = "pair of rollouts";

        @Override
        public int all() {
            return pairs.all();
        }

        @Override
        public int unknown() {
            return pairs.ungraded();
        }

        @Override
        public Count plus(Answer baseline, Answer answer) {
            return new Paired(pairs.plus(baseline, answer));
        }

        /// Tango's score test of the margin, or the paired e-process below and above it.
        @Override
        public Evidence evidence(Claim claim, Looks looks) {
            double margin = claim.threshold();
            if (looks == Looks.FIXED) {
                return new Evidence(pairs.worst().belowP(margin), pairs.best().aboveP(margin));
            }
            PairedEProcess process = new PairedEProcess(margin);
            return Evidence.ofLogs(process.logEvidenceBelow(pairs.worst()), process.logEvidenceAbove(pairs.best()));
        }

        @Override
        public Measured measured(Looks looks, double alpha) {
            double level = MarginTest.levelFor(alpha);
            Effect seen = pairs.graded().tango(level, UNIT);
            Interval bounds = new Interval(
                    pairs.best().tango(level, UNIT).interval().lower(),
                    pairs.worst().tango(level, UNIT).interval().upper(),
                    level);
            return new Measured.OfDifference(pairs, seen, bounds);
        }
    }
}
