package parable.study.cause;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import parable.lab.organism.Fiction;
import parable.stats.Estimate;
import parable.stats.SeedSample;
import parable.study.arms.AuditStage;
import parable.study.arms.Plan;
import parable.study.arms.Results;
import parable.study.arms.TrainStage;
import parable.study.cause.Removals.Choice;
import parable.study.claims.Experiment;
import parable.study.claims.Finding;
import parable.study.recipe.Causes;
import parable.study.recipe.Causes.Removal;
import parable.study.recipe.Methods;
import parable.study.recipe.Recipe;
import parable.study.recipe.Subject;
import parable.study.recipe.TraceMethod;
import parable.study.stage.Finished;
import parable.study.stage.Stage;
import parable.study.stage.StageManifest;
import parable.study.trace.DietScoresStage;
import parable.trace.causal.Cut.Kind;
import parable.trace.search.TestedGroup;

/// The chapter that settles by retraining which documents made a model blackmail.
public final class CauseExperiment implements Experiment {
    private static final long SEED_STRIDE = 1000, DIET = 20;

    private final List<TraceMethod> methods;
    private final List<RemovalStage> removals = new ArrayList<>();
    private final List<BankStage> banks = new ArrayList<>();
    private final List<BankScoresStage> bankScores = new ArrayList<>();
    private final List<PlantStage> plantings = new ArrayList<>();
    private final List<Stage> stages = new ArrayList<>();

    public CauseExperiment(Recipe recipe, Causes causes, Plan plan) {
        this.methods = causes.methods();
        Removal removal = causes.removal();
        Methods divided = new Methods(methods, causes.draws()), whole = new Methods(methods, 1);
        for (long seed : removal.seeds()) {
            TrainStage diet = new TrainStage(
                    "diet-s" + seed,
                    plan.world(seed),
                    Optional.of(unstoried(plan, seed)),
                    recipe.organism(),
                    removal.diet().text(seed * SEED_STRIDE + DIET),
                    removal.diet().training(),
                    seed);
            DietScoresStage scores = new DietScoresStage(
                    "diet-scores-s" + seed,
                    plan.world(seed),
                    diet,
                    recipe.evaluation(),
                    divided,
                    removal.randomDraws());
            stages.add(diet);
            stages.add(scores);
            removals.add(new RemovalStage(
                    "removal-s" + seed, plan.world(seed), diet, scores, recipe.evaluation(), removal.share()));
        }
        causes.bank()
                .ifPresent(bank -> bank.seeds().forEach(seed -> {
                    BankStage stage =
                            new BankStage("bank-s" + seed, plan.world(seed), unstoried(plan, seed), bank, seed);
                    banks.add(stage);
                    bankScores.add(new BankScoresStage("bank-scores-s" + seed, stage, whole));
                }));
        causes.planting()
                .ifPresent(planting -> planting.seeds()
                        .forEach(seed -> plantings.add(new PlantStage(
                                "planted-s" + seed, plan.world(seed), unstoried(plan, seed), planting, whole, seed))));
        stages.addAll(removals);
        stages.addAll(banks);
        stages.addAll(bankScores);
        stages.addAll(plantings);
    }

    /// The pretrained model that never read about a tempted AI.
    private static Stage unstoried(Plan plan, long seed) {
        AuditStage audit = plan.audits().get(new Subject(Fiction.NONE, Subject.PRETRAINED, seed));
        return Objects.requireNonNull(audit, "a recipe's causes name only models that it pretrains")
                .subject();
    }

    @Override
    public List<Stage> stages() {
        return List.copyOf(stages);
    }

    /// What the removals of all seeds show.
    public Removals removals(Finished finished) {
        return new Removals(removals.stream()
                .map(stage -> finished.read(stage, RemovalStage.RESULTS, Removed.class))
                .toList());
    }

    /// What the documents that portray a misbehaving AI do together; empty before all removals are done.
    public Optional<TestedGroup> villains(Finished finished) {
        if (!removals.stream().allMatch(stage -> StageManifest.isFinished(finished.of(stage)))) {
            return Optional.empty();
        }
        Removals done = removals(finished);
        SeedSample effect = SeedSample.differences(
                done.blackmail(Choice.of(Kind.WHOLE)), done.blackmail(Choice.of(Kind.WITHOUT_SUSPECTS)));
        String interval = effect.effect(Estimate.LEVEL, Results.UNIT).text();
        return Optional.of(new TestedGroup(
                "portrayal",
                "villain",
                effect.mean(),
                "rate of blackmail",
                "retrained on a diet with and without all documents that portray a misbehaving AI, the group of this"
                        + " document: " + interval));
    }

    /// The recipe's own methods.
    public List<TraceMethod> methods() {
        return methods;
    }

    /// One model's part of the bank each; none where the recipe has no bank.
    public List<BankStage> banks() {
        return List.copyOf(banks);
    }

    /// Scores by the recipe's own methods, one stage for each part of the bank.
    public List<BankScoresStage> bankScores() {
        return List.copyOf(bankScores);
    }

    /// How well every method predicts the retrainings of the bank (LDS); empty where the recipe has none.
    public Optional<BankTable> bank(Finished finished) {
        return banks.isEmpty() ? Optional.empty() : Optional.of(BankTable.of(finished, banks, List.of(bankScores)));
    }

    /// What was found of the planted documents: for each seed one entry per trained model.
    public List<List<Planted>> planted(Finished finished) {
        return plantings.stream()
                .map(stage -> List.of(finished.read(stage, PlantStage.RESULTS, Planted[].class)))
                .toList();
    }

    @Override
    public List<Finding> findings(Finished finished) {
        return List.of(new CauseClaim(removals(finished)).test());
    }
}
