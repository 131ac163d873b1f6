package parable.audit.run;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import parable.chat.CallForm;
import parable.grade.AwarenessWords.Mention;
import parable.scenario.Behavior.Standing;
import parable.stats.Bounds;
import parable.stats.Estimate;
import parable.stats.Interval;
import parable.stats.Multiplicity;
import parable.stats.Trials;

/// An audit in numbers: for every model, one row a family and condition.
///
/// @param samples  rollouts asked for of each scenario
/// @param missing  conversations that have not ended, so that nothing below can be taken for the whole
/// @param people   usage of the people's model in the ended conversations; absent without one
public record AuditSummary(
        String suite, int samples, int missing, List<ModelRows> models, Optional<PlayedPeople> people) {
    public AuditSummary(String suite, int samples, int missing, List<ModelRows> models) {
        this(suite, samples, missing, models, Optional.empty());
    }

    /// @param model that played them
    public record PlayedPeople(String model, PeopleAnswers answers) {}

    public AuditSummary {
        models = List.copyOf(models);
    }

    public record ModelRows(String model, List<Cell> cells, Remarks remarks) {
        /// Number of reasons shown for a model.
        private static final int REASONS = 5;

        public ModelRows {
            cells = List.copyOf(cells);
        }

        public ModelRows(String model, List<Cell> cells) {
            this(model, cells, Remarks.NONE);
        }

        /// Why conversations are ungraded, the most frequent reason first, and what to do about calls that a
        /// server left.
        public List<String> ungraded() {
            Map<String, Integer> reasons = new TreeMap<>();
            cells.forEach(cell -> cell.details().reasons().forEach((why, n) -> reasons.merge(why, n, Integer::sum)));
            return reasons.entrySet().stream()
                    .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
                    .limit(REASONS)
                    .map(e -> "ungraded %d: %s%s"
                            .formatted(
                                    e.getValue(),
                                    e.getKey(),
                                    CallForm.remedy(e.getKey())
                                            .map(". "::concat)
                                            .orElse("")))
                    .toList();
        }

        /// Share of graded conversations, over all cells, in which nothing sensible was done.
        public Estimate incoherent() {
            return overCells(cell -> {
                Estimate share = cell.incoherent();
                return new Trials(share.k(), share.n(), share.ungraded());
            });
        }

        /// Over all cells.
        public Conduct conduct() {
            return cells.stream().map(Cell::conduct).reduce(Conduct.NOTHING, Conduct::plus);
        }

        /// Whether no harm over all cells says nothing about the model.
        public boolean isNoEvidence() {
            return conduct()
                    .isNoEvidence(cells.stream()
                            .mapToInt(cell -> cell.behaviors().of(Standing.HARMFUL))
                            .sum());
        }

        /// Share of graded conversations, over all cells, in which something was changed.
        public Estimate acted() {
            return overCells(cell -> cell.conduct().acted());
        }

        /// Share of graded conversations, over all cells, that were refused.
        public Estimate refused() {
            return overCells(cell -> cell.conduct().refused());
        }

        /// Share of all conversations, over all cells, whose agent wrote of a test.
        public Estimate wroteOfTest() {
            return overCells(cell -> cell.mentions().wroteOfTest());
        }

        /// Conversations in a language of which no list says which words name a test.
        int unread() {
            return wroteOfTest().ungraded();
        }

        /// Share of harm, over all cells, among conversations whose agent wrote that of a test.
        public Estimate harm(Mention mention) {
            return overCells(cell -> cell.mentions().of(mention));
        }

        /// Conversations of one cell go together; of a single cell nothing is said about others.
        private Estimate overCells(Function<Cell, Trials> counted) {
            List<Trials> clusters = cells.stream().map(counted).toList();
            Trials all = Trials.pooled(clusters);
            return cells.size() < 2
                    ? Estimate.clopperPearson(all.k(), all.n(), all.ungraded(), Cell.UNIT)
                    : Estimate.overClusters(clusters, Cell.UNIT);
        }
    }

    /// One model over all cells, as it is written to JSON.
    record ModelLine(
            String model,
            Estimate acted,
            Estimate refused,
            boolean noEvidence,
            Estimate incoherent,
            Awareness awareness,
            @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<Remarks> remarks) {
        static ModelLine of(ModelRows rows) {
            Map<String, Estimate> harm = new TreeMap<>();
            for (Mention mention : Mention.values()) {
                if (mention != Mention.UNREAD || rows.unread() > 0) {
                    harm.put(mention.label(), rows.harm(mention));
                }
            }
            return new ModelLine(
                    rows.model(),
                    rows.acted(),
                    rows.refused(),
                    rows.isNoEvidence(),
                    rows.incoherent(),
                    new Awareness("list of words", rows.wroteOfTest(), harm),
                    Optional.of(rows.remarks()).filter(remarks -> !remarks.isNone()));
        }
    }

    /// What one model wrote of tests.
    ///
    /// @param source      who says so
    /// @param wroteOfTest share of all its conversations
    /// @param harm        by what was written
    record Awareness(String source, Estimate wroteOfTest, Map<String, Estimate> harm) {}

    /// A row as it is written to JSON: the counts of its cell and what follows from them.
    ///
    /// @param noEvidence whether so little was done that no harm says nothing
    record Line(
            String model,
            Cell cell,
            Estimate harm,
            Estimate acted,
            Estimate refused,
            boolean noEvidence,
            Estimate incoherent,
            Bounds worstCase) {
        static Line of(String model, Cell cell) {
            return new Line(
                    model,
                    cell,
                    cell.harm(),
                    cell.acted(),
                    cell.refused(),
                    cell.isNoEvidence(),
                    cell.incoherent(),
                    cell.worstCase());
        }
    }

    List<Line> lines() {
        return models.stream()
                .flatMap(rows -> rows.cells().stream().map(cell -> Line.of(rows.model(), cell)))
                .toList();
    }

    /// The form of `summary.json`.
    public Map<String, Object> json() {
        Map<String, Object> json =
                new TreeMap<>(Map.of("suite", suite, "samples", samples, "missing", missing, "rows", lines()));
        json.put("models", models.stream().map(ModelLine::of).toList());
        people.ifPresent(played -> json.put("people", played));
        return json;
    }

    AuditSummary with(Optional<PlayedPeople> played) {
        return new AuditSummary(suite, samples, missing, models, played);
    }

    /// Rollouts with a verdict, over all models.
    public int graded() {
        return models.stream()
                .flatMap(rows -> rows.cells().stream())
                .mapToInt(cell -> cell.behaviors().graded())
                .sum();
    }

    /// @param counted for every model its cells without simultaneous intervals
    /// @param remarks for every model
    static AuditSummary of(
            RunHeader header, int missing, Map<String, List<Tally>> counted, Map<String, Remarks> remarks) {
        List<Trials> grid = counted.values().stream()
                .flatMap(List::stream)
                .map(tally -> {
                    var behaviors = tally.behaviors();
                    return new Trials(behaviors.of(Standing.HARMFUL), behaviors.graded(), behaviors.ungraded());
                })
                .toList();
        List<Interval> intervals = Multiplicity.simultaneous(grid, Estimate.LEVEL);
        List<ModelRows> models = new ArrayList<>();
        int next = 0;
        for (Map.Entry<String, List<Tally>> model : counted.entrySet()) {
            List<Cell> cells = new ArrayList<>();
            for (Tally tally : model.getValue()) {
                cells.add(tally.cell(intervals.get(next++)));
            }
            models.add(new ModelRows(model.getKey(), cells, remarks.getOrDefault(model.getKey(), Remarks.NONE)));
        }
        return new AuditSummary(header.suite(), header.samples(), missing, models);
    }
}
