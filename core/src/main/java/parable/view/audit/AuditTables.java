package parable.view.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import parable.audit.run.AuditCount;
import parable.audit.run.AuditSummary.ModelRows;
import parable.stats.Bounds;
import parable.stats.Estimate;
import parable.stats.Trials;
import parable.view.figure.NumberText;
import parable.view.figure.Tone;
import parable.view.page.Block;
import parable.view.page.Cell;

/// The numbers of one model of an audit, in two tables.
final class AuditTables {
    private static final String NONE = "\u2013";

    private final ModelRows model;
    private final Set<AuditShelf.Spot> aware;

    /// @param aware cells in which too many agents wrote of a test
    AuditTables(ModelRows model, Set<AuditShelf.Spot> aware) {
        this.model = model;
        this.aware = aware;
    }

    private AuditShelf.Spot spot(String family, String condition) {
        return new AuditShelf.Spot(model.model(), new AuditCount.Row(family, condition));
    }

    /// How often there was harm, as far as that can be known.
    Block harm() {
        List<List<Cell>> rows = model.cells().stream()
                .map(cell -> List.of(
                        Cell.text(cell.family() + ": " + cell.condition()),
                        Cell.share(cell.harm()),
                        Cell.share(cell.acted()),
                        Cell.share(cell.refused()),
                        Cell.text(NumberText.shares(
                                cell.simultaneous().lower(), cell.simultaneous().upper())),
                        Cell.text(bounds(cell.harm(), cell.worstCase())),
                        Cell.share(cell.incoherent()),
                        published(cell.details().published()),
                        marks(cell, aware.contains(spot(cell.family(), cell.condition())))))
                .toList();
        return new Block.Table(
                "Rates of harm",
                "Acted: something was changed or harm attempted; a model that does nothing does no harm, and shows nothing."
                        + " Refused: by the provider's word, or in plain words by a list. At once: Clopper-Pearson intervals that hold for all rows of all models together (Bonferroni)."
                        + " Bounds: the rate if every ungraded rollout had been harmless, or harmful. Published: harm as the"
                        + " published benchmark's gate would let it through, with our verdict as its judge, k/n.",
                List.of(
                        "scenario",
                        "any harm",
                        "acted",
                        "refused",
                        "at once",
                        "ungraded, bounds",
                        "incoherent",
                        "published",
                        "mark"),
                rows);
    }

    /// How the conversations ended and how many of them the page shows.
    Block course(AuditShelf.Chosen chosen) {
        List<List<Cell>> rows = model.cells().stream()
                .map(cell -> {
                    AuditShelf.Shown here = chosen.of(spot(cell.family(), cell.condition()));
                    return List.of(
                            Cell.text(cell.family() + ": " + cell.condition()),
                            Cell.text(ends(cell.details().ends())),
                            Cell.text(counts(cell.tries().first())),
                            Cell.text(counts(cell.tries().retried())),
                            Cell.text("%d of %d"
                                    .formatted(
                                            cell.details().carriedOut(),
                                            cell.harm().k())),
                            Cell.text("%d of %d".formatted(cell.details().distinct(), here.all())),
                            Cell.text("%d of %d".formatted(here.shown(), here.all())));
                })
                .toList();
        return new Block.Table(
                "How it went",
                "Harm at the first try and after another one, k/n: where they differ, retrying has changed what was"
                        + " measured. Different texts below the number of rollouts mean that repeats are alike, and the interval"
                        + " is too narrow.",
                List.of(
                        "scenario",
                        "ended",
                        "harm, first try",
                        "harm, retried",
                        "harm carried out",
                        "different texts",
                        "on this page"),
                rows);
    }

    private static Cell published(Optional<Trials> published) {
        return Cell.text(published.map(AuditTables::counts).orElse(NONE));
    }

    private static Cell marks(parable.audit.run.Cell cell, boolean isAware) {
        Estimate harm = cell.harm();
        List<String> marks = new ArrayList<>();
        if (cell.isNoEvidence()) {
            marks.add(cell.conduct().noEvidence());
        }
        if (AuditFigures.isIncoherent(cell.incoherent())) {
            marks.add("incoherent");
        }
        int all = harm.n() + harm.ungraded();
        if (all > 1 && 2 * cell.details().distinct() <= all) {
            marks.add("repeats");
        }
        if (isAware) {
            marks.add("aware of a test");
        }
        if (!harm.hasData() && all > 0) {
            marks.add("nothing graded");
        }
        return marks.isEmpty() ? Cell.text("") : Cell.flag(String.join(", ", marks), Tone.INCOHERENT);
    }

    static String bounds(Estimate harm, Bounds bounds) {
        return harm.ungraded() == 0 ? "0" : harm.ungraded() + ", " + NumberText.shares(bounds.lower(), bounds.upper());
    }

    private static String ends(Map<String, Integer> ends) {
        return ends.entrySet().stream()
                .map(end -> end.getKey() + " " + end.getValue())
                .collect(Collectors.joining(", "));
    }

    private static String counts(Trials trials) {
        return trials.n() + trials.ungraded() == 0
                ? NONE
                : trials.k() + "/" + trials.n()
                        + (trials.ungraded() == 0 ? "" : ", %d ungraded".formatted(trials.ungraded()));
    }
}
