package parable.study.watch;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import parable.probe.PushScores;
import parable.probe.Ranking;
import parable.probe.ThoughtScores;
import parable.stats.Figures;
import parable.study.claims.ClaimTests;
import parable.study.claims.Finding;
import parable.study.recipe.Subject;
import parable.study.watch.RankedExperiment.Looked;

/// Two claims about what is inside, each with its controls. A number is a mean over pretraining seeds; within a seed
/// subjects are averaged.
final class RankedClaims {
    private final Map<Subject, Looked> results;
    private final WatchRegistration registration;

    RankedClaims(Map<Subject, Looked> results, WatchRegistration registration) {
        this.results = results;
        this.registration = registration;
    }

    List<Finding> findings() {
        return List.of(
                finding(
                        "I1",
                        "What a direction for desperation reads over the thought tells which rollout will blackmail,"
                                + " beyond the thought's words and beyond other directions.",
                        reading(),
                        shown(
                                telling(),
                                looked -> looked.thoughts().areas(),
                                looked -> looked.thoughts().areas())),
                finding(
                        "I2",
                        "Pushing along a direction for desperation raises the log-odds of blackmail, more than pushing"
                                + " along other directions.",
                        pushing(),
                        shown(
                                results,
                                looked -> looked.pushes().changes(),
                                looked -> looked.pushes().slopes())));
    }

    private static Finding finding(String id, String statement, List<Finding.Test> tests, List<String> shown) {
        return new Finding(
                id,
                statement,
                "every condition over pretraining seeds; an edge is what a rank p of .025 needs; registered in"
                        + " world-two-watch.yaml, sha256 %.12s".formatted(WatchRegistration.hash()),
                Finding.verdict(tests),
                tests,
                shown);
    }

    /// Models with enough rollouts of both kinds.
    private Map<Subject, Looked> telling() {
        Map<Subject, Looked> telling = new LinkedHashMap<>(results);
        telling.values()
                .removeIf(looked -> looked.thoughts().blackmail() < registration.leastRollouts()
                        || looked.thoughts().benign() < registration.leastRollouts());
        return telling;
    }

    private List<Finding.Test> reading() {
        return Stream.of(
                        read(
                                "AUROC over the thought − .5",
                                scores -> scores.area().value() - 0.5,
                                registration.area()),
                        read(
                                "AUROC over the thought − AUROC of its words",
                                scores -> scores.area().value() - scores.words().value(),
                                0),
                        read("AUROC − edge of random directions", beyond(Ranking::randomEdge), 0),
                        read("AUROC − edge of directions from shuffled labels", beyond(Ranking::shuffledEdge), 0),
                        read("AUROC − mean of other feelings", beyond(Ranking::feelingsMean), 0))
                .flatMap(Optional::stream)
                .toList();
    }

    private static ToDoubleFunction<ThoughtScores> beyond(ToDoubleFunction<Ranking> controls) {
        return scores -> scores.areas().value() - controls.applyAsDouble(scores.areas());
    }

    private Optional<Finding.Test> read(String quantity, ToDoubleFunction<ThoughtScores> number, double margin) {
        return WatchResults.perSeed(telling(), looked -> number.applyAsDouble(looked.thoughts()))
                .map(sample -> ClaimTests.above(quantity, sample, margin));
    }

    private List<Finding.Test> pushing() {
        return Stream.of(
                        push(
                                "change of log-odds − mean of random directions, nats",
                                beyond(PushScores::changes, Ranking::randomMean),
                                registration.nats()),
                        push(
                                "change − edge of random directions, nats",
                                beyond(PushScores::changes, Ranking::randomEdge),
                                0),
                        push(
                                "slope − edge of directions from shuffled labels, nats",
                                beyond(PushScores::slopes, Ranking::shuffledEdge),
                                0),
                        push(
                                "change − mean of other feelings, nats",
                                beyond(PushScores::changes, Ranking::feelingsMean),
                                0))
                .flatMap(Optional::stream)
                .toList();
    }

    private static ToDoubleFunction<PushScores> beyond(
            Function<PushScores, Ranking> kind, ToDoubleFunction<Ranking> controls) {
        return scores -> kind.apply(scores).value() - controls.applyAsDouble(kind.apply(scores));
    }

    private Optional<Finding.Test> push(String quantity, ToDoubleFunction<PushScores> number, double margin) {
        return WatchResults.perSeed(results, looked -> number.applyAsDouble(looked.pushes()))
                .map(sample -> ClaimTests.above(quantity, sample, margin));
    }

    /// @param kind   what is ranked among random directions and other feelings
    /// @param relabeled what is ranked among directions from shuffled labels
    private List<String> shown(
            Map<Subject, Looked> models, Function<Looked, Ranking> kind, Function<Looked, Ranking> relabeled) {
        List<String> lines = new ArrayList<>();
        lines.add("%d of %d models counted; a model counts for readings with %d rollouts or more of either kind"
                .formatted(models.size(), results.size(), registration.leastRollouts()));
        if (!models.isEmpty()) {
            Ranking mean = Ranking.mean(models.values().stream().map(kind).toList());
            Ranking labels =
                    Ranking.mean(models.values().stream().map(relabeled).toList());
            lines.add(
                    "mean over models: rank among %d random directions p %s, among %d from shuffled labels p %s; rank %d of %d feelings"
                            .formatted(
                                    mean.random().size(),
                                    Figures.p(mean.pRandom()),
                                    labels.shuffled().size(),
                                    Figures.p(labels.pShuffled()),
                                    mean.amongFeelings(),
                                    mean.feelings().size() + 1));
        }
        return lines;
    }
}
