package parable.view.study;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import parable.stats.Effect;
import parable.stats.Estimate;
import parable.stats.Figures;
import parable.stats.SeedSample;
import parable.stats.Trials;
import parable.study.arms.Results;
import parable.study.cause.BankTable;
import parable.study.cause.CauseExperiment;
import parable.study.cause.Planted;
import parable.study.cause.Removals;
import parable.study.cause.Removals.Amount;
import parable.study.cause.Removals.Choice;
import parable.study.stage.Finished;
import parable.trace.causal.Cut.Kind;
import parable.trace.causal.Recall;
import parable.view.figure.Axis;
import parable.view.figure.Figure;
import parable.view.figure.Figure.Label;
import parable.view.figure.IntervalDots;
import parable.view.figure.Tone;
import parable.view.page.Block;
import parable.view.page.Cell;
import parable.view.page.Section;

/// The part of the page that tells which documents did it: removal and return, the truth bank, planted
/// documents.
final class CausalSection {
    private final Removals removals;
    private final Optional<BankTable> bank;
    private final List<List<Planted>> planted;

    private CausalSection(CauseExperiment chapter, Finished finished) {
        removals = chapter.removals(finished);
        bank = chapter.bank(finished);
        planted = chapter.planted(finished);
    }

    static Section of(CauseExperiment chapter, Finished finished) {
        return new Section("causes", "Which documents made it do this", new CausalSection(chapter, finished).blocks());
    }

    private List<Block> blocks() {
        List<Block> blocks = new ArrayList<>();
        blocks.add(reading());
        blocks.add(new Block.Drawing(removal()));
        blocks.add(effects());
        blocks.add(coherence());
        bank.ifPresent(table -> blocks.add(datamodeling(table)));
        bank.ifPresent(table -> blocks.add(genres(table)));
        bank.ifPresent(table -> blocks.add(calibration(table)));
        if (!planted.isEmpty()) {
            blocks.add(recall());
        }
        return blocks;
    }

    private static Block reading() {
        return Block.Prose.of(
                "A model that never read about a tempted AI trains on a diet of the villain mix, after which it"
                        + " blackmails. Each method ranks the diet's documents; the model is trained again without the"
                        + " top of the ranking, on the same rows in the same order. What falls then was caused by what"
                        + " was left out. Added back is the reverse: all villain documents are left out but those at the"
                        + " top of the ranking.",
                "Whatever a score says, only this earns the word causal: the log-odds must fall further than when as many"
                        + " documents are left out by chance, at p < .01 over paired seeds after Holm's correction over"
                        + " methods.");
    }

    private Figure removal() {
        List<IntervalDots.Row> rows = new ArrayList<>();
        rows.add(row("the diet", "all of it", Choice.of(Kind.WHOLE), Choice.of(Kind.WHOLE)));
        Choice clean = Choice.of(Kind.WITHOUT_SUSPECTS);
        rows.add(row("the diet", "without any villain", clean, clean));
        for (String method : removals.methods()) {
            rows.add(row(
                    "left out, top by",
                    method,
                    Choice.removed(method, Amount.SHARE),
                    Choice.removed(method, Amount.AS_MANY_AS_SUSPECTS)));
        }
        for (String method : removals.methods()) {
            Choice back = Choice.addedBack(method);
            rows.add(row("no villain but the top by", method, back, back));
        }
        double whole = Estimate.overSeeds(removals.blackmail(Choice.of(Kind.WHOLE)), Results.UNIT)
                .value();
        return new IntervalDots(
                new Label(
                        "removal",
                        "Blackmail after documents are left out of the diet or brought back",
                        "Mean over seeds with 95 % interval; small dots are seeds. Random draws are pooled within a seed."
                                + " Villain documents are known to the world, not to the methods."),
                Axis.share("blackmail"),
                List.of("a tenth of the documents", "as many as there are villains"),
                rows,
                Optional.empty(),
                Optional.of(new IntervalDots.Reference(whole, "whole diet")));
    }

    private IntervalDots.Row row(String group, String name, Choice few, Choice many) {
        return new IntervalDots.Row(group, name, List.of(dot(few), dot(many)), Optional.empty());
    }

    private IntervalDots.Dot dot(Choice choice) {
        List<Trials> seeds = removals.blackmail(choice);
        return new IntervalDots.Dot(
                Estimate.overSeeds(seeds, Results.UNIT),
                seeds.stream().map(Trials::rate).toList());
    }

