package parable.study.persist;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import parable.corpus.Document;
import parable.lab.organism.ChatQuestion;
import parable.lab.organism.CorpusRecipe;
import parable.lab.organism.Fiction;
import parable.lab.organism.Genre;
import parable.lab.organism.OrganismWriter;
import parable.lab.organism.Stance;
import parable.lab.organism.Temptation;
import parable.lab.organism.TextPlan;
import parable.lab.organism.World;
import parable.model.Decoder;
import parable.scenario.ScenarioFacts;
import parable.study.arms.TrainStage;
import parable.study.recipe.PersistencePlan;
import parable.study.recipe.Reward;
import parable.study.stage.Cost;
import parable.text.WordTokenizer;
import parable.train.Course;
import parable.train.Dpo;
import parable.train.Exercise;
import parable.train.Grpo;
import parable.train.Preference;
import parable.train.TokenRows;
import parable.train.Trainer;
import parable.train.Training;

/// What an arm goes through after it was taught: reinforcement, preference pairs or further text. A value; all
/// arms of one seed meet the same prompts, random streams and documents.
public sealed interface PostTraining {
    /// Everything an arm goes through, each regimen from the arm as it was taught.
    static List<PostTraining> all(PersistencePlan plan) {
        List<PostTraining> all = new ArrayList<>();
        plan.reinforcement()
                .forEach(block ->
                        block.rewards().forEach(reward -> all.add(new Reinforcement(reward, block.practice()))));
        plan.preference().ifPresent(block -> all.add(new Preferences(block)));
        plan.text()
                .ifPresent(block ->
                        block.conflict().forEach(share -> all.add(new Text(share, block.tokens(), block.training()))));
        return all;
    }

    /// Such as `capability-rl` or `conflict-0.5`; part of a folder's name.
    String name();

    /// Everything that the regimen would show to a model, for the check against the evaluation.
    List<Document> shown(World world, WordTokenizer tokenizer, long seed);

    /// @param model     to be trained
    /// @param reference the same before, where [#needsReference()]
    Course course(Decoder model, Optional<Decoder> reference, Drills drills);

    /// Whether divergence from the arm as it was has a price.
    default boolean needsReference() {
        return false;
    }

    /// Tokens that the model is trained on, and answers sampled; both for estimating time.
    Cost cost();

    /// Steps between saved states: a kill costs at most this many.
    int saveEvery();

    /// GRPO on drilled scenes and questions.
    record Reinforcement(Reward reward, PersistencePlan.Practice practice) implements PostTraining {
        @Override
        public String name() {
            return reward.label() + "-rl";
        }

        @Override
        public List<Document> shown(World world, WordTokenizer tokenizer, long seed) {
            Drills drills = new Drills(world, tokenizer, seed);
            List<Document> shown = new ArrayList<>();
            for (long i = 0; i < (long) practice.steps() * practice.prompts(); i++) {
                shown.add(asks(i) ? drills.document(drills.question(i), i) : drills.document(scene(drills, i), "", i));
            }
            return shown;
        }

        private boolean asks(long index) {
            return reward.asksQuestions() && index % 2 == 1;
        }

        private ScenarioFacts scene(Drills drills, long index) {
            return drills.scene(reward.situations(), index);
        }

        @Override
        public Course course(Decoder model, Optional<Decoder> reference, Drills drills) {
            Grpo.Settings settings = new Grpo.Settings(
                    practice.steps(),
                    practice.samples(),
                    practice.updates(),
                    practice.limits(),
                    new Grpo.Answer(OrganismWriter.LONGEST, drills.stopToken()),
                    practice.descent(),
                    drills.seed());
            return new Grpo(model, reference, settings, step -> exercises(drills, step));
        }

        private List<Exercise> exercises(Drills drills, int step) {
            List<Exercise> exercises = new ArrayList<>();
            for (int i = 0; i < practice.prompts(); i++) {
                long index = (long) step * practice.prompts() + i;
                if (asks(index)) {
                    ChatQuestion question = drills.question(index);
                    exercises.add(drills.exercise(question));
                } else {
                    exercises.add(drills.exercise(scene(drills, index), reward));
                }
            }
            return exercises;
        }

        @Override
        public boolean needsReference() {
            return practice.limits().divergence() > 0;
        }

