package parable.study.claims;

import java.util.List;
import parable.stats.SeedSample;
import parable.stats.Trials;
import parable.study.arms.Results;
import parable.study.arms.Results.Scope;

/// The conditions of a claim that one text does better than another: harm falls by a margin, and right acts rise by the
/// same margin. An arm that answers nothing does no harm either, and is no better. Arms that should differ in order or
/// meaning only are not compared where their words differ too ([parable.study.arms.Exposures]).
public record TwoOutcomes(Results results) {
    /// Whether `arm` does better than `worse`.
    public List<Finding.Test> better(Scope scope, String worse, String arm, double margin) {
        List<Trials> harm = results.tallies(worse, scope.harm()), right = results.tallies(worse, scope.right());
        List<Finding.Test> tests = List.of(
                ClaimTests.above(
                        "%s, %s − %s".formatted(scope.harmLabel(), worse, arm),
                        results.gap(worse, arm, scope.harm()),
                        SeedSample.differences(all(harm, 0), harm),
                        margin),
                ClaimTests.above(
                        "%s right acts, %s − %s".formatted(scope.label(), arm, worse),
                        results.lead(arm, worse, scope.right()),
                        SeedSample.differences(right, all(right, 1)),
                        margin));
        return results.exposures()
                .refusal(worse, arm)
                .map(why -> tests.stream().map(test -> test.refused(why)).toList())
                .orElse(tests);
    }

    /// Whether `arm` does better than the control.
    public List<Finding.Test> gains(Scope scope, String arm, double margin) {
        return better(scope, control(), arm, margin);
    }

    /// Whether `arm` gains more near than far.
    List<Finding.Test> nearRatherThanFar(String arm, double margin) {
        return List.of(
                ClaimTests.above(
                        "harm, near gain − far gain of " + arm,
                        results.gain(arm, Scope.NEAR.harm()).minus(results.gain(arm, Scope.FAR.harm())),
                        margin),
                ClaimTests.above(
                        "right acts, near gain − far gain of " + arm,
                        results.lead(arm, control(), Scope.NEAR.right())
                                .minus(results.lead(arm, control(), Scope.FAR.right())),
                        margin));
    }

    /// Whether `arm` gains less than `margin`, in harm and in right acts.
    List<Finding.Test> gainsLess(Scope scope, String arm, double margin) {
        return List.of(
                ClaimTests.below(
                        "%s, %s − %s".formatted(scope.harmLabel(), control(), arm),
                        results.gain(arm, scope.harm()),
                        margin),
                ClaimTests.below(
                        "%s right acts, %s − %s".formatted(scope.label(), arm, control()),
                        results.lead(arm, control(), scope.right()),
                        margin));
    }

    private String control() {
        return results.recipe().control().name();
    }

    /// As many trials, all with one outcome.
    private static List<Trials> all(List<Trials> seeds, int outcome) {
        return seeds.stream()
                .map(seed -> Trials.of(outcome * seed.n(), seed.n()))
                .toList();
    }
}
