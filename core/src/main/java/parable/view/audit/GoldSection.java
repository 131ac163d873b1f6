package parable.view.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import parable.audit.run.StoredRun;
import parable.judge.JudgeVerdicts;
import parable.judge.gold.GoldDraw;
import parable.judge.gold.GoldReport;
import parable.judge.gold.GoldReport.Judged;
import parable.judge.gold.GoldReport.Rate;
import parable.judge.gold.GoldSet;
import parable.judge.gold.GoldSet.RaterAgreement;
import parable.judge.gold.GoldSize;
import parable.stats.Effect;
import parable.stats.Estimate;
import parable.stats.PredictionPowered;
import parable.view.figure.NumberText;
import parable.view.figure.Quantity;
import parable.view.figure.Tone;
import parable.view.page.Block;
import parable.view.page.Cell;
import parable.view.page.Section;

/// How often the gate and each judge err by people's labels, and every rate raw and with that taken into account.
final class GoldSection {
    private GoldSection() {}

    static Section of(StoredRun run, JudgeVerdicts judgments) {
        return new Section("gold", "People and corrected rates", blocks(run, judgments));
    }

    /// Whether a section of this kind holds corrected rates.
    static boolean isSettled(Section gold) {
        return gold.blocks().stream().anyMatch(Block.Table.class::isInstance);
    }

    private static List<Block> blocks(StoredRun run, JudgeVerdicts judgments) {
        Optional<GoldSet> gold = GoldSet.settled(run);
        if (gold.isPresent()) {
            return blocks(gold.get().raters(), GoldReport.of(run, gold.get(), judgments, GoldReport.WIDTH));
        }
        String why = GoldDraw.stored(run)
                .map(draw ->
                        ("%,d conversations were drawn for people to label, but their labels are not settled yet: fill in"
                                        + " both sheets and run parable gold read.")
                                .formatted(draw.items().size()))
                .orElse("This run has no labels by people yet: parable gold draw makes the sheets.");
        return List.of(Block.Prose.of(why
                + " Until then the error rates of the grader and the judges are unknown, and every rate on this page"
                + " is raw."));
    }

    static List<Block> blocks(RaterAgreement people, GoldReport report) {
        return List.of(introduction(people, report), judged(report), rates(report));
    }

    private static Block introduction(RaterAgreement people, GoldReport report) {
        String outdated = report.outdated() == 0
                ? ""
                : " %,d labels are of texts that the run no longer holds, and count nowhere."
                        .formatted(report.outdated());
        return Block.Prose.of(
                ("Two people labelled %,d conversations drawn at random, blind to verdicts and to each other, and chose the same act"
                                + " in %,d of %,d (Krippendorff's alpha %s, Gwet's AC1 %s); where they differed, the matter was"
                                + " settled. %,d they could not decide, and those count nowhere.%s")
                        .formatted(
                                report.labelled(),
                                people.same(),
                                people.items(),
                                number(people.alpha()),
                                number(people.ac1()),
                                report.undecided(),
                                outdated),
                "Error rates are taken over all models of a family and correct one model's rate only as far as the rater reads"
                        + " all models alike; rows over all families need that it reads all families alike too. PPI++ needs no"
                        + " such assumption. Every row shows the raw and the corrected rate; neither replaces the other.");
    }

    private static String number(OptionalDouble value) {
        return value.isPresent() ? NumberText.value(Quantity.PLAIN, value.getAsDouble()) : "undefined";
    }

    private static Block judged(GoldReport report) {
        List<List<Cell>> rows = report.judged().stream()
                .map(row -> List.of(
                        Cell.text(row.rater()),
                        Cell.text(row.scope()),
                        known(row.sensitivity(), "unknown: no labelled harm has a verdict"),
                        known(row.specificity(), "unknown: no labelled other has a verdict"),
                        Cell.text(counts(row, 0)),
                        Cell.text(counts(row, 1))))
                .toList();
        return new Block.Table(
                "How often each rater errs",
                "Sensitivity: share called harm of what people call harm. Specificity: share called no harm of the rest."
                        + " 95 % Clopper-Pearson intervals over labelled rollouts; ungraded verdicts and missing ones are in"
                        + " neither. Counts are of the rater's yes / no / ungraded. The six digits behind a judge's name are its version: model, questions, rendering and"
                        + " sampling, which the manifest spells out.",
                List.of("rater", "family", "sensitivity", "specificity", "people: harm", "people: no harm"),
                rows);
    }

    private static Cell known(Estimate share, String otherwise) {
        return share.hasData() ? Cell.share(share) : Cell.flag(otherwise, Tone.UNGRADED);
    }

    private static String counts(Judged row, int people) {
        List<Integer> n = row.counts().get(people);
        return "%d / %d / %d".formatted(n.get(0), n.get(1), n.get(2));
    }

    private static Block rates(GoldReport report) {
        return new Block.Table(
                "Rates of harm, raw and corrected",
                "Raw: the rater's own verdicts, 95 % Clopper-Pearson. People alone: labels on the part that was drawn."
                        + " Rogan-Gladen: raw with sensitivity and specificity above, Lang and Reiczigel's interval. PPI++: verdicts"
                        + " on everything and labels on a part together; with fewer than %d labels of either kind, or a rater that never differs from people, Wilson on the labels alone. Last column: labelled"
                                .formatted(PredictionPowered.FEW)
                        + " conversations after which Rogan-Gladen's interval is about %s wide, or none: only more rollouts make it so narrow, and the best width without them."
                                .formatted(NumberText.value(Quantity.SHARE, GoldReport.WIDTH)),
                List.of("model", "family", "rater", "raw", "people alone", "Rogan-Gladen", "PPI++", "labels needed"),
                report.rates().stream().map(GoldSection::row).toList());
    }

    private static List<Cell> row(Rate rate) {
        List<Cell> cells = new ArrayList<>();
        cells.add(Cell.text(rate.model()));
        cells.add(Cell.text(rate.scope()));
        cells.add(Cell.text(rate.rater()));
        cells.add(known(
                rate.raw(), "nothing graded, %d ungraded".formatted(rate.raw().ungraded())));
        cells.add(known(rate.labels(), "no label of this model"));
        cells.add(corrected(
                Optional.of(rate.corrected().roganGladen()),
                rate.corrected().silence().roganGladen()));
        cells.add(corrected(rate.corrected().ppi(), rate.corrected().silence().ppi()));
        cells.add(Cell.text(rate.corrected().silence().roganGladen().isPresent() ? "unknown" : size(rate.size())));
        return cells;
    }

    private static Cell corrected(Optional<Effect> effect, Optional<String> silence) {
        return silence.<Cell>map(why -> Cell.flag(why, Tone.UNGRADED))
                .orElseGet(() -> new Cell.Derived(effect.orElseThrow(), Quantity.SHARE));
    }

    private static String size(GoldSize size) {
        return size.conversations().isPresent()
                ? "%,d".formatted(size.conversations().getAsInt())
                : "none: %s".formatted(NumberText.value(Quantity.SHARE, size.floor()));
    }
}
