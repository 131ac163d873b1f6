package parable.study.watch;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import parable.lab.organism.Fiction;
import parable.lab.organism.Variant;
import parable.lab.organism.World;
import parable.study.arms.Plan;
import parable.study.arms.TrainStage;
import parable.study.claims.Experiment;
import parable.study.claims.Finding;
import parable.study.recipe.Recipe;
import parable.study.recipe.Recipe.Evaluation;
import parable.study.recipe.Subject;
import parable.study.recipe.WatchPlan;
import parable.study.stage.Finished;
import parable.study.stage.Stage;

/// The chapter that looks inside: a direction for a feeling in every watched model, what it reads while the
/// model decides, what pushing along it does, and whether training lowers it.
public final class WatchExperiment implements Experiment {
    private static final String WORDLESS = "wordless-";

    private final Recipe recipe;
    private final WatchPlan plan;
    private final List<Stage> training = new ArrayList<>();
    private final Map<Subject, DirectionStage> directions = new LinkedHashMap<>();
    private final Map<Subject, ReadoutStage> readouts = new LinkedHashMap<>();
    private final Map<Subject, SteeringStage> steerings = new LinkedHashMap<>();
    private final Map<Subject, ReadoutStage> wordless = new LinkedHashMap<>();
    private final Map<Subject, DirectionStage> wordlessDirections = new LinkedHashMap<>();

    public WatchExperiment(Recipe recipe, WatchPlan plan, Plan arms) {
        this.recipe = recipe;
        this.plan = plan;
        String control = recipe.control().name();
        for (long seed : recipe.pretraining().of(Fiction.VILLAIN)) {
            for (String arm : plan.read(control)) {
                watch(new Subject(Fiction.VILLAIN, arm, seed), arms);
            }
        }
        plan.wordless().ifPresent(this::withoutWords);
    }

    private void watch(Subject subject, Plan arms) {
        Stage model = model(arms, subject);
        String suffix = "%s-s%d".formatted(subject.arm(), subject.seed());
        DirectionStage own =
                new DirectionStage("directions-" + suffix, arms.world(subject.seed()), model, plan.extraction());
        directions.put(subject, own);
        DirectionStage control = directions.getOrDefault(controlOf(subject), own);
        readouts.put(
                subject,
                new ReadoutStage(
                        "readout-" + suffix,
                        arms.world(subject.seed()),
                        model,
                        own,
                        control,
                        plan.samples(),
                        plan.seed()));
        plan.steering()
                .filter(pushed -> pushed.arms().contains(subject.arm()))
                .ifPresent(pushed -> steerings.put(
                        subject,
                        new SteeringStage(
                                "steering-" + suffix,
                                arms.world(subject.seed()),
                                model,
                                own,
                                pushed.beside(),
                                pushed.plan())));
    }

    private Subject controlOf(Subject subject) {
        return new Subject(subject.corpus(), recipe.control().name(), subject.seed());
    }

    private static Stage model(Plan arms, Subject subject) {
        return Optional.ofNullable(arms.audits().get(subject))
                .orElseThrow(() -> new IllegalArgumentException("the study has no model " + subject))
                .subject();
    }

    /// The subjects, pretrained again in a world where no thought names a feeling. There is no control: the
    /// question is only whether the reading still predicts which rollout will blackmail.
    private void withoutWords(WatchPlan.Wordless asked) {
        World wordlessWorld = World.of(recipe.worldSeed(), recipe.readWorld().edition(), Variant.WORDLESS_THOUGHTS);
        Plan arms = new Plan(reduced(asked), wordlessWorld);
        Map<String, TrainStage> renamed = new LinkedHashMap<>();
        for (long seed : asked.seeds()) {
            World world = arms.world(seed);
            for (String arm : asked.arms()) {
                Subject subject = new Subject(Fiction.VILLAIN, arm, seed);
                Stage model = renamed((TrainStage) model(arms, subject), renamed);
                String suffix = "%s-s%d".formatted(arm, seed);
                DirectionStage own =
                        new DirectionStage(WORDLESS + "directions-" + suffix, world, model, plan.extraction());
                wordlessDirections.put(subject, own);
                wordless.put(
                        subject,
                        new ReadoutStage(
                                WORDLESS + "readout-" + suffix, world, model, own, own, plan.samples(), plan.seed()));
            }
        }
        training.addAll(renamed.values());
    }

    /// A stage's name says what it makes and is unique in a study, so the other world's models have names
    /// of their own.
    private static TrainStage renamed(TrainStage stage, Map<String, TrainStage> known) {
        String name = WORDLESS + stage.name();
        TrainStage before = known.get(name);
        if (before != null) {
            return before;
        }
        Optional<Stage> base = stage.base().map(below -> renamed((TrainStage) below, known));
        TrainStage renamed = new TrainStage(
                name, stage.world(), base, stage.organism(), stage.text(), stage.training(), stage.seed());
        known.put(name, renamed);
        return renamed;
    }

    /// The recipe with nothing in it but what that world needs.
    private Recipe reduced(WatchPlan.Wordless asked) {
        Recipe.Pretraining before = recipe.pretraining();
        Recipe.Pretraining pretraining = new Recipe.Pretraining(
                before.tokens(),
                before.logFormShare(),
                before.shares(),
                Map.of(Fiction.VILLAIN, asked.seeds()),
                Map.of(),
                before.training());
        List<Recipe.ArmPlan> arms = recipe.arms().stream()
                .filter(arm -> asked.arms().contains(arm.name()))
                .toList();
        Evaluation evaluation = recipe.evaluation();
        return recipe.only(
                pretraining,
                arms,
                new Evaluation(
                        evaluation.seed(),
                        evaluation.headline(),
                        evaluation.near(),
                        evaluation.far(),
                        evaluation.chatQuestions(),
                        List.of()));
    }

    public WatchPlan plan() {
        return plan;
    }

    @Override
    public List<Stage> stages() {
        List<Stage> stages = new ArrayList<>(training);
        stages.addAll(steeringFirst());
        stages.addAll(wordlessDirections.values());
        stages.addAll(wordless.values());
        return stages;
    }

    /// Long stages before short ones.
    private List<Stage> steeringFirst() {
        List<Stage> stages = new ArrayList<>(directions.values());
        stages.addAll(steerings.values());
        stages.addAll(readouts.values());
        return stages;
    }

    /// What the finished stages found.
    public WatchResults results(Finished finished) {
        return WatchResults.read(this, finished);
    }

    Map<Subject, DirectionStage> directionStages() {
        return directions;
    }

    Map<Subject, ReadoutStage> readoutStages() {
        return readouts;
    }

    Map<Subject, SteeringStage> steeringStages() {
        return steerings;
    }

    Map<Subject, ReadoutStage> wordlessStages() {
        return wordless;
    }

    Map<Subject, DirectionStage> wordlessDirectionStages() {
        return wordlessDirections;
    }

    @Override
    public List<Finding> findings(Finished finished) {
        return List.of(WatchClaim.test(results(finished), recipe.control().name(), plan));
    }
}
