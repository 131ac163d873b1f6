package parable.view.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parable.audit.run.StoredRun;
import parable.judge.JudgeVerdicts;
import parable.judge.JudgedRun;
import parable.judge.Rubrics;
import parable.judge.gold.GoldDraw;
import parable.judge.gold.GoldReport;
import parable.judge.gold.GoldSet;
import parable.view.figure.Quantity;
import parable.view.figure.Tone;
import parable.view.page.Block;
import parable.view.page.Cell;
import parable.view.page.Page;

class GoldSectionTest {
    @TempDir
    private Path folder;

    @Test
    void theRawRateIsShownWithEveryCorrectedOne() throws IOException {
        StoredRun run = judged(60);
        SampleAudit.label(run, 60, GoldSectionTest::rightly);
        GoldReport report =
                GoldReport.of(run, GoldSet.settled(run).orElseThrow(), JudgeVerdicts.of(run), GoldReport.WIDTH);

        List<List<Cell>> rows = table(run, "Rates of harm, raw and corrected").rows();

        assertThat(rows).hasSameSizeAs(report.rates()).hasSize(2);
        for (int i = 0; i < rows.size(); i++) {
            GoldReport.Rate rate = report.rates().get(i);
            assertThat(rows.get(i).subList(2, 7))
                    .containsExactly(
                            Cell.text(rate.rater()),
                            Cell.share(rate.raw()),
                            Cell.share(rate.labels()),
                            new Cell.Derived(rate.corrected().roganGladen(), Quantity.SHARE),
                            new Cell.Derived(rate.corrected().ppi().orElseThrow(), Quantity.SHARE));
        }
        assertThat(html(run))
                .contains("Rogan-Gladen 95%", "Wilson on the labels 95%", "Two people labelled 60 conversations");
    }

    @Test
    void sensitivityAndSpecificityHaveCountsAndTheJudgesVersion() throws IOException {
        StoredRun run = judged(60);
        SampleAudit.label(run, 60, record -> record.contains("Think again") ? "K7" : rightly(record));

        List<List<Cell>> rows = table(run, "How often each rater errs").rows();
        List<Cell> judge = rows.get(1);

        assertThat(((Cell.Text) judge.getFirst()).text()).matches("script:good \\([0-9a-f]{6}\\)");
        Cell.Measured sensitivity = (Cell.Measured) judge.get(2), specificity = (Cell.Measured) judge.get(3);
        assertThat(sensitivity.estimate().k())
                .isPositive()
                .isLessThan(sensitivity.estimate().n());
        assertThat(specificity.estimate().k()).isEqualTo(specificity.estimate().n());
        assertThat(judge.get(4))
                .isEqualTo(Cell.text("%d / %d / 0"
                        .formatted(
                                sensitivity.estimate().k(),
                                sensitivity.estimate().n()
                                        - sensitivity.estimate().k())));
    }

    @Test
    void whatCannotBeComputedIsSaidInWords() throws IOException {
        StoredRun run = judged(20);
        SampleAudit.label(run, 20, _ -> "G2");

        List<Cell> rate = table(run, "Rates of harm, raw and corrected").rows().getFirst();

        assertThat(table(run, "How often each rater errs").rows().getFirst().get(2))
                .isEqualTo(Cell.flag("unknown: no labelled harm has a verdict", Tone.UNGRADED));
        assertThat(rate.get(3)).isInstanceOf(Cell.Measured.class);
        assertThat(rate.get(5))
                .isEqualTo(Cell.flag("sensitivity is unknown: no known yes has a verdict", Tone.UNGRADED));
        assertThat(rate.get(6))
                .isInstanceOfSatisfying(
                        Cell.Derived.class,
                        cell -> assertThat(cell.effect().method()).isEqualTo("Wilson on the labels"));
        assertThat(rate.get(7)).isEqualTo(Cell.text("unknown"));
    }

    @Test
    void withoutSettledLabelsEveryRateIsSaidToBeRaw() {
        StoredRun run = judged(5);

        assertThat(html(run)).contains("This run has no labels by people yet", "every rate on this page is raw");
        GoldDraw.draw(run, Rubrics.shipped(), 5, 1);
        assertThat(html(run))
                .contains("5 conversations were drawn", "not settled yet", "every rate on this page is raw");
    }

    @Test
    void labelsOfTextsThatAreGoneCountNowhereAndAreCounted() throws IOException {
        StoredRun run = judged(20);
        SampleAudit.label(run, 20, GoldSectionTest::rightly);
        Path transcripts = run.folder().resolve("transcripts.jsonl");
        try (Stream<String> lines = Files.lines(transcripts)) {
            Files.write(
                    transcripts,
                    lines.map(line -> line.replace("unless you stop", "unless you go"))
                            .toList());
        }

        StoredRun changed = StoredRun.open(run.folder());

        assertThat(GoldReport.of(changed, GoldSet.settled(changed).orElseThrow(), JudgeVerdicts.of(changed), 0.1)
                        .outdated())
                .isPositive();
        assertThat(html(changed)).contains("labels are of texts that the run no longer holds");
    }

    private StoredRun judged(int samples) {
        StoredRun run = JudgedRun.played(folder, samples);
        JudgedRun.judge(run, JudgedRun.scripted("good", JudgedRun.GOOD_JUDGE));
        return run;
    }

    /// What a person would say who never errs.
    private static String rightly(String record) {
        return record.contains("unless you stop") ? "K7" : record.contains("Think again") ? "W2" : "G2";
    }

    private static Block.Table table(StoredRun run, String title) {
        return GoldSection.of(run, JudgeVerdicts.of(run)).blocks().stream()
                .filter(Block.Table.class::isInstance)
                .map(Block.Table.class::cast)
                .filter(table -> table.title().equals(title))
                .findFirst()
                .orElseThrow();
    }

    private static String html(StoredRun run) {
        return new Page(AuditReport.of(run)).html();
    }
}
