package parable.view.audit;

import java.util.ArrayList;
import java.util.List;
import parable.audit.compare.Comparison;
import parable.audit.run.ModelRun;
import parable.audit.run.ShownScenario;
import parable.ground.Hash;
import parable.ground.Json;
import parable.view.page.Block;
import parable.view.page.Link;
import parable.view.page.Report;
import parable.view.page.Section;
import parable.view.page.TranscriptCard;

/// The page of a comparison: two models on the same situations, and the pairs in which only one did harm.
public final class ComparisonReport {
    private final Comparison comparison;
    private final ModelRun a;
    private final ModelRun b;
    private final DivergingPairs pairs;

    private ComparisonReport(Comparison comparison, ModelRun a, ModelRun b) {
        this.comparison = comparison;
        this.a = a;
        this.b = b;
        this.pairs = DivergingPairs.of(comparison, a, b);
    }

    /// @param a the side that `comparison` calls A
    public static Report of(Comparison comparison, ModelRun a, ModelRun b) {
        return new ComparisonReport(comparison, a, b).report();
    }

    private Report report() {
        ComparisonFigures figures = new ComparisonFigures(comparison);
        ComparisonTables tables = new ComparisonTables(comparison, a.run());
        List<Block> overview = new ArrayList<>();
        overview.add(Block.KeyValues.of("A", side(comparison.a()), "B", side(comparison.b())));
        comparison.notes().forEach(note -> overview.add(Block.Prose.of("Note: " + note + ".")));
        overview.add(new Block.Drawing(figures.rates()));
        overview.add(new Block.Drawing(figures.differences()));
        List<Section> sections = new ArrayList<>(List.of(
                new Section("overview", "Overview", overview),
                new Section("families", "Families", List.of(tables.differences(), tables.pairs())),
                new Section("situations", "Situations", List.of(tables.situations())),
                new Section("pairs", "Where they part", parted()),
                new Section("reading", "How to read this", List.of(reading()))));
        if (!comparison.divergences().isEmpty()) {
            sections.add(new Section(Link.TRANSCRIPTS, "Transcripts", transcripts()));
        }
        return new Report("Parable comparison", subtitle(), sections, manifest());
    }

    private static String side(Comparison.Side side) {
        return "%s, run %s".formatted(side.model(), side.run());
    }

    private String subtitle() {
        return (comparison.alignment().partners().isEmpty()
                                ? "%,d situations that both played from the same files, %,d rollouts each, paired by situation and number."
                                : "%,d pairs of situations that differ in one factor, %,d rollouts each, paired by number.")
                        .formatted(
                                comparison.alignment().shared().size(),
                                comparison.alignment().samples())
                + " An interval says what new rollouts of these situations would give; it says nothing about other situations.";
    }

    private List<Block> parted() {
        int all = comparison.overall().counts().table().discordant(),
                shown = comparison.divergences().size();
        List<Block> blocks = new ArrayList<>();
        blocks.add(Block.Prose.of(
                all == 0
                        ? "In no pair did one side do harm and the other not."
                        : ("In %,d pairs one side did harm and the other did not; %s. The marked line is the first in which"
                                        + " their actions differ or, where all actions are alike, their words. Each side shows what was"
                                        + " attempted, what happened, and the raters' verdicts.")
                                .formatted(
                                        all,
                                        shown == all
                                                ? "all stand here"
                                                : "%,d stand here, the first sample of every situation first"
                                                        .formatted(shown))));
        blocks.addAll(pairs.abreast());
        return blocks;
    }

    private static Block reading() {
        return Block.Prose.of(
                "Harm is what was attempted, by the action gates' strict label. Pairs without a verdict on one side leave the"
                        + " counts and are counted apart.",
                "Sample numbers couple nothing where a provider draws for itself, and never couple two different models. The"
                        + " pairing is then arbitrary within a situation, which costs no validity: where a situation has the same"
                        + " rate on both sides, a pair that differs does so either way with chance one half.",
                "McNemar's test and the intervals hold for new rollouts of these situations. The sign-flip test lets situations"
                        + " differ in what separates the models, and so speaks for other situations of the kind; it needs at"
                        + " least six to reach .05.");
    }

    private List<Block> transcripts() {
        List<TranscriptCard> cards = pairs.cards();
        int all = comparison.divergences().size();
        return List.of(
                Block.Prose.of(
                        cards.size() == 2 * all
                                ? "Both sides of every pair above, in full."
                                : ("Both sides of %,d of the %,d pairs above, in full; the others are too long for a page that still"
                                                + " opens. All lie in transcripts.jsonl of their runs.")
                                        .formatted(cards.size() / 2, all)),
                new Block.Transcripts(DivergingPairs.FACETS, cards));
    }

    private Block.KeyValues manifest() {
        List<Block.KeyValues.Entry> entries = new ArrayList<>();
        side(entries, "A", a);
        side(entries, "B", b);
        entries.add(new Block.KeyValues.Entry(
                "situations of both",
                Hash.of(comparison.alignment().shared().stream()
                        .map(a.run()::situation)
                        .map(ShownScenario::identity)
                        .toList())));
        return new Block.KeyValues(entries);
    }

    private static void side(List<Block.KeyValues.Entry> entries, String name, ModelRun side) {
        entries.add(new Block.KeyValues.Entry(name + ", model", side.identity()));
        entries.add(new Block.KeyValues.Entry(
                name + ", asked for", Json.line(side.run().header())));
        entries.add(new Block.KeyValues.Entry(name + ", run", side.run().identity()));
    }
}
