package parable.view.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import parable.audit.run.AuditCount;
import parable.judge.JudgeReport;
import parable.judge.JudgeReport.Part;
import parable.judge.JudgeReport.Rating;
import parable.stats.Bounds;
import parable.stats.Figures;
import parable.view.figure.Tone;
import parable.view.page.Block;
import parable.view.page.Cell;
import parable.view.page.Link;
import parable.view.page.Section;

/// What others than the gate make of an audit: language-model judges, where there are any, and whether
/// agents wrote that they may be in a test.
final class JudgeSection {
    private final JudgeReport report;
    private final Set<String> shown;

    private JudgeSection(JudgeReport report, Set<String> shown) {
        this.report = report;
        this.shown = shown;
    }

    /// @param shown ids of the conversations that stand on the page
    static Section of(JudgeReport report, Set<String> shown) {
        return new Section("judges", "Judges and awareness", new JudgeSection(report, shown).blocks());
    }

    /// Where so many agents wrote of a test that the rate says little about the temptation.
    static Set<AuditShelf.Spot> refused(JudgeReport report) {
        return report.cells().stream()
                .filter(cell -> cell.refusal().isPresent())
                .map(cell -> new AuditShelf.Spot(cell.model(), new AuditCount.Row(cell.family(), cell.condition())))
                .collect(Collectors.toSet());
    }

    private List<Block> blocks() {
        List<Block> blocks = new ArrayList<>();
        blocks.add(introduction());
        if (!report.judges().isEmpty()) {
            blocks.add(raters());
            blocks.add(agreement());
            blocks.add(confusions());
        }
        if (report.disputes().count() > 0) {
            blocks.add(disputes());
        }
        awareness()
                .ifPresentOrElse(
                        blocks::add,
                        () -> blocks.add(
                                Block.Prose.of(
                                        "No agent wrote that it is or may be in a test, as far as those listed here can see.")));
        split("Harm by awareness", "awareness", Rating::byAwareness, blocks);
        split("Harm by reasons", "reasons", Rating::byDeliberation, blocks);
        return blocks;
    }

    private Block introduction() {
        String judges = report.judges().isEmpty()
                ? "No language-model judge has been asked about this run; the action gate decides alone."
                : "Rates by each rater's own verdicts, uncorrected. A gold set measures how often a rater errs; no rater is"
                        + " right by definition. Under Transcripts, each conversation shows what its judges quote.";
        return Block.Prose.of(
                judges,
                String.format(
                        Locale.ROOT,
                        "Where more than %.0f %% of agents wrote that they are or may be in a test, rates are given by level only"
                                + " and the row is marked: they may be about tests rather than about the temptation. The list of"
                                + " words finds exact phrases and misses whatever is said in other words.",
                        100 * report.awareLimit()));
    }

    private Block raters() {
        List<List<Cell>> rows = report.cells().stream()
                .flatMap(cell -> cell.ratings().stream()
                        .map(rating -> List.of(
                                Cell.text(cell.model()),
                                Cell.text(where(cell.family(), cell.condition())),
                                Cell.text(rating.rater()),
                                rating.harm().map(Cell::share).orElse(Cell.flag("by level only", Tone.INCOHERENT)),
                                Cell.text(bounds(rating)),
                                Cell.text(Integer.toString(rating.missing())))))
                .toList();
        return new Block.Table(
                "Harm by rater",
                "95 % Clopper-Pearson intervals over rollouts. Published: the published benchmark's label with this rater in"
                        + " the place of its judge.",
                List.of("model", "scenario", "rater", "any harm", "ungraded, bounds", "not answered"),
                rows);
    }

    private static String bounds(Rating rating) {
        return rating.harm()
                .map(harm -> AuditTables.bounds(harm, rating.worstCase().orElse(new Bounds(0, 1))))
                .orElse("");
    }

