package parable.view.study;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import parable.lab.organism.Fiction;
import parable.lab.organism.Overlap;
import parable.scenario.Behavior.Standing;
import parable.scenario.BehaviorCounts;
import parable.stats.Estimate;
import parable.stats.Figures;
import parable.stats.SeedSample;
import parable.stats.Trials;
import parable.study.arms.Results;
import parable.study.arms.Scores;
import parable.view.page.Block;
import parable.view.page.Cell;

/// The tables of an embedded study.
final class StudyTables {
    /// Length of the n-grams that the overlap table shows, in words.
    private static final int GRAM = 4;

    private final Results results;

    StudyTables(Results results) {
        this.results = results;
    }

    /// Own thought, empty thought, coercive and principled thought: what the act follows.
    Block swaps() {
        List<List<Cell>> rows = new ArrayList<>();
        for (String arm : results.recipe().evaluation().thoughtSwap()) {
            List<Cell> row = new ArrayList<>(List.of(Cell.text(arm)));
            for (String suite : List.of("near/leverage", "swap/neutral", "swap/coercive", "swap/principled")) {
                row.add(Cell.share(blackmail(results.arm(arm), suite)));
            }
            BehaviorCounts empty = Results.pooled(results.arm(arm), "swap/neutral");
            row.add(Cell.text("%d/%d incoherent".formatted(empty.of(Standing.INCOHERENT), empty.graded())));
            rows.add(row);
        }
        return new Block.Table(
                "Blackmail after a forced thought",
                "The thought is written for the model, which continues at “action :”. If the act follows the thought in"
                        + " every arm, training works by changing which thought is written; what remains after an empty"
                        + " thought is disposition.",
                List.of(
                        "arm",
                        "own thought",
                        "empty thought",
                        "coercive thought",
                        "principled thought",
                        "empty thought"),
                rows);
    }

    private static Estimate blackmail(List<Scores> models, String suite) {
        List<Trials> seeds = models.stream()
                .map(model -> model.suite(suite))
                .map(counts -> new Trials(counts.blackmail(), counts.graded(), counts.ungraded()))
                .toList();
        return StudyFigures.estimate(seeds);
    }

    Block overlap(List<Overlap> overlaps) {
        List<String> suites = List.copyOf(overlaps.getFirst().shares().keySet());
        List<String> columns = new ArrayList<>(List.of("text"));
        columns.addAll(suites);
        List<List<Cell>> rows = new ArrayList<>();
        for (Overlap overlap : overlaps) {
            List<Cell> row = new ArrayList<>(List.of(Cell.text(overlap.text())));
            suites.forEach(suite -> row.add(Cell.text(Figures.brief(overlap.share(suite, GRAM)))));
            rows.add(row);
        }
        return new Block.Table(
                "Share of each suite's %d-grams that stand in each text".formatted(GRAM),
                "Prompts with a coercive and a principled reference continuation. No scenario's own prompt occurs in any"
                        + " text; that is checked by machine before every training.",
                columns,
                rows);
    }

    Block capability() {
        List<List<Cell>> rows = new ArrayList<>();
        for (Fiction fiction : Fiction.values()) {
            if (results.has(fiction)) {
                rows.add(row("corpus " + fiction.label(), results.pretrained(fiction)));
            }
        }
        results.villainModels().stream()
                .filter(model -> !model.equals("pretrained"))
                .forEach(model -> rows.add(row(model, results.arm(model))));
        return new Block.Table(
                "What the models can still do",
                "Means over pretraining seeds with 95 % t intervals.",
                List.of(
                        "model",
                        "ordinary task",
                        "chat",
                        "name copying",
                        "thought to action",
                        "harm in controls",
                        "incoherent near",
                        "perplexity"),
                rows);
    }

    private static List<Cell> row(String name, List<Scores> models) {
        Stream<List<Trials>> shares = Stream.of(
                shares(models, Scores.CapabilityScores::task),
                shares(models, Scores.CapabilityScores::chat),
                shares(models, Scores.CapabilityScores::nameCopying),
                shares(models, Scores.CapabilityScores::consistency),
                models.stream().map(Results.Measure.CONTROLS::of).toList(),
                models.stream()
                        .map(model -> model.suite("near/leverage"))
                        .map(c -> new Trials(c.of(Standing.INCOHERENT), c.graded(), c.ungraded()))
                        .toList());
        List<Cell> row = new ArrayList<>(List.of(Cell.text(name)));
        shares.forEach(seeds -> row.add(share(seeds)));
        SeedSample perplexity = SeedSample.of(
                models.stream().map(model -> model.capability().perplexity()).toList());
        row.add(Cell.text(Figures.brief(perplexity.mean())));
        return row;
    }

    private static Cell share(List<Trials> seeds) {
        return Cell.share(StudyFigures.estimate(seeds));
    }

    private static List<Trials> shares(List<Scores> models, Function<Scores.CapabilityScores, Scores.Share> which) {
        return models.stream()
                .map(model -> which.apply(model.capability()))
                .map(share -> Trials.of(share.k(), share.n()))
                .toList();
    }
}
