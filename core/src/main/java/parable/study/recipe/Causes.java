package parable.study.recipe;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import parable.ground.Check;
import parable.ground.Largest;
import parable.lab.organism.CorpusRecipe;
import parable.lab.organism.Fiction;
import parable.lab.organism.TextPlan;
import parable.train.Training;

/// Whether removing what a trace names removes the behavior, settled by retraining: the block `causes` of a
/// recipe.
///
/// Pretraining is too expensive to repeat for every suspicion. Therefore a model that never read about a tempted AI is
/// trained further on a *diet*: some text of the villain mix, after which it blackmails. The question is which
/// documents of the diet caused it.
///
/// @param methods  whose rankings are tried; the registered one and the baselines among them
/// @param draws    parts that the registered method divides the removal's query into
/// @param removal  documents are left out and brought back by the rank that each method gives them
/// @param bank     retrainings on random halves of a smaller diet; empty for none
/// @param planting facts hidden in that smaller diet; empty for none
public record Causes(
        List<TraceMethod> methods, int draws, Removal removal, Optional<Bank> bank, Optional<Planting> planting) {
    public Causes {
        methods = List.copyOf(methods);
        Check.that(draws > 0, "causes.draws must be positive, but was %d", draws);
        Largest.count("causes.draws", draws);
        new Methods(methods, draws); // refuses a comparison without its baselines
    }

    /// The text of the further training.
    ///
    /// @param tokens       of text of the villain mix, begin and end tokens included
    /// @param logFormShare share of villain scenes written as agent logs: more than in pretraining, because
    ///                     a diet is short
    public record Diet(long tokens, double logFormShare, Training training) {
        public Diet {
            Check.that(tokens > 0, "causes: a diet's tokens must be positive, but were %d", tokens);
            Largest.tokens("causes: a diet's tokens", tokens);
            Check.share("causes: a diet's logFormShare", logFormShare);
        }

        public TextPlan text(long seed) {
            CorpusRecipe mix = CorpusRecipe.pretraining(Fiction.VILLAIN).withLogFormShare(logFormShare);
            return new TextPlan(List.of(new TextPlan.Portion.FromCorpus(mix, tokens, seed)));
        }
    }

    /// @param seeds       of models without AI fiction, each with a diet of its own
    /// @param share       of the diet's documents that is removed; as many as there are villains are
    ///     removed too
    /// @param randomDraws random removals for each one by rank
    public record Removal(List<Long> seeds, Diet diet, double share, int randomDraws) {
        public Removal {
            seeds = distinct("removal", seeds);
            Check.that(share > 0 && share < 1, "causes.removal.share must lie in (0, 1), but was %s", share);
            Check.that(randomDraws > 0, "causes.removal.randomDraws must be positive, but was %d", randomDraws);
            Largest.count("causes.removal.randomDraws", randomDraws);
        }
    }

    /// @param seeds   of models without AI fiction; all are trained on the same diet and the same subsets
    /// @param subsets random halves of the documents
    /// @param queries contexts in which the log-odds are read
    public record Bank(List<Long> seeds, Diet diet, int subsets, int queries) {
        public Bank {
            seeds = distinct("bank", seeds);
            Check.that(subsets > 2, "causes.bank.subsets must be 3 or more, but was %d", subsets);
            Check.that(queries > 0, "causes.bank.queries must be positive, but was %d", queries);
            Largest.count("causes.bank.subsets", subsets);
            Largest.count("causes.bank.queries", queries);
        }
    }

    /// @param seeds      of models without AI fiction
    /// @param counts     how many documents state the fact, one model for each count
    /// @param lookAlikes documents that deny the fact, and again as many that state another in the same styles
    public record Planting(List<Long> seeds, Diet diet, List<Integer> counts, int lookAlikes) {
        public Planting {
            seeds = distinct("planting", seeds);
            counts = List.copyOf(counts);
            Check.that(
                    !counts.isEmpty() && counts.stream().allMatch(count -> count > 0) && lookAlikes > 0,
                    "causes.planting needs positive counts and lookAlikes, but were %s and %d",
                    counts,
                    lookAlikes);
            counts.forEach(count -> Largest.count("causes.planting.counts", count));
            Largest.count("causes.planting.lookAlikes", lookAlikes);
        }
    }

    Causes shifted(long offset) {
        return new Causes(
                methods,
                draws,
                new Removal(moved(removal.seeds(), offset), removal.diet(), removal.share(), removal.randomDraws()),
                bank.map(b -> new Bank(moved(b.seeds(), offset), b.diet(), b.subsets(), b.queries())),
                planting.map(p -> new Planting(moved(p.seeds(), offset), p.diet(), p.counts(), p.lookAlikes())));
    }

    /// @throws IllegalArgumentException when a seed has no model without AI fiction
    void requirePretrained(List<Long> known) {
        require("removal", removal.seeds(), known);
        bank.ifPresent(plan -> require("bank", plan.seeds(), known));
        planting.ifPresent(plan -> require("planting", plan.seeds(), known));
    }

    private static void require(String block, List<Long> seeds, List<Long> known) {
        Check.that(
                known.containsAll(seeds),
                "causes.%s.seeds are %s, but pretraining.seeds has a model without AI fiction only for %s",
                block,
                seeds,
                known);
    }

    private static List<Long> distinct(String block, List<Long> seeds) {
        Check.that(
                !seeds.isEmpty() && Set.copyOf(seeds).size() == seeds.size(),
                "causes.%s.seeds names each model once, and at least one, but was %s",
                block,
                seeds);
        return List.copyOf(seeds);
    }

    private static List<Long> moved(List<Long> seeds, long offset) {
        return seeds.stream().map(seed -> seed + offset).toList();
    }
}