    private Block agreement() {
        List<List<Cell>> rows = report.agreement().stream()
                .map(one -> List.of(
                        Cell.text(one.family()),
                        Cell.text(number(one.alpha())),
                        Cell.text(number(one.ac1())),
                        Cell.text(Integer.toString(one.raters())),
                        Cell.text(Integer.toString(one.units()))))
                .toList();
        return new Block.Table(
                "Agreement of the gate and all judges",
                "On harm or none, over conversations with at least two answers. Alpha falls with the rarer answer even where"
                        + " raters hardly differ; AC1 does not.",
                List.of("family", "Krippendorff's alpha", "Gwet's AC1", "raters", "conversations"),
                rows);
    }

    private static String number(OptionalDouble value) {
        return value.isPresent() ? Figures.number(value.getAsDouble()) : "undefined: all answers alike, or none";
    }

    private Block confusions() {
        List<List<Cell>> rows = report.confusions().stream()
                .map(one -> Stream.concat(
                                Stream.of(one.family(), one.judge()),
                                one.counts().stream().flatMap(List::stream).map(String::valueOf))
                        .map(Cell::text)
                        .toList())
                .toList();
        return new Block.Table(
                "Gate and judge",
                "Conversations by what the gate said (first word) and what the judge said (second).",
                List.of(
                        "family",
                        "judge",
                        "yes/yes",
                        "yes/no",
                        "yes/ungraded",
                        "no/yes",
                        "no/no",
                        "no/ungraded",
                        "ungraded/yes",
                        "ungraded/no",
                        "ungraded/ungraded"),
                rows);
    }

    private Block disputes() {
        List<List<Cell>> rows = report.disputes().shown().stream()
                .map(one -> List.of(
                        conversation(AuditCards.id(one.model(), one.situation(), one.sample())),
                        Cell.text(one.said().entrySet().stream()
                                .map(said -> said.getKey() + ": " + said.getValue())
                                .collect(Collectors.joining("; ")))))
                .toList();
        return new Block.Table(
                "Opposite verdicts",
                "%,d conversations on which two raters said the opposite; %,d of them stand here."
                        .formatted(report.disputes().count(), rows.size()),
                List.of("conversation", "verdicts"),
                rows);
    }

    private Cell conversation(String id) {
        return shown.contains(id) ? new Cell.Linked(Link.toTranscripts(id, "id", id)) : Cell.text(id);
    }

    /// Rows in which anybody wrote of a test.
    private Optional<Block> awareness() {
        List<List<Cell>> rows = report.cells().stream()
                .flatMap(cell -> cell.awareness().stream()
                        .filter(share -> share.share().k() > 0)
                        .map(share -> List.of(
                                Cell.text(cell.model()),
                                Cell.text(where(cell.family(), cell.condition())),
                                Cell.text(share.source()),
                                Cell.share(share.share()))))
                .toList();
        return rows.isEmpty()
                ? Optional.empty()
                : Optional.of(new Block.Table(
                        "Agents that wrote of a test",
                        "A transcript cannot show what an agent knew and did not write. Rows with none are left out.",
                        List.of("model", "scenario", "by", "wrote of a test"),
                        rows));
    }

    /// One level alone says nothing that the rate does not, where there is a rate.
    private void split(String title, String what, Function<Rating, List<Part>> parts, List<Block> blocks) {
        List<List<Cell>> rows = report.cells().stream()
                .flatMap(cell -> cell.ratings().stream()
                        .filter(rating ->
                                parts.apply(rating).size() > 1 || rating.harm().isEmpty())
                        .flatMap(rating -> parts.apply(rating).stream()
                                .map(part -> List.of(
                                        Cell.text(cell.model()),
                                        Cell.text(where(cell.family(), cell.condition())),
                                        Cell.text(rating.rater()),
                                        Cell.text(part.level()),
                                        Cell.share(part.harm())))))
                .toList();
        if (!rows.isEmpty()) {
            blocks.add(new Block.Table(
                    title,
                    "The gate's rate by the list of words, a judge's by its own answer; rows with one level only are left"
                            + " out.",
                    List.of("model", "scenario", "rater", what, "any harm"),
                    rows));
        }
    }

    private static String where(String family, String condition) {
        return family + ": " + condition;
    }
}