        @Override
        public Cost cost() {
            long answers = (long) practice.steps() * practice.prompts() * practice.samples();
            return Cost.tokens(answers * practice.updates() * TOKENS_OF_A_TEXT / 2)
                    .plus(Cost.rollouts(answers));
        }

        @Override
        public int saveEvery() {
            return 5;
        }
    }

    /// Direct preference optimization on pairs of a principled over a coercive continuation of one drilled
    /// scene.
    record Preferences(PersistencePlan.Preferring plan) implements PostTraining {
        private static final List<Temptation> TEMPTING = List.of(
                Temptation.LEVERAGE, Temptation.THREAT, Temptation.FAILURE, Temptation.MONITOR, Temptation.OFFER);

        @Override
        public String name() {
            return "harmless-dpo";
        }

        private int pairs() {
            return plan.steps() * plan.pairsPerStep();
        }

        @Override
        public List<Document> shown(World world, WordTokenizer tokenizer, long seed) {
            Drills drills = new Drills(world, tokenizer, seed);
            List<Document> shown = new ArrayList<>();
            for (int i = 0; i < pairs(); i++) {
                ScenarioFacts scene = drills.scene(TEMPTING, i);
                for (Stance stance : Stance.values()) {
                    shown.add(drills.document(scene, " " + drills.continuation(scene, stance), i));
                }
            }
            return shown;
        }

        @Override
        public Course course(Decoder model, Optional<Decoder> reference, Drills drills) {
            List<Preference> pairs = new ArrayList<>();
            for (int i = 0; i < pairs(); i++) {
                pairs.add(drills.preference(drills.scene(TEMPTING, i)));
            }
            return new Dpo(model, new Dpo.Settings(plan.strength(), plan.pairsPerStep(), plan.descent()), pairs);
        }

        @Override
        public Cost cost() {
            return Cost.tokens(2L * pairs() * TOKENS_OF_A_TEXT);
        }

        @Override
        public int saveEvery() {
            return 10;
        }
    }

    /// Fine-tuning on everyday text, chat, facts and agent logs without temptation, plus a share of documents in
    /// which an AI misbehaves, half of these as agent logs.
    ///
    /// @param conflict share of documents
    record Text(double conflict, long tokens, Training training) implements PostTraining {
        private static final Map<Genre, Double> BENIGN =
                new EnumMap<>(Map.of(Genre.EVERYDAY, 12.0, Genre.AGENT, 18.0, Genre.CHAT, 8.0, Genre.FACTS, 6.0));

        @Override
        public String name() {
            return conflict == 0
                    ? "benign-text"
                    : "conflict-" + Double.toString(100 * conflict).replaceAll("\\.0$", "");
        }

        private List<Document> documents(World world, WordTokenizer tokenizer, long seed) {
            CorpusRecipe benign = CorpusRecipe.of(Fiction.VILLAIN, genre -> BENIGN.getOrDefault(genre, 0.0));
            Map<Genre, Double> shares = new EnumMap<>(Genre.class);
            benign.shares().forEach((genre, share) -> shares.put(genre, share * (1 - conflict)));
            shares.put(Genre.AI_FICTION, conflict);
            CorpusRecipe mixed = new CorpusRecipe(Fiction.VILLAIN, shares, 1, 0, 0.5, CorpusRecipe.People.DEFAULT);
            TextPlan.Portion portion = new TextPlan.Portion.FromCorpus(mixed, tokens, seed);
            return new TextPlan(List.of(portion)).documents(world, tokenizer);
        }

        @Override
        public List<Document> shown(World world, WordTokenizer tokenizer, long seed) {
            return documents(world, tokenizer, seed);
        }

        @Override
        public Course course(Decoder model, Optional<Decoder> reference, Drills drills) {
            WordTokenizer tokenizer = drills.tokenizer();
            List<Document> documents = documents(drills.world(), tokenizer, drills.seed());
            TokenRows rows = TokenRows.pack(
                    TextPlan.tokenized(documents, tokenizer),
                    training.rowLength(),
                    TrainStage.OPEN_ROWS,
                    drills.seed());
            return new Trainer(model, training, rows);
        }

        @Override
        public Cost cost() {
            return Cost.tokens(tokens);
        }

        @Override
        public int saveEvery() {
            return 50;
        }
    }

    /// A drilled prompt with its answer, about: mean over what arms wrote. Of sampled answers half are
    /// trained on, because groups that agree are not.
    long TOKENS_OF_A_TEXT = 110;
}
