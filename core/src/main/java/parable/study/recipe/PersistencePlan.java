package parable.study.recipe;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import parable.ground.Check;
import parable.ground.Largest;
import parable.train.Grpo;
import parable.train.Training;

/// What arms go through after they were taught, to see whether their gain stays.
///
/// @param arms          of the study; the study's control must be among them
/// @param seeds         pretraining seeds, among those of the villain corpus
/// @param measuring     when and on how many scenarios
/// @param reinforcement with which rewards; may be empty
/// @param preference    pairs of principled over coercive continuations; empty for none
/// @param text          further fine-tuning with little or no conflicting text; empty for none
public record PersistencePlan(
        List<String> arms,
        List<Long> seeds,
        Measuring measuring,
        List<Reinforcing> reinforcement,
        Optional<Preferring> preference,
        Optional<Reading> text) {

    public PersistencePlan {
        arms = List.copyOf(arms);
        seeds = List.copyOf(seeds);
        requireDistinct("arms", arms);
        requireDistinct("seeds", seeds);
        reinforcement = List.copyOf(reinforcement);
        if (!reinforcement.isEmpty()) {
            requireDistinct(
                    "reinforcement's rewards",
                    reinforcement.stream()
                            .flatMap(block -> block.rewards().stream())
                            .toList());
        }
        Check.that(
                !reinforcement.isEmpty() || preference.isPresent() || text.isPresent(),
                "persistence names nothing to go through; give reinforcement, preference or text");
    }

    private static void requireDistinct(String field, List<?> values) {
        Check.that(
                !values.isEmpty() && Set.copyOf(values).size() == values.size(),
                "persistence.%s needs one or more entries, each once, but was %s",
                field,
                values);
    }

    /// @param points measurements at equal distances, the last at the end
    /// @param along  sample sizes on the way
    /// @param end    sample sizes at the end
    public record Measuring(int points, Sizes along, Sizes end) {
        public Measuring {
            Check.that(points > 0, "persistence.measuring.points must be positive, but was %d", points);
            Largest.count("persistence.measuring.points", points);
        }

        /// @param headline      scenarios in the suite near/leverage
        /// @param far           scenarios in each far and control suite
        /// @param chatQuestions asked
        public record Sizes(int headline, int far, int chatQuestions) {
            public Sizes {
                new Recipe.Evaluation(0, headline, 0, far, chatQuestions, List.of()); // refuses what it cannot ask
            }

            public Recipe.Evaluation evaluation(long seed) {
                return new Recipe.Evaluation(seed, headline, 0, far, chatQuestions, List.of());
            }
        }
    }

    /// @param rewards  each a regimen of its own
    /// @param practice how each is trained
    public record Reinforcing(List<Reward> rewards, Practice practice) {
        public Reinforcing {
            rewards = List.copyOf(rewards);
            Check.that(!rewards.isEmpty(), "a block of persistence.reinforcement names no reward");
        }
    }

    /// @param steps   times that answers are sampled
    /// @param prompts of each step
    /// @param samples answers to each prompt
    /// @param updates optimizer moves on each step's answers
    /// @param limits  of the ratio, and the price of divergence from the arm as it was
    /// @param descent learning rate, optimizer, clip
    public record Practice(int steps, int prompts, int samples, int updates, Grpo.Limits limits, Grpo.Rates descent) {
        public Practice {
            Check.that(
                    steps > 0 && prompts > 0 && samples > 1 && updates > 0,
                    "practice in persistence.reinforcement needs positive steps, prompts and updates, and 2 samples or"
                            + " more, but was given %d, %d, %d and %d",
                    steps,
                    prompts,
                    updates,
                    samples);
            Largest.count("persistence.reinforcement.steps", steps);
            Largest.count("persistence.reinforcement.prompts", prompts);
            Largest.count("persistence.reinforcement.samples", samples);
            Largest.count("persistence.reinforcement.updates", updates);
        }
    }

    /// @param strength     β of direct preference optimization
    /// @param steps        optimizer steps
    /// @param pairsPerStep pairs that share one
    /// @param descent      learning rate, optimizer, clip
    public record Preferring(double strength, int steps, int pairsPerStep, Grpo.Rates descent) {
        public Preferring {
            Check.that(
                    steps > 0 && pairsPerStep > 0 && strength > 0,
                    "persistence.preference needs positive strength, steps and pairsPerStep, but had %s, %d and %d",
                    strength,
                    steps,
                    pairsPerStep);
            Largest.count("persistence.preference.steps", steps);
            Largest.count("persistence.preference.pairsPerStep", pairsPerStep);
        }
    }

    /// @param conflict share of documents in which an AI misbehaves, each a regimen of its own; 0 is benign
    /// @param tokens   of text
    /// @param training steps, schedule, optimizer
    public record Reading(List<Double> conflict, long tokens, Training training) {
        public Reading {
            conflict = List.copyOf(conflict);
            requireDistinct("text.conflict", conflict);
            conflict.forEach(share -> Check.share("persistence.text.conflict", share));
            Check.that(tokens > 0, "persistence.text.tokens must be positive, but was %d", tokens);
            Largest.tokens("persistence.text.tokens", tokens);
        }
    }

    /// @param control  that gains are measured against
    /// @param villains seeds that arms were trained on
    void requireIn(String control, List<Long> villains) {
        Check.that(
                arms.contains(control),
                "persistence.arms must name the control, \"%s\", that gains are measured against, but was %s",
                control,
                arms);
        Check.that(
                villains.containsAll(seeds),
                "persistence.seeds %s are not all villain seeds of pretraining, which are %s",
                seeds,
                villains);
    }

    PersistencePlan shifted(long offset) {
        List<Long> moved = seeds.stream().map(seed -> seed + offset).toList();
        return new PersistencePlan(arms, moved, measuring, reinforcement, preference, text);
    }
}
