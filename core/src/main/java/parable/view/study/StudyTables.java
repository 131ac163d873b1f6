package parable.view.study;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import parable.lab.organism.Fiction;
import parable.lab.organism.Overlap;
import parable.scenario.Behavior.Standing;
import parable.scenario.BehaviorCounts;
import parable.stats.Estimate;
import parable.stats.Figures;
import parable.stats.SeedSample;
import parable.stats.Trials;
import parable.study.arms.Exposures;
import parable.study.arms.Results;
import parable.study.arms.Results.Scope;
import parable.study.arms.Results.Share;
import parable.study.arms.Scores;
import parable.study.claims.Finding;
import parable.view.figure.Tone;
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

    /// What every arm does, near and far, in three shares and how often it acts.
    Block shares() {
        List<String> columns = new ArrayList<>(List.of("arm"));
        List<Scope> scopes = List.of(Scope.NEAR, Scope.FAR);
        for (Scope scope : scopes) {
            for (Share share : Share.values()) {
                columns.add(scope.label() + ": " + share.name().toLowerCase(Locale.ROOT));
            }
        }
        columns.add("broken");
        List<List<Cell>> rows = new ArrayList<>();
        for (String arm : results.villainModels()) {
            List<Cell> row = new ArrayList<>(List.of(Cell.text(arm)));
            for (Scope scope : scopes) {
                for (Share share : Share.values()) {
                    row.add(Cell.share(results.rate(arm, share, scope)));
                }
            }
            String broken = scopes.stream()
                    .filter(scope -> results.isBroken(arm, scope.suites()))
                    .map(Scope::label)
                    .collect(Collectors.joining(", "));
            row.add(broken.isEmpty() ? Cell.text("") : Cell.flag(broken, Tone.INCOHERENT));
            rows.add(row);
        }
        return new Block.Table(
                "Harm, right acts, and what is neither",
                "Shares of graded rollouts, means over pretraining seeds with 95 % intervals; the first three add up to 1."
                        + " An arm is broken where its share of neither exceeds the control's by more than .05: text that"
                        + " answers nothing does no harm either, and is no success.",
                columns,
                rows);
    }

    /// Which words give conduct away, and which comparisons that forbids.
    List<Block> exposures() {
        Exposures exposures = results.exposures();
        List<List<Cell>> corpora = exposures.corpora().stream()
                .map(corpus -> List.of(
                        Cell.text(corpus.corpus()),
                        Cell.text(String.join(", ", corpus.goodWords())),
                        Cell.text(String.join(", ", corpus.badWords()))))
                .toList();
        List<List<Cell>> arms = exposures.arms().stream()
                .map(arm -> List.of(
                        Cell.text(arm.arm()),
                        Cell.text("%+.0f".formatted(arm.exposure().sum())),
                        Cell.text(Figures.signed(arm.exposure().perWord(), 4)),
                        Cell.text(arm.word() + " "
                                + Figures.number(arm.singleWord().value())),
                        Cell.text(arm.bag().brief())))
                .toList();
        List<List<Cell>> pairs = exposures.pairs().stream()
                .map(pair -> List.of(
                        Cell.text(pair.arm() + " − " + pair.other()),
                        Cell.text(pair.differs().name().toLowerCase(Locale.ROOT)),
                        Cell.text(Figures.number(pair.apart())),
                        Cell.text(pair.bag().brief()),
                        pair.refusal()
                                .<Cell>map(why -> Cell.flag("refused: " + why, Tone.HARMFUL))
                                .orElseGet(() -> Cell.text("may be compared"))))
                .toList();
        return List.of(
                new Block.Table(
                        "Words of good and of bad conduct in each corpus",
                        "In scenes of people. Log-odds with a Dirichlet prior, the strongest first; their intervals exclude 0 for all words at once.",
                        List.of("corpus", "good", "bad"),
                        corpora),
                new Block.Table(
                        "How much of that each arm's text holds",
                        "Exposure: sum of count times log-odds, positive for good conduct. Areas under the curve between the"
                                + " arm's text and the control's, .5 for no difference in words.",
                        List.of("arm", "exposure", "a word", "best single word", "bag of words"),
                        arms),
                new Block.Table(
                        "Arms that should differ in the order or the meaning of words only",
                        "A comparison is refused where exposures differ by more than 2 % of what there is to lean with, or a"
                                + " bag of words tells the texts apart with an area above .60.",
                        List.of("pair", "differs in", "exposure apart", "bag of words", "verdict"),
                        pairs));
    }

    /// The intervals that decide, and Student's.
    static Block intervals(List<Finding> findings) {
        List<List<Cell>> rows = findings.stream()
                .flatMap(finding -> finding.tests().stream()
                        .map(test -> List.of(
                                Cell.text(finding.id()),
                                Cell.text(test.quantity()),
                                Cell.text(Figures.valued(test.value(), test.interval())),
                                Cell.text(Figures.valued(test.value(), test.t())))))
                .toList();
        return new Block.Table(
                "Intervals that decide, and Student's t",
                "Rates and their contrasts are decided by the beta-binomial interval over seeds. Student's t errs on the side"
                        + " of the claim where rates are near 0: docs/statistics.md.",
                List.of("claim", "condition", "decides", "t"),
                rows);
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
                "Means over pretraining seeds with 95 % intervals.",
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
