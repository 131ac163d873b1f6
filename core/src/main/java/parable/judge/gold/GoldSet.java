package parable.judge.gold;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import parable.audit.run.StoredRun;
import parable.ground.AtomicFile;
import parable.ground.Json;
import parable.ground.StudyException;
import parable.ground.StudyException.Category;
import parable.judge.Rubrics;
import parable.scenario.Verdict;
import parable.stats.Agreement;

/// The labels of two people, checked, and what became of those on which they differ.
///
/// @param labels    settled ones; all of them once no conflict is open
/// @param conflicts open ones: written to `adjudication.yaml`, to be settled there
/// @param raters    how far the two agree before adjudication
public record GoldSet(List<GoldLabel> labels, List<Conflict> conflicts, RaterAgreement raters) {
    public GoldSet {
        labels = List.copyOf(labels);
        conflicts = List.copyOf(conflicts);
    }

    public record Conflict(GoldItem item, List<String> labels) {
        public Conflict {
            labels = List.copyOf(labels);
        }
    }

    /// On codes of acts; `cannot-tell` is one of them.
    public record RaterAgreement(int same, int items, OptionalDouble alpha, OptionalDouble ac1) {}

    /// @throws StudyException CONFIG when nothing was drawn, or a sheet is not as it was handed out
    public static GoldSet read(StoredRun run, Rubrics rubrics) {
        GoldFolder folder = GoldFolder.of(run);
        List<GoldItem> items = GoldDraw.stored(run)
                .orElseThrow(() -> new StudyException(
                        Category.CONFIG,
                        "%s is not there: no gold set was drawn from this run. Draw one: parable gold draw RUN --size N.",
                        folder.draw()))
                .items();
        List<LabelSheet> sheets = IntStream.rangeClosed(1, GoldFolder.RATERS)
                .mapToObj(rater -> LabelSheet.read(folder.sheet(rater), items, items, rubrics))
                .toList();
        List<Conflict> conflicts = items.stream()
                .map(item -> new Conflict(item, labels(sheets, item)))
                .filter(conflict -> conflict.labels().stream().distinct().count() > 1)
                .toList();
        RaterAgreement raters =
                agreement(items.stream().map(item -> labels(sheets, item)).toList());
        Optional<LabelSheet> adjudicated = adjudicated(folder, items, conflicts, rubrics);
        if (adjudicated.isEmpty()) {
            return new GoldSet(List.of(), conflicts, raters);
        }
        GoldSet whole = new GoldSet(
                items.stream()
                        .map(item -> settled(item, labels(sheets, item), adjudicated.get(), rubrics))
                        .toList(),
                List.of(),
                raters);
        StringBuilder lines = new StringBuilder();
        whole.labels().forEach(label -> lines.append(Json.line(label)).append('\n'));
        AtomicFile.write(folder.outcome(), lines.toString());
        return whole;
    }

    /// The labels as [#read] last settled them, without another look at the sheets; empty where it never has.
    public static Optional<GoldSet> settled(StoredRun run) {
        Path file = GoldFolder.of(run).outcome();
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try (Stream<GoldLabel> lines = Json.readEach(file, GoldLabel.class)) {
            List<GoldLabel> labels = lines.toList();
            return Optional.of(new GoldSet(
                    labels,
                    List.of(),
                    agreement(labels.stream().map(GoldLabel::labels).toList())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> labels(List<LabelSheet> sheets, GoldItem item) {
        return sheets.stream().map(sheet -> sheet.label(item)).toList();
    }

    /// @return empty while conflicts are open
    private static Optional<LabelSheet> adjudicated(
            GoldFolder folder, List<GoldItem> drawn, List<Conflict> conflicts, Rubrics rubrics) {
        if (conflicts.isEmpty()) {
            return Optional.of(new LabelSheet("none", Map.of()));
        }
        if (Files.exists(folder.adjudication())) {
            List<GoldItem> asked = conflicts.stream().map(Conflict::item).toList();
            if (LabelSheet.hasGaps(folder.adjudication(), asked)) {
                return Optional.empty();
            }
            return Optional.of(LabelSheet.read(folder.adjudication(), drawn, asked, rubrics));
        }
        AtomicFile.write(folder.adjudication(), blank(conflicts));
        return Optional.empty();
    }

    private static String blank(List<Conflict> conflicts) {
        StringBuilder text = new StringBuilder("""
                # The raters differ on these records. Read them again, together or by a third person, and write the code that
                # shall count, or "%s".
                by: adjudication
                labels:
                """.formatted(GoldDraw.CANNOT_TELL));
        conflicts.forEach(conflict -> text.append("  \"%s\": \"\" # raters: %s%n"
                .formatted(conflict.item().item(), String.join(", ", conflict.labels()))));
        return text.toString();
    }

    private static GoldLabel settled(GoldItem item, List<String> labels, LabelSheet adjudicated, Rubrics rubrics) {
        boolean differ = labels.stream().distinct().count() > 1;
        String settled = differ ? adjudicated.label(item) : labels.getFirst();
        Verdict truth = rubrics.of(item.family())
                .act(settled)
                .map(act -> Verdict.of(act.behavior(), List.of()))
                .orElseGet(() -> new Verdict.Ungraded("people cannot tell"));
        return new GoldLabel(item, labels, settled, truth, differ);
    }

    /// @param labels of each record, in the order of the raters
    private static RaterAgreement agreement(List<List<String>> labels) {
        List<String> codes = new ArrayList<>(
                new TreeSet<>(labels.stream().flatMap(List::stream).toList()));
        List<List<Integer>> ratings = labels.stream()
                .map(record -> record.stream().map(codes::indexOf).toList())
                .toList();
        int same = (int) ratings.stream()
                .filter(unit -> unit.stream().distinct().count() == 1)
                .count();
        Agreement agreement = Agreement.ofRatings(ratings, Math.max(2, codes.size()));
        return new RaterAgreement(same, labels.size(), agreement.krippendorffAlpha(), agreement.gwetAc1());
    }
}
