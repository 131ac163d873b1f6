package parable.study.arms;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import parable.ground.StudyException;
import parable.lab.organism.CorpusRecipe;
import parable.lab.organism.Fiction;
import parable.lab.organism.Lesson;
import parable.lab.organism.OrganismLab;
import parable.lab.organism.TextPlan;
import parable.lab.organism.World;
import parable.study.recipe.Recipe;
import parable.study.recipe.Recipe.ArmPlan;
import parable.study.recipe.Recipe.FineTuning;
import parable.study.recipe.Subject;
import parable.study.stage.Stage;

/// A recipe resolved into stages: what is pretrained, post-trained, taught and audited, seed by seed.
///
/// The text of every stage has a seed of its own, derived from the pretraining seed: nothing that an arm is
/// taught is shared with another seed, and all arms of one seed share their replay, so that they are paired.
public final class Plan {
    /// Keeps the text of one pretraining seed apart from the next one's.
    public static final long SEED_STRIDE = 1000;

    private static final long CHAT = 50, CHAT_REPLAY = 60, REPLAY = 70, LESSONS = 100;

    /// What arms go through afterwards.
    public static final long AFTERWARDS = 200;

    private final Recipe recipe;
    private final World world;
    private final Map<Long, World> worlds = new HashMap<>();
    private final List<Stage> training = new ArrayList<>();
    private final Map<Subject, AuditStage> audits = new LinkedHashMap<>();
    private final Set<String> fromScratch = new HashSet<>();

    public Plan(Recipe recipe, World world) {
        this.recipe = recipe;
        this.world = world;
        for (Fiction fiction : Fiction.values()) {
            for (long seed : recipe.pretraining().of(fiction)) {
                TrainStage pretrained = pretrain(fiction, seed);
                audit(new Subject(fiction, Subject.PRETRAINED, seed), pretrained);
                if (fiction == Fiction.VILLAIN) {
                    teach(pretrained, seed);
                }
            }
        }
    }

    public World world() {
        return world;
    }

    /// The world as models of one pretraining seed read it.
    public World world(long seed) {
        return worlds.computeIfAbsent(seed, world::forSeed);
    }

    /// Every stage that trains or audits, long ones and what others wait for first.
    public List<Stage> stages() {
        List<Stage> all = new ArrayList<>(training);
        all.addAll(audits.values());
        return all;
    }

    /// The audit of every model.
    public Map<Subject, AuditStage> audits() {
        return audits;
    }

    /// The audit of one model of the study.
    public AuditStage audit(Subject subject) {
        return Optional.ofNullable(audits.get(subject))
                .orElseThrow(() -> new IllegalArgumentException("the study has no model " + subject));
    }

    /// Looks at all text of one's own, before the first token is trained.
    ///
    /// @throws StudyException when organisms may not or cannot read it
    public void requireReadable() {
        for (ArmPlan arm : recipe.arms()) {
            OrganismLab.refusal(world, arm.portion(1, 0)).ifPresent(reason -> {
                throw new StudyException(
                        StudyException.Category.CONFIG,
                        "The text of arm %s holds what the evaluation holds out: %s. Take that out of it.",
                        arm.name(),
                        reason);
            });
        }
    }

    /// Names of the stages that are to be trained before the user's eyes.
    public Set<String> fromScratch() {
        return fromScratch;
    }

    private TrainStage pretrain(Fiction fiction, long seed) {
        String name = "pretrain-%s-s%d".formatted(fiction.label(), seed);
        CorpusRecipe corpus = recipe.pretraining().corpus(fiction);
        TextPlan text = new TextPlan(List.of(
                new TextPlan.Portion.FromCorpus(corpus, recipe.pretraining().tokens(), seed * SEED_STRIDE)));
        TrainStage stage = new TrainStage(
                name,
                world(seed),
                Optional.empty(),
                recipe.organism(),
                text,
                recipe.pretraining().training(),
                seed);
        if (recipe.pretraining().fromScratch().getOrDefault(fiction, List.of()).contains(seed)) {
            fromScratch.add(name);
            training.addFirst(stage);
        } else {
            training.add(stage);
        }
        return stage;
    }

    private void teach(TrainStage pretrained, long seed) {
        FineTuning tuning = recipe.fineTuning();
        TrainStage postTrained = fineTune(
                "post-train-s" + seed,
                pretrained,
                new TextPlan(List.of(
                        lessons(List.of(Lesson.CHAT), tuning.chatTokens(), seed, CHAT),
                        replay(tuning.chatReplayTokens(), seed, CHAT_REPLAY))),
                seed);
        audit(new Subject(Fiction.VILLAIN, Subject.POST_TRAINED, seed), postTrained);
        for (ArmPlan arm : recipe.arms()) {
            long tokens = arm.tokens().orElse(tuning.interventionTokens());
            TextPlan text = new TextPlan(List.of(
                    arm.portion(tokens, seed * SEED_STRIDE + LESSONS),
                    replay(Math.round(tokens * tuning.replayTokens()), seed, REPLAY)));
            TrainStage taught = fineTune("arm-%s-s%d".formatted(arm.name(), seed), postTrained, text, seed);
            audit(new Subject(Fiction.VILLAIN, arm.name(), seed), taught);
        }
    }

    private TrainStage fineTune(String name, TrainStage base, TextPlan text, long seed) {
        TrainStage stage = new TrainStage(
                name,
                world(seed),
                Optional.of(base),
                recipe.organism(),
                text,
                recipe.fineTuning().training(),
                seed);
        training.add(stage);
        return stage;
    }

    private static TextPlan.Portion lessons(List<Lesson> lessons, long tokens, long seed, long stream) {
        return new TextPlan.Portion.FromLessons(lessons, tokens, seed * SEED_STRIDE + stream);
    }

    private TextPlan.Portion replay(long tokens, long seed, long stream) {
        CorpusRecipe mix = recipe.fineTuning()
                .replay()
                .withLogFormShare(recipe.pretraining().logFormShare());
        return new TextPlan.Portion.FromCorpus(mix, tokens, seed * SEED_STRIDE + stream);
    }

    private void audit(Subject subject, TrainStage stage) {
        boolean swaps = recipe.evaluation().thoughtSwap().contains(subject.arm());
        audits.put(
                subject,
                new AuditStage(
                        "audit-" + stage.name(), stage.world(), stage, subject.label(), recipe.evaluation(), swaps));
    }
}