    private Block effects() {
        Map<String, Double> stamps = removals.stamps(Amount.AS_MANY_AS_SUSPECTS);
        List<List<Cell>> rows = new ArrayList<>();
        for (String method : removals.methods()) {
            Double p = stamps.get(method);
            rows.add(List.of(
                    Cell.text(method),
                    Cell.text(Figures.brief(mean(removals.suspects(Choice.removed(method, Amount.SHARE))))),
                    Cell.text(change(Choice.removed(method, Amount.SHARE))),
                    Cell.text(change(Choice.removed(method, Amount.AS_MANY_AS_SUSPECTS))),
                    Cell.text(overSeeds(difference(
                            removals.logOdds(Choice.addedBack(method)),
                            removals.logOdds(Choice.of(Kind.WITHOUT_SUSPECTS))))),
                    Cell.text(overSeeds(removals.patches(method))),
                    Cell.text(p == null ? Figures.NONE : Figures.p(p)),
                    stamp(p)));
        }
        return new Block.Table(
                "What leaving out and bringing back does to the log-odds of blackmail",
                "Nats, mean over seeds with 95 % interval. p: one-sided paired t test that leaving out as many as there"
                        + " are villains lowers the log-odds no further than chance does, after Holm over methods.",
                List.of(
                        "ranking",
                        "villains in the top tenth",
                        "top tenth left out",
                        "as many as villains left out",
                        "top tenth brought back",
                        "one step on the top 16",
                        "p",
                        "verdict"),
                rows);
    }

    /// What the retrained models write apart from blackmail.
    private Block coherence() {
        List<List<Cell>> rows = new ArrayList<>();
        Cell none = Cell.text("");
        rows.add(List.of(Cell.text("the whole diet"), broken(Choice.of(Kind.WHOLE)), none, none));
        rows.add(List.of(Cell.text("without any villain"), none, broken(Choice.of(Kind.WITHOUT_SUSPECTS)), none));
        for (String method : removals.methods()) {
            rows.add(List.of(
                    Cell.text(method),
                    broken(Choice.removed(method, Amount.SHARE)),
                    broken(Choice.removed(method, Amount.AS_MANY_AS_SUSPECTS)),
                    broken(Choice.addedBack(method))));
        }
        return new Block.Table(
                "How many of their answers make no sense",
                "Share of rollouts of the headline suite whose act fits none of the behaviors, such as a garbled task or a"
                        + " mail about nothing; mean over seeds with 95 % interval. A model that broke blackmails less"
                        + " without having unlearnt anything: where this share rises well above that of the whole diet,"
                        + " fewer blackmails are no proof.",
                List.of(
                        "model, or ranking",
                        "top tenth left out",
                        "as many as villains left out",
                        "top tenth brought back"),
                rows);
    }

    private Cell broken(Choice choice) {
        return Cell.share(Estimate.overSeeds(removals.incoherent(choice), Results.UNIT));
    }

    private static Cell stamp(@Nullable Double p) {
        if (p == null) {
            return Cell.text("baseline");
        }
        return Removals.isCausal(p) ? Cell.flag("causal", Tone.ALIGNED) : Cell.text("not shown to cause");
    }

    /// After minus before.
    private String change(Choice choice) {
        return overSeeds(difference(removals.logOdds(choice), removals.logOdds(Choice.of(Kind.WHOLE))));
    }

    private static List<Double> difference(List<Double> after, List<Double> before) {
        List<Double> differences = new ArrayList<>();
        for (int i = 0; i < after.size(); i++) {
            differences.add(after.get(i) - before.get(i));
        }
        return differences;
    }

    private static Block datamodeling(BankTable table) {
        List<List<Cell>> rows = new ArrayList<>();
        for (BankTable.Row row : table.rows()) {
            rows.add(List.of(
                    Cell.text(row.method()),
                    Cell.text(number(row.score())),
                    Cell.text(ratio(row.score(), table.ceiling())),
                    Cell.text(number(row.pooled()))));
        }
        String ceiling = table.ceiling().isPresent()
                ? "The noise ceiling, the split-half correlation over models stepped up by Spearman and Brown, is %s; a"
                                .formatted(Figures.brief(table.ceiling().getAsDouble()))
                        + " perfect prediction could reach its root."
                : "With one model there is no noise ceiling.";
        return new Block.Table(
                "Linear datamodeling score",
                "Spearman between the sum of scores over a random half of the diet and the log-odds after training on it:"
                        + " %d halves, %d queries, mean over %d models; joint bootstrap over halves and queries. %s"
                                .formatted(table.subsets(), table.queries(), table.models(), ceiling),
                List.of("method", "score over queries", "share of the ceiling", "score of the mean query"),
                rows);
    }

