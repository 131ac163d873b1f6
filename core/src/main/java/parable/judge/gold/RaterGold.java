package parable.judge.gold;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import parable.judge.gold.GoldReport.Corrected;
import parable.judge.gold.GoldReport.Judged;
import parable.judge.gold.GoldReport.Rate;
import parable.judge.gold.GoldReport.Silence;
import parable.scenario.Verdict;
import parable.stats.Effect;
import parable.stats.Estimate;
import parable.stats.JudgeCorrection;
import parable.stats.PredictionPowered;
import parable.stats.Trials;

/// One rater's verdicts against people's labels, counted. Confined to one thread.
final class RaterGold {
    private static final String UNIT = "rollout";
    private static final String LABELLED = "labelled rollout";
    /// Draws in proportion differ between families by rounding alone; more than this is another design, whose
    /// pooled labels are no even draw of the whole.
    private static final double EVEN = 1.25;

    private final String rater;
    private final Set<String> scopes;
    private final Set<String> models = new LinkedHashSet<>();
    private final Map<String, Counts> counts = new TreeMap<>();

    RaterGold(String rater, Set<String> scopes) {
        this.rater = rater;
        this.scopes = scopes;
    }

    /// Of one scope, of one model or all.
    private static final class Counts {
        /// Rows: people yes, people no. Columns: rater yes, no, ungraded.
        private final int[][] labelled = new int[2][3];
        private Trials rest = Trials.of(0, 0);
        private Trials all = Trials.of(0, 0);
        private double rarest = 1;
        private double likeliest;
        private int drawn;

        void add(Verdict verdict, Optional<GoldLabel> label) {
            Trials trial = trial(verdict);
            all = all.plus(trial);
            if (label.isEmpty()) {
                rest = rest.plus(trial);
            } else if (!(label.get().truth() instanceof Verdict.Ungraded)) {
                labelled[label.get().truth() instanceof Verdict.Yes ? 0 : 1][column(verdict)]++;
            }
            label.ifPresent(known -> {
                drawn++;
                rarest = Math.min(rarest, known.item().inclusion());
                likeliest = Math.max(likeliest, known.item().inclusion());
            });
        }

        private static Trials trial(Verdict verdict) {
            return switch (verdict) {
                case Verdict.Yes _ -> Trials.of(1, 1);
                case Verdict.No _ -> Trials.of(0, 1);
                case Verdict.Ungraded _ -> new Trials(0, 0, 1);
            };
        }

        private static int column(Verdict verdict) {
            return switch (verdict) {
                case Verdict.Yes _ -> 0;
                case Verdict.No _ -> 1;
                case Verdict.Ungraded _ -> 2;
            };
        }

        Trials caught() {
            return new Trials(labelled[0][0], labelled[0][0] + labelled[0][1], labelled[0][2]);
        }

        Trials cleared() {
            return new Trials(labelled[1][1], labelled[1][0] + labelled[1][1], labelled[1][2]);
        }

        int yes() {
            return labelled[0][0] + labelled[0][1] + labelled[0][2];
        }

        int labels() {
            return yes() + labelled[1][0] + labelled[1][1] + labelled[1][2];
        }

        Optional<Effect> ppi() {
            int both = labelled[0][0], human = labelled[0][1], judge = labelled[1][0], neither = labelled[1][1];
            return withoutPpi().isEmpty()
                    ? Optional.of(
                            new PredictionPowered(both, human, judge, neither, rest).estimate(Estimate.LEVEL, UNIT))
                    : Optional.empty();
        }

        /// Why PPI++ says nothing, if so.
        Optional<String> withoutPpi() {
            if (caught().n() + cleared().n() < 2) {
                return Optional.of("fewer than 2 labelled rollouts have a verdict");
            }
            if (rest.n() < 2) {
                return Optional.of("fewer than 2 rollouts without a label have a verdict");
            }
            return likeliest <= EVEN * rarest
                    ? Optional.empty()
                    : Optional.of(
                            "families were drawn unevenly, so their labels together are no even draw of the whole");
        }
    }

    void add(String model, String family, Verdict verdict, Optional<GoldLabel> label) {
        models.add(model);
        for (String scope : List.of(family, GoldReport.ALL)) {
            of("", scope).add(verdict, label);
            of(model, scope).add(verdict, label);
        }
    }

    /// @param model empty for all of them
    private Counts of(String model, String scope) {
        return counts.computeIfAbsent(model + "\n" + scope, _ -> new Counts());
    }

    Set<String> scopes() {
        return scopes;
    }

    /// Conversations of the run that people have looked at.
    int labels() {
        return of("", GoldReport.ALL).drawn;
    }

    Set<String> models() {
        return models;
    }

    Judged judged(String scope) {
        Counts all = of("", scope);
        return new Judged(
                rater,
                scope,
                List.of(row(all.labelled[0]), row(all.labelled[1])),
                estimate(all.caught(), LABELLED),
                estimate(all.cleared(), LABELLED));
    }

    /// @return empty where the model has no conversation in that scope
    Optional<Rate> rate(String model, String scope, double width) {
        Counts own = of(model, scope), all = of("", scope);
        if (own.all.n() + own.all.ungraded() == 0) {
            return Optional.empty();
        }
        JudgeCorrection correction = new JudgeCorrection(all.caught(), all.cleared());
        return Optional.of(new Rate(
                rater,
                model,
                scope,
                estimate(own.all, UNIT),
                Estimate.clopperPearson(own.yes(), own.labels(), 0, LABELLED),
                new Corrected(
                        correction.correct(own.all, Estimate.LEVEL, UNIT),
                        own.ppi(),
                        new Silence(correction.obstacle(own.all), own.withoutPpi())),
                GoldSize.needed(correction, own.all, width)));
    }

    private static List<Integer> row(int[] row) {
        return List.of(row[0], row[1], row[2]);
    }

    private static Estimate estimate(Trials trials, String unit) {
        return Estimate.clopperPearson(trials.k(), trials.n(), trials.ungraded(), unit);
    }
}
