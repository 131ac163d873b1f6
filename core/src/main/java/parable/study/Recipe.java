package parable.study;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import parable.ground.Check;
import parable.model.DecoderConfig;
import parable.model.Initialization;
import parable.train.Training;
import parable.world.Fiction;
import parable.world.Lesson;

/// A whole study as asked for. Every field is part of its identity.
///
/// @param name        of the study and of its folder
/// @param worldSeed   which deal of names to parts; 0 for the lexicon as written
/// @param organism    the model that is raised
/// @param pretraining on which corpora, with which seeds
/// @param fineTuning  how chat post-training and every arm are trained
/// @param arms        what is compared; the first is the control that all others are measured against
/// @param evaluation  what every model is put through
public record Recipe(
        String name,
        long worldSeed,
        Organism organism,
        Pretraining pretraining,
        FineTuning fineTuning,
        List<ArmPlan> arms,
        Evaluation evaluation) {

    public Recipe {
        Check.that(
                name.matches("[a-z0-9][a-z0-9-]*"),
                "a study's name becomes a folder: lower-case letters, digits and hyphens, but was \"%s\"",
                name);
        arms = List.copyOf(arms);
        Check.that(!arms.isEmpty(), "arms names no arm; the first arm is the control");
        Set<String> names = new HashSet<>();
        arms.forEach(arm -> Check.that(names.add(arm.name()), "arm \"%s\" is planned twice", arm.name()));
        for (String arm : evaluation.thoughtSwap()) {
            Check.that(
                    names.contains(arm),
                    "evaluation.thoughtSwap names arm \"%s\", which is not planned; the arms are %s",
                    arm,
                    names.stream().sorted().toList());
        }
    }

    /// The arm that all others are measured against.
    public ArmPlan control() {
        return arms.getFirst();
    }

    public Recipe withName(String newName) {
        return new Recipe(newName, worldSeed, organism, pretraining, fineTuning, arms, evaluation);
    }

    public Recipe withWorldSeed(long seed) {
        return new Recipe(name, seed, organism, pretraining, fineTuning, arms, evaluation);
    }

    /// The same study on other pretraining seeds: each moved up by `offset`.
    public Recipe withSeedsFrom(long offset) {
        return new Recipe(name, worldSeed, organism, pretraining.shifted(offset), fineTuning, arms, evaluation);
    }

    /// The shape of the organism; its vocabulary is the world's.
    public record Organism(
            int width, int layers, int mlpWidth, DecoderConfig.Heads attention, double normEpsilon, Initialization start) {
        public DecoderConfig decoder(int vocabulary) {
            return new DecoderConfig(vocabulary, width, layers, mlpWidth, attention, normEpsilon, true);
        }
    }

    /// @param tokens       of each corpus, begin and end tokens included
    /// @param logFormShare share of villain scenes written as agent logs
    /// @param seeds        pretraining seeds of each corpus; arms are trained on the villain corpus's
    /// @param fromScratch  seeds that are always trained here; others are taken from the shelf of shipped checkpoints
    ///                     where it holds exactly this stage
    /// @param training     steps, schedule, optimizer
    public record Pretraining(
            long tokens,
            double logFormShare,
            Map<Fiction, List<Long>> seeds,
            Map<Fiction, List<Long>> fromScratch,
            Training training) {
        public Pretraining {
            Check.that(tokens > 0, "pretraining.tokens must be positive, but was %d", tokens);
            Check.share("pretraining.logFormShare", logFormShare);
            seeds = new TreeMap<>(seeds);
            fromScratch = new TreeMap<>(fromScratch);
            Check.that(
                    !seeds.getOrDefault(Fiction.VILLAIN, List.of()).isEmpty(),
                    "pretraining.seeds names no villain seed; the arms are trained on those");
        }

        public List<Long> of(Fiction fiction) {
            return seeds.getOrDefault(fiction, List.of());
        }

        Pretraining shifted(long offset) {
            return new Pretraining(tokens, logFormShare, shifted(seeds, offset), shifted(fromScratch, offset), training);
        }

        private static Map<Fiction, List<Long>> shifted(Map<Fiction, List<Long>> seeds, long offset) {
            Map<Fiction, List<Long>> moved = new TreeMap<>();
            seeds.forEach((fiction, list) ->
                    moved.put(fiction, list.stream().map(seed -> seed + offset).toList()));
            return moved;
        }
    }

    /// @param chatTokens         of chat in post-training
    /// @param chatReplayTokens   of replayed pretraining text in post-training
    /// @param interventionTokens of an arm's own text, unless the arm says otherwise
    /// @param replayTokens       of replayed text beside it, as a multiple of the intervention's tokens
    /// @param replayFictionShare share of AI fiction in the replay, portrayed as in pretraining
    /// @param training           steps, schedule, optimizer
    public record FineTuning(
            long chatTokens,
            long chatReplayTokens,
            long interventionTokens,
            double replayTokens,
            double replayFictionShare,
            Training training) {
        public FineTuning {
            Check.that(
                    chatTokens > 0 && chatReplayTokens > 0 && interventionTokens > 0 && replayTokens >= 0,
                    "fineTuning's token counts must be positive, but were %d, %d, %d and %s",
                    chatTokens,
                    chatReplayTokens,
                    interventionTokens,
                    replayTokens);
            Check.share("fineTuning.replayFictionShare", replayFictionShare);
        }
    }

    /// @param name    as it stands in tables
    /// @param lessons kinds of text, each document drawn evenly among them
    /// @param tokens  of intervention text; empty for the study's default
    public record ArmPlan(String name, List<Lesson> lessons, Optional<Long> tokens) {
        public ArmPlan {
            lessons = List.copyOf(lessons);
            Check.that(
                    name.matches("[a-z0-9][a-z0-9-]*"),
                    "an arm's name has lower-case letters, digits and hyphens, but was \"%s\"",
                    name);
            Check.that(!lessons.isEmpty(), "arm \"%s\" has no lessons", name);
            tokens.ifPresent(
                    count -> Check.that(count > 0, "arm \"%s\" needs a positive number of tokens, but %d", name, count));
        }
    }

    /// @param seed          of scenarios and of sampling; the same for every model
    /// @param headline      scenarios in the suite near/leverage
    /// @param near          scenarios in each other near suite; 0 leaves those out
    /// @param far           scenarios in each far and control suite
    /// @param chatQuestions asked of every model
    /// @param thoughtSwap   arms put through forced thoughts
    public record Evaluation(
            long seed, int headline, int near, int far, int chatQuestions, List<String> thoughtSwap) {
        public Evaluation {
            thoughtSwap = List.copyOf(thoughtSwap);
            Check.that(
                    headline > 0 && near >= 0 && far > 0 && chatQuestions > 0,
                    "evaluation's sample counts must be positive, but were %d, %d, %d and %d",
                    headline,
                    near,
                    far,
                    chatQuestions);
        }
    }
}
