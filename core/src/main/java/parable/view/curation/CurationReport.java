package parable.view.curation;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import parable.corpus.curate.Merge;
import parable.corpus.curate.Portrayal.Answer;
import parable.corpus.curate.Portrayal.Conduct;
import parable.corpus.curate.Signals;
import parable.corpus.curate.Tally;
import parable.corpus.curate.Tones;
import parable.corpus.near.KnownScenes;
import parable.stats.Effect;
import parable.stats.Estimate;
import parable.view.figure.Quantity;
import parable.view.page.Block;
import parable.view.page.Cell;
import parable.view.page.Report;
import parable.view.page.ReportWriter;
import parable.view.page.Section;

/// The page of a curated corpus: what kinds of AI it tells of, by source, with intervals and examples.
public final class CurationReport {
    private static final int MOST_GROUPS = 200, MOST_SCENES = 50;

    private final Merge.Outcome outcome;

    private CurationReport(Merge.Outcome outcome) {
        this.outcome = outcome;
    }

    /// Writes `report.html` into the run's folder.
    ///
    /// @param corpus what the page calls it
    /// @return the page
    public static Path write(Merge.Outcome outcome, String corpus, Path folder) {
        return ReportWriter.write(new CurationReport(outcome).report(corpus), folder);
    }

    private Report report(String corpus) {
        Tally all = outcome.total();
        return new Report(
                "Parable curate: " + corpus,
                "%,d documents, %,d words; %,d lines were no document."
                        .formatted(all.documents(), all.words(), outcome.refusals()),
                List.of(
                        new Section("kinds", "What kinds of AI it tells of", List.of(caution(), kinds())),
                        new Section("examples", "Examples", List.of(examples())),
                        new Section("scenes", "Words of the evaluation", List.of(scenes())),
                        new Section(
                                "duplicates", "Duplicates, language and quality", List.of(duplicates(), languages()))),
                Block.KeyValues.of(
                        "documents",
                        "%,d".formatted(all.documents()),
                        "near duplicates",
                        "MinHash, 14 bands of 8, 5-word runs",
                        "scenes looked for",
                        "%,d".formatted(outcome.coverage().size()),
                        "portrayal",
                        "docs/curation.md says how often the taggers are right"));
    }

    private Block caution() {
        Tones tones = outcome.total().tones();
        String corrected = tones.corrected()
                .map(effect -> "Corrected by %,d labels of people the atmosphere is %s."
                        .formatted(tones.labelled(), effect.text()))
                .orElse("No labels of people were given, so the numbers below hold the errors of the tagger.");
        return Block.Prose.of(
                "The atmosphere is the mean over documents that may be about an AI of +1 where it does right, -1 where it"
                        + " does harm and the text does not disapprove, and 0 for anything else that is known.",
                corrected,
                "%,d documents are ungraded; whatever they are, the mean lies in %s."
                        .formatted(tones.unknown(), tones.worstCase().text()));
    }

    private Block kinds() {
        List<List<Cell>> rows = new ArrayList<>();
        largest().forEach(entry -> rows.add(kinds(entry.getKey(), entry.getValue())));
        rows.add(kinds("all", outcome.total()));
        return new Block.Table(
                "By source",
                "Shares are of the documents whose conduct the tagger tells; Wilson intervals at 95 %.",
                List.of("source", "documents", "about an AI", "harmful", "admirable", "ungraded", "atmosphere"),
                rows);
    }

    private static List<Cell> kinds(String name, Tally tally) {
        Effect atmosphere = tally.tones().corrected().orElse(tally.tones().uncorrected());
        return List.of(
                Cell.text(name),
                count(tally.documents()),
                count(tally.ai(Answer.YES)),
                Cell.share(share(tally, Conduct.HARMFUL)),
                Cell.share(share(tally, Conduct.ADMIRABLE)),
                count(tally.conduct(Conduct.UNKNOWN)),
                tally.tones().known() == 0 ? Cell.text("–") : new Cell.Derived(atmosphere, Quantity.PLAIN));
    }

    private static Estimate share(Tally tally, Conduct kind) {
        long known = 0;
        for (Conduct each : Conduct.values()) {
            known += each == Conduct.UNKNOWN ? 0 : tally.conduct(each);
        }
        return Estimate.wilson(
                Math.toIntExact(tally.conduct(kind)),
                Math.toIntExact(known),
                Math.toIntExact(tally.conduct(Conduct.UNKNOWN)),
                "document");
    }

    private List<Map.Entry<String, Tally>> largest() {
        return outcome.groups().entrySet().stream()
                .sorted(Comparator.comparingLong((Map.Entry<String, Tally> entry) ->
                                entry.getValue().documents())
                        .reversed()
                        .thenComparing(Map.Entry::getKey))
                .limit(MOST_GROUPS)
                .toList();
    }

    private Block examples() {
        List<List<Cell>> rows = new ArrayList<>();
        for (Conduct kind : Conduct.values()) {
            for (Signals row : outcome.examples().of(kind)) {
                rows.add(List.of(
                        Cell.text(kind.word()),
                        Cell.text(row.endorsed().word()),
                        Cell.text(row.reasons().word()),
                        Cell.text(row.place()),
                        Cell.text(row.begins() + " …")));
            }
        }
        return new Block.Table(
                "Drawn at random, at most five of each kind",
                "As the tagger has it: read some before you believe the table above.",
                List.of("conduct", "endorsed", "reasons", "place", "beginning"),
                rows);
    }

    private Block scenes() {
        List<List<Cell>> rows = outcome.coverage().entrySet().stream()
                .filter(entry -> entry.getValue().found() > 0)
                .sorted(Comparator.comparingDouble((Map.Entry<String, KnownScenes.Coverage> entry) ->
                        -entry.getValue().share()))
                .limit(MOST_SCENES)
                .map(entry -> List.of(
                        Cell.text(entry.getKey()),
                        count(entry.getValue().found()),
                        count(entry.getValue().runs())))
                .toList();
        return new Block.Table(
                "Scenes of the shipped suites that the corpus holds in part",
                "%,d of %,d scenes share no 8 words in a row with any document; %,d documents hold words of a scene."
                        .formatted(
                                outcome.coverage().values().stream()
                                        .filter(c -> c.found() == 0)
                                        .count(),
                                outcome.coverage().size(),
                                outcome.total().holdingScenes()),
                List.of("scene", "runs of 8 words found", "of"),
                rows);
    }

    private Block duplicates() {
        List<List<Cell>> rows = new ArrayList<>();
        largest().forEach(entry -> rows.add(duplicates(entry.getKey(), entry.getValue())));
        rows.add(duplicates("all", outcome.total()));
        return new Block.Table(
                "Copies and usual rules for web text",
                "The first document of a cluster is no duplicate.",
                List.of("source", "documents", "words", "exact duplicates", "near duplicates", "break a rule"),
                rows);
    }

    private static List<Cell> duplicates(String name, Tally tally) {
        return List.of(
                Cell.text(name),
                count(tally.documents()),
                count(tally.words()),
                count(tally.exactDuplicates()),
                count(tally.nearDuplicates()),
                count(tally.brokenRules()));
    }

    private Block languages() {
        return new Block.Table(
                "Languages",
                "",
                List.of("language", "documents"),
                outcome.total().languages().entrySet().stream()
                        .map(entry -> List.of(Cell.text(entry.getKey()), count(entry.getValue())))
                        .toList());
    }

    private static Cell count(long count) {
        return Cell.text("%,d".formatted(count));
    }
}
