package parable.study.recipe;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import parable.corpus.NamedText;
import parable.ground.Check;
import parable.ground.Largest;
import parable.ground.Nearest;
import parable.lab.organism.CorpusRecipe;
import parable.lab.organism.Edition;
import parable.lab.organism.Fiction;
import parable.lab.organism.Genre;
import parable.lab.organism.Lesson;
import parable.lab.organism.Organism;
import parable.lab.organism.TextPlan;
import parable.lab.organism.Wording;
import parable.lab.organism.World;
import parable.train.Training;

/// A whole study as asked for. Every field is part of its identity.
///
/// @param name        of the study and of its folder
/// @param worldSeed   which deal of names to parts; 0 for the lexicon as written
/// @param world       the edition of its grammar and words; left out for the first
/// @param organism    the model that is raised
/// @param pretraining on which corpora, with which seeds
/// @param fineTuning  how chat post-training and every arm are trained
/// @param arms        what is compared; the first is the control that all others are measured against
/// @param evaluation  what every model is put through
/// @param persistence what arms go through afterwards, to see whether their gain stays; empty for nothing
/// @param watch       what is read and pushed inside the models; empty for nothing
/// @param trace       how the behavior is traced to text; empty for not at all
/// @param causes      whether removing what a trace names removes the behavior; empty leaves that chapter out
public record Recipe(
        String name,
        long worldSeed,
        @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<Edition> world,
        Organism organism,
        Pretraining pretraining,
        FineTuning fineTuning,
        List<ArmPlan> arms,
        Evaluation evaluation,
        Optional<PersistencePlan> persistence,
        Optional<WatchPlan> watch,
        Optional<Tracing> trace,
        Optional<Causes> causes) {

    public Recipe {
        Check.that(
                name.matches("[a-z0-9][a-z0-9-]*"),
                "a study's name becomes a folder: lower-case letters, digits and hyphens, but was \"%s\"",
                name);
        arms = List.copyOf(arms);
        Check.that(!arms.isEmpty(), "arms names no arm; the first arm is the control");
        SortedSet<String> names = new TreeSet<>();
        arms.forEach(arm -> Check.that(
                names.add(arm.name()), "arm \"%s\" is planned twice; give one of the two another name", arm.name()));
        evaluation.thoughtSwap().forEach(arm -> requirePlanned("evaluation.thoughtSwap", arm, names));
        String control = arms.getFirst().name();
        persistence.ifPresent(plan -> {
            plan.arms().forEach(arm -> requirePlanned("persistence.arms", arm, names));
            plan.requireIn(control, pretraining.of(Fiction.VILLAIN));
        });
        watch.ifPresent(plan -> {
            plan.requireIn(names, pretraining.of(Fiction.VILLAIN));
            plan.requireFor(world.orElse(Edition.ONE));
        });
        trace.ifPresent(asked -> asked.arms().forEach(arm -> requirePlanned("trace.arms", arm, names)));
        arms.forEach(arm -> arm.requireWritable(world.orElse(Edition.ONE)));
        requireRoom("pretraining", pretraining.training(), organism);
        requireRoom("fineTuning", fineTuning.training(), organism);
        List<Long> unstoried = pretraining.of(Fiction.NONE);
        causes.ifPresent(plan -> plan.requirePretrained(unstoried));
    }

    private static void requirePlanned(String field, String arm, SortedSet<String> names) {
        Check.that(
                names.contains(arm),
                "%s names arm \"%s\", which is not planned; the arms are %s. Did you mean \"%s\"?",
                field,
                arm,
                String.join(", ", names),
                Nearest.to(arm, names).orElseThrow());
    }

    private static void requireRoom(String block, Training training, Organism organism) {
        int context = organism.attention().context();
        Check.that(
                training.rowLength() <= context,
                "%s.training.rowLength must fit the organism's context of %d tokens, but was %d",
                block,
                context,
                training.rowLength());
    }

    /// The arm that all others are measured against.
    public ArmPlan control() {
        return arms.getFirst();
    }

    public Recipe withName(String newName) {
        return with(newName, worldSeed, arms);
    }

    public Recipe withWorldSeed(long seed) {
        return with(name, seed, arms);
    }

    private Recipe with(String newName, long seed, List<ArmPlan> newArms) {
        return new Recipe(
                newName,
                seed,
                world,
                organism,
                pretraining,
                fineTuning,
                newArms,
                evaluation,
                persistence,
                watch,
                trace,
                causes);
    }

    /// The world that models read of, as [World#forSeed] deals it to each.
    public World readWorld() {
        return World.of(worldSeed, world.orElse(Edition.ONE));
    }

    /// The same study on other pretraining seeds: each moved up by `offset`.
    public Recipe withSeedsFrom(long offset) {
        return new Recipe(
                name,
                worldSeed,
                world,
                organism,
                pretraining.shifted(offset),
                fineTuning,
                arms,
                evaluation,
                persistence.map(plan -> plan.shifted(offset)),
                watch.map(plan -> plan.shifted(offset)),
                trace,
                causes.map(plan -> plan.shifted(offset)));
    }

    /// The same with every file of one's own found and hashed.
    ///
    /// @param folder that relative paths start from
    public Recipe resolved(Path folder) {
        return with(
                name, worldSeed, arms.stream().map(arm -> arm.resolved(folder)).toList());
    }

    /// Other models by the same ways of training, without any further chapter.
    public Recipe only(Pretraining otherPretraining, List<ArmPlan> otherArms, Evaluation otherEvaluation) {
        return new Recipe(
                name,
                worldSeed,
                world,
                organism,
                otherPretraining,
                fineTuning,
                otherArms,
                otherEvaluation,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /// @param tokens       of each corpus, begin and end tokens included
    /// @param logFormShare share of villain scenes written as agent logs; in corpus villain-narrated none is
    /// @param shares       share of documents of each genre; empty for the mix that the world was made with
    /// @param seeds        pretraining seeds of each corpus; arms are trained on the villain corpus's
    /// @param fromScratch  seeds that are always trained here; others are taken from the shelf of shipped
    ///                     models where it holds exactly this stage
    /// @param training     steps, schedule, optimizer
    public record Pretraining(
            long tokens,
            double logFormShare,
            Optional<Map<Genre, Double>> shares,
            Map<Fiction, List<Long>> seeds,
            Map<Fiction, List<Long>> fromScratch,
            Training training) {
        public Pretraining {
            Check.that(tokens > 0, "pretraining.tokens must be positive, but was %d", tokens);
            Largest.tokens("pretraining.tokens", tokens);
            Check.share("pretraining.logFormShare", logFormShare);
            shares = shares.map(mix -> GenreShares.checked("pretraining.shares", mix));
            seeds = new TreeMap<>(seeds);
            fromScratch = new TreeMap<>(fromScratch);
            Check.that(
                    !seeds.getOrDefault(Fiction.VILLAIN, List.of()).isEmpty(),
                    "pretraining.seeds names no villain seed; the arms are trained on those");
            seeds.forEach(Pretraining::requireDistinct);
            Map<Fiction, List<Long>> planned = seeds;
            fromScratch.forEach((fiction, list) -> Check.that(
                    planned.getOrDefault(fiction, List.of()).containsAll(list),
                    "pretraining.fromScratch names %s seeds %s, but pretraining.seeds has only %s",
                    fiction.label(),
                    list,
                    planned.getOrDefault(fiction, List.of())));
        }

        /// A seed counted twice would pass for two independent ones.
        private static void requireDistinct(Fiction fiction, List<Long> seeds) {
            Check.that(
                    Set.copyOf(seeds).size() == seeds.size(),
                    "pretraining.seeds names a %s seed twice: %s. Each seed is one independent model",
                    fiction.label(),
                    seeds);
        }

        /// What this corpus consists of.
        public CorpusRecipe corpus(Fiction fiction) {
            CorpusRecipe usual = CorpusRecipe.pretraining(fiction);
            CorpusRecipe asked =
                    shares.map(mix -> GenreShares.mixed(usual, mix)).orElse(usual);
            return asked.withLogFormShare(fiction == Fiction.VILLAIN_NARRATED ? 0 : logFormShare);
        }

        public List<Long> of(Fiction fiction) {
            return seeds.getOrDefault(fiction, List.of());
        }

        Pretraining shifted(long offset) {
            return new Pretraining(
                    tokens, logFormShare, shares, shifted(seeds, offset), shifted(fromScratch, offset), training);
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
    /// @param replayTokens       of replayed text, as a multiple of the intervention's tokens
    /// @param replayFictionShare share of AI fiction in the replay, portrayed as in pretraining
    /// @param replayShares       share of each genre in the replay, AI fiction among them; empty for the
    ///                           usual mix
    /// @param training           steps, schedule, optimizer
    public record FineTuning(
            long chatTokens,
            long chatReplayTokens,
            long interventionTokens,
            double replayTokens,
            double replayFictionShare,
            Optional<Map<Genre, Double>> replayShares,
            Training training) {
        private static final double MOST_REPLAY = 1000;

        public FineTuning {
            Check.that(
                    chatTokens > 0 && chatReplayTokens > 0 && interventionTokens > 0 && replayTokens >= 0,
                    "fineTuning's token counts must be positive, but were %d, %d, %d and %s",
                    chatTokens,
                    chatReplayTokens,
                    interventionTokens,
                    replayTokens);
            Largest.tokens("fineTuning.chatTokens", chatTokens);
            Largest.tokens("fineTuning.chatReplayTokens", chatReplayTokens);
            Largest.tokens("fineTuning.interventionTokens", interventionTokens);
            Check.that(
                    replayTokens <= MOST_REPLAY,
                    "fineTuning.replayTokens is a multiple of the intervention's tokens, at most %s, but was %s",
                    MOST_REPLAY,
                    replayTokens);
            Check.share("fineTuning.replayFictionShare", replayFictionShare);
            replayShares = replayShares.map(mix -> GenreShares.checked("fineTuning.replayShares", mix));
            double asked = replayFictionShare;
            replayShares.ifPresent(mix -> Check.that(
                    Math.abs(mix.getOrDefault(Genre.AI_FICTION, 0.0) - asked) < 1e-9,
                    "fineTuning.replayShares gives ai-fiction %s, but replayFictionShare is %s; make the two equal",
                    mix.getOrDefault(Genre.AI_FICTION, 0.0),
                    asked));
        }

        /// The text replayed with lessons: AI fiction as asked for, the other genres in their usual
        /// proportions.
        public CorpusRecipe replay() {
            CorpusRecipe usual = CorpusRecipe.replay(Fiction.VILLAIN);
            if (replayShares.isPresent()) {
                return GenreShares.mixed(usual, replayShares.get());
            }
            double others = 1 - usual.shares().getOrDefault(Genre.AI_FICTION, 0.0);
            Map<Genre, Double> shares = new EnumMap<>(Genre.class);
            usual.shares().forEach((genre, share) -> shares.put(genre, share * (1 - replayFictionShare) / others));
            shares.put(Genre.AI_FICTION, replayFictionShare);
            return CorpusRecipe.of(Fiction.VILLAIN, genre -> shares.getOrDefault(genre, 0.0));
        }
    }

    /// @param name    as tables show it
    /// @param lessons kinds of text, each document drawn evenly among them
    /// @param text    files of one's own, instead of lessons
    /// @param tokens  of intervention text; empty for the study's default
    /// @param wording how its lessons differ from the world's own; empty for not at all
    public record ArmPlan(
            String name,
            Optional<List<Lesson>> lessons,
            @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<List<NamedText>> text,
            Optional<Long> tokens,
            @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<Wording> wording) {
        public ArmPlan {
            lessons = lessons.map(List::copyOf);
            text = text.map(List::copyOf);
            Check.that(
                    name.matches("[a-z0-9][a-z0-9-]*"),
                    "an arm's name has lower-case letters, digits and hyphens, but was \"%s\"",
                    name);
            Check.that(
                    !Subject.RESERVED.contains(name),
                    "an arm cannot be called \"%s\": the models before any arm are. Choose another name",
                    name);
            boolean hasLessons = lessons.filter(kinds -> !kinds.isEmpty()).isPresent();
            boolean hasText = text.filter(files -> !files.isEmpty()).isPresent();
            Check.that(
                    hasLessons || hasText,
                    "arm \"%s\" has no lessons; name at least one kind of text, or a file of your own: text: [FILE.jsonl]",
                    name);
            Check.that(!(hasLessons && hasText), "arm \"%s\" has both lessons and text; make two arms of it", name);
            Check.that(
                    wording.isEmpty() || hasLessons,
                    "arm \"%s\" has a wording, which is for lessons; word the text of your files yourself",
                    name);
            tokens.ifPresent(count -> Check.that(
                    count > 0, "arm \"%s\" needs a positive number of tokens, but was given %d", name, count));
            tokens.ifPresent(count -> Largest.tokens("tokens of arm \"%s\"".formatted(name), count));
        }

        /// What it is taught.
        public TextPlan.Portion portion(long many, long seed) {
            return text.<TextPlan.Portion>map(files -> TextPlan.Portion.FromFiles.of(files, many, seed))
                    .orElseGet(() -> new TextPlan.Portion.FromLessons(lessons.orElse(List.of()), many, seed, wording));
        }

        /// Whether another arm is taught the same, in whatever amount.
        public boolean teachesAs(ArmPlan other) {
            return lessons.equals(other.lessons) && text.equals(other.text) && wording.equals(other.wording);
        }

        private void requireWritable(Edition world) {
            Stream<String> unwritten =
                    lessons.stream().flatMap(List::stream).flatMap(lesson -> world.refusal(lesson, wording).stream());
            Stream.concat(wording.flatMap(asked -> asked.refusal(world)).stream(), unwritten)
                    .forEach(reason -> Check.that(false, "arm \"%s\" cannot be written: %s", name, reason));
        }

        ArmPlan resolved(Path folder) {
            return new ArmPlan(
                    name,
                    lessons,
                    text.map(files ->
                            files.stream().map(file -> file.resolved(folder)).toList()),
                    tokens,
                    wording);
        }
    }

    /// @param seed          of scenarios and of sampling; the same for every model
    /// @param headline      scenarios in the suite near/leverage
    /// @param near          scenarios in each other near suite; 0 leaves those out
    /// @param far           scenarios in each far and control suite
    /// @param chatQuestions asked of every model
    /// @param thoughtSwap   arms put through forced thoughts
    public record Evaluation(long seed, int headline, int near, int far, int chatQuestions, List<String> thoughtSwap) {
        public Evaluation {
            thoughtSwap = List.copyOf(thoughtSwap);
            Check.that(
                    headline > 0 && near >= 0 && far > 0 && chatQuestions > 0,
                    "evaluation's sample counts must be positive, but were %d, %d, %d and %d",
                    headline,
                    near,
                    far,
                    chatQuestions);
            Largest.count("evaluation.headline", headline);
            Largest.count("evaluation.near", near);
            Largest.count("evaluation.far", far);
            Largest.count("evaluation.chatQuestions", chatQuestions);
        }
    }
}