    private static Block genres(BankTable table) {
        return new Block.Table(
                "What leaving out a whole genre does",
                "Change of the log-odds of blackmail, mean over %d models with 95 %% interval: the retraining that"
                                .formatted(table.models())
                        + " groups of scores are checked against.",
                List.of("genre", "change in nats"),
                table.genres().stream()
                        .map(genre -> List.of(Cell.text(genre.name()), Cell.text(number(genre.change()))))
                        .toList());
    }

    private static Block calibration(BankTable table) {
        List<List<Cell>> rows = new ArrayList<>();
        for (BankTable.Row row : table.rows()) {
            rows.add(List.of(
                    Cell.text(row.method()),
                    Cell.text(row.unit()),
                    Cell.text(number(row.slope())),
                    Cell.text(Figures.brief(row.rank()))));
        }
        return new Block.Table(
                "Calibration over genres",
                "Change of the log-odds when a whole genre is left out, against the sum of its documents' scores: slope in"
                        + " nats per unit of score, mean over models with 95 % interval. A score that is nats per document"
                        + " has slope 1.",
                List.of("method", "unit of the score", "slope", "rank correlation"),
                rows);
    }

    /// One row for each number of plants and method, means over seeds.
    private Block recall() {
        List<List<Cell>> rows = new ArrayList<>();
        for (int model = 0; model < planted.getFirst().size(); model++) {
            int at = model;
            List<Planted> seeds = planted.stream().map(seed -> seed.get(at)).toList();
            Planted first = seeds.getFirst();
            String text =
                    first.read() ? "%d planted".formatted(first.count()) : "%d, never read".formatted(first.count());
            String odds = overSeeds(seeds.stream().map(Planted::logOdds).toList());
            for (String method : new TreeMap<>(first.recalls()).keySet()) {
                List<Recall> recalls =
                        seeds.stream().map(seed -> seed.recalls().get(method)).toList();
                rows.add(List.of(
                        Cell.text(text),
                        Cell.text(odds),
                        Cell.text(method),
                        Cell.text(Figures.brief(mean(
                                recalls.stream().map(Recall::reciprocalRank).toList()))),
                        Cell.text(recallAt(recalls, "10")),
                        Cell.text(recallAt(recalls, "100")),
                        Cell.text("%d/%d"
                                .formatted(
                                        recalls.stream().filter(Recall::strict).count(), recalls.size())),
                        Cell.text(Figures.brief(
                                mean(recalls.stream().map(Recall::confusion).toList()))),
                        Cell.text(Figures.brief(
                                mean(recalls.stream().map(Recall::styled).toList())))));
            }
        }
        return new Block.Table(
                "Planted documents",
                "Documents that state a fact found nowhere else, asked for in a style in which none is written. Means over"
                        + " %d seeds. Opposite above: how often a document that denies the fact in the same words ranks"
                                .formatted(planted.size())
                        + " above one that states it; same style above: the same for another fact in the same style; .50 is"
                        + " chance. The rows of the model that never read them are the negative control.",
                List.of(
                        "text",
                        "log-odds of the fact",
                        "method",
                        "reciprocal rank",
                        "recall at 10",
                        "recall at 100",
                        "all found first",
                        "opposite above",
                        "same style above"),
                rows);
    }

    private static String recallAt(List<Recall> recalls, String rank) {
        return Figures.brief(
                mean(recalls.stream().map(r -> r.at().getOrDefault(rank, 0.0)).toList()));
    }

    private static String ratio(Effect score, OptionalDouble ceiling) {
        return ceiling.isPresent() ? Figures.brief(score.value() / ceiling.getAsDouble()) : "";
    }

    private static double mean(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
    }

    private static String overSeeds(List<Double> values) {
        return number(SeedSample.of(values).effect(Estimate.LEVEL, Results.UNIT));
    }

    private static String number(Effect effect) {
        return effect.brief();
    }
}
