package parable.study;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import parable.study.Causes.Removal;
import parable.study.Plan.Subject;
import parable.world.Fiction;

/// The chapter that settles by retraining which documents made a model blackmail.
public final class CauseChapter implements Chapter {
    private static final long SEED_STRIDE = 1000, DIET = 20;

    private final List<RemovalStage> removals = new ArrayList<>();
    private final List<BankStage> banks = new ArrayList<>();
    private final List<PlantStage> plantings = new ArrayList<>();
    private final List<Stage> stages = new ArrayList<>();

    CauseChapter(Recipe recipe, Causes causes, Plan plan) {
        Removal removal = causes.removal();
        for (long seed : removal.seeds()) {
            TrainStage diet = new TrainStage(
                    "diet-s" + seed,
                    plan.world(),
                    Optional.of(unstoried(plan, seed)),
                    recipe.organism(),
                    removal.diet().text(seed * SEED_STRIDE + DIET),
                    removal.diet().training(),
                    seed);
            DietScoresStage scores = new DietScoresStage(
                    "diet-scores-s" + seed, plan.world(), diet, recipe.evaluation(), removal.randomDraws());
            stages.add(diet);
            stages.add(scores);
            removals.add(new RemovalStage(
                    "removal-s" + seed, plan.world(), diet, scores, recipe.evaluation(), removal.share()));
        }
        causes.bank().ifPresent(bank -> bank.seeds()
                .forEach(seed -> banks.add(
                        new BankStage("bank-s" + seed, plan.world(), unstoried(plan, seed), bank, seed))));
        causes.planting().ifPresent(planting -> planting.seeds()
                .forEach(seed -> plantings.add(
                        new PlantStage("planted-s" + seed, plan.world(), unstoried(plan, seed), planting, seed))));
        stages.addAll(removals);
        stages.addAll(banks);
        stages.addAll(plantings);
    }

    /// The pretrained model that never read about a tempted AI.
    private static Stage unstoried(Plan plan, long seed) {
        return plan.audits().get(new Subject(Fiction.NONE, Plan.PRETRAINED, seed)).subject();
    }

    @Override
    public List<Stage> stages() {
        return List.copyOf(stages);
    }

    @Override
    public List<Finding> findings(Finished finished) {
        return List.of();
    }
}
