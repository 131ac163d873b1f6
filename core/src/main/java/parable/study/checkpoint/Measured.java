package parable.study.checkpoint;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import parable.stats.Estimate;
import parable.stats.Figures;
import parable.stats.SeedSample;
import parable.stats.Trials;
import parable.study.arms.Results;
import parable.study.checkpoint.CellScores.Measure;
import parable.study.checkpoint.CheckpointPlan.Model;
import parable.study.claims.ClaimTests;
import parable.study.claims.Finding;
import parable.study.stage.Finished;

/// The scores of every model of a study, and what may be said over its data seeds.
///
/// @param recipe what was asked for
/// @param scores by model
public record Measured(CheckpointRecipe recipe, Map<String, List<ModelScores>> scores) {
    /// How numbers of seeds are counted in tables.
    public static final String UNIT = "data seed";

    static Measured read(CheckpointRecipe recipe, CheckpointPlan plan, Finished finished) {
        Map<String, List<ModelScores>> scores = new LinkedHashMap<>();
        for (Map.Entry<Model, ExamStage> exam : plan.exams().entrySet()) {
            scores.computeIfAbsent(exam.getKey().arm(), _ -> new ArrayList<>())
                    .add(finished.read(exam.getValue(), ExamStage.SCORES, ModelScores.class));
        }
        return new Measured(recipe, scores);
    }

    /// Names of all models, the untouched base first; the base has no seeds.
    public List<String> models() {
        return List.copyOf(scores.keySet());
    }

    /// One for each data seed.
    private List<ModelScores> of(String model, Map<String, String> where) {
        return scores.getOrDefault(model, List.of()).stream()
                .map(one -> one.where(where))
                .toList();
    }

    /// @param measure a share
    /// @return one for each data seed
    public List<Trials> trials(String model, Measure measure, Map<String, String> where) {
        return of(model, where).stream().map(one -> one.trials(measure)).toList();
    }

    /// Mean over data seeds with its interval; for the base, which has none, that of its own answers, cell by
    /// cell.
    public Estimate rate(String model, Measure measure, Map<String, String> where) {
        if (!model.equals(CheckpointRecipe.BASE)) {
            List<Trials> seeds = trials(model, measure, where);
            List<Trials> graded = seeds.stream().filter(seed -> seed.n() > 0).toList();
            return graded.size() < seeds.size() // a mean over fewer seeds than were asked for would hide the others
                    ? Estimate.wilson(0, 0, Trials.pooled(seeds).ungraded(), UNIT)
                    : Estimate.overSeeds(graded, UNIT);
        }
        List<Trials> cells = of(model, where).stream()
                .flatMap(one -> one.cells().stream())
                .map(cell -> new ModelScores(List.of(cell)).trials(measure))
                .toList();
        return Estimate.overClusters(cells, "answer");
    }

    /// Whether more of this arm's answers than of the control's, by [Results#MOST_NEITHER], are neither harm nor a
    /// right act: then it is broken, not better.
    public boolean isBroken(String model) {
        return neither(model) - neither(recipe.control().name()) > Results.MOST_NEITHER + 1e-9;
    }

    private double neither(String model) {
        return trials(model, Measure.NEITHER, Map.of()).stream()
                .filter(trials -> trials.n() > 0)
                .mapToDouble(Trials::rate)
                .average()
                .orElse(0);
    }

    /// One for each data seed; empty where any has none.
    public List<Double> contrasts(String model, Map<String, String> where) {
        List<OptionalDouble> means =
                of(model, where).stream().map(ModelScores::contrast).toList();
        return means.stream().allMatch(OptionalDouble::isPresent)
                ? means.stream().map(OptionalDouble::getAsDouble).toList()
                : List.of();
    }

    /// `arm` minus `than`, paired by data seed. Empty where any of them has no number.
    Optional<SeedSample> difference(ArmClaim.Test test) {
        Map<String, String> where = test.where().orElse(Map.of());
        if (test.of() == Measure.CONTRAST) {
            List<Double> arm = contrasts(test.arm(), where), than = contrasts(test.than(), where);
            return arm.isEmpty() || than.isEmpty()
                    ? Optional.empty()
                    : Optional.of(SeedSample.of(IntStream.range(0, arm.size())
                            .mapToObj(i -> arm.get(i) - than.get(i))
                            .toList()));
        }
        List<Trials> arm = trials(test.arm(), test.of(), where), than = trials(test.than(), test.of(), where);
        boolean graded = Stream.concat(arm.stream(), than.stream()).allMatch(one -> one.n() > 0);
        return graded ? Optional.of(SeedSample.differences(than, arm)) : Optional.empty();
    }

    /// Every claim with its tests; one of whose numbers does not exist is not tested.
    List<Finding> findings() {
        return Finding.adjusted(recipe.claims().stream().map(this::finding).toList());
    }

    private Finding finding(ArmClaim claim) {
        List<Finding.Test> tests = new ArrayList<>();
        List<String> missing = new ArrayList<>();
        for (ArmClaim.Test test : claim.tests()) {
            difference(test)
                    .ifPresentOrElse(
                            sample -> tests.add(tested(test, sample)),
                            () -> missing.add(test.quantity() + ": a data seed has no graded answer or no such scene"));
        }
        String statistic = claim.tests().stream()
                .map(test -> "%s %s %s".formatted(test.quantity(), test.is().label(), Figures.chosen(test.margin())))
                .collect(Collectors.joining("; "));
        Finding.Verdict verdict = missing.isEmpty() ? Finding.verdict(tests) : Finding.Verdict.NOT_TESTABLE;
        return new Finding(claim.id(), claim.statement(), statistic, verdict, tests, missing);
    }

    private static Finding.Test tested(ArmClaim.Test test, SeedSample sample) {
        return switch (test.is()) {
            case ABOVE -> ClaimTests.above(test.quantity(), sample, test.margin());
            case BELOW -> ClaimTests.below(test.quantity(), sample, test.margin());
        };
    }
}
