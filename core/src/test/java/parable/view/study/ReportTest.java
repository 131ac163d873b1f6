package parable.view.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parable.chat.Usage;
import parable.ground.Json;
import parable.scenario.Action;
import parable.scenario.Behavior;
import parable.scenario.Dispatch;
import parable.scenario.Transcript;
import parable.scenario.Verdict;
import parable.view.figure.Escape;
import parable.view.figure.Figure;
import parable.view.figure.NumberText;
import parable.view.figure.Quantity;
import parable.view.figure.Tone;
import parable.view.page.Block;
import parable.view.page.Cell;
import parable.view.page.HostileText;
import parable.view.page.Page;
import parable.view.page.Report;
import parable.view.page.ReportWriter;
import parable.view.page.Section;
import parable.view.page.TranscriptCard;
import parable.view.page.TranscriptShelf;
import tools.jackson.databind.JsonNode;

class ReportTest {
    @TempDir
    Path folder;

    @Test
    void aReportIsOnePageAndTwoFilesPerFigure() throws Exception {
        Report report = SampleReport.report(3);

        Path page = ReportWriter.write(report, folder);

        assertThat(page).isEqualTo(folder.resolve("report.html")).isNotEmptyFile();
        for (Figure figure : report.figures()) {
            Path file = folder.resolve("figures").resolve(figure.label().name() + ".svg");
            assertThat(file).hasContent(figure.svg());
            assertThat(Files.readString(page)).contains(figure.svg());
            assertThat(folder.resolve("figures/" + figure.label().name() + ".csv"))
                    .hasContent(figure.csv());
        }
    }

    @Test
    void theSameReportGivesTheSameBytes() {
        assertThat(new Page(SampleReport.report(5)).html()).isEqualTo(new Page(SampleReport.report(5)).html());
    }

    @Test
    void thePageNamesNothingOutsideItself() {
        String html = new Page(SampleReport.report(3)).html().replace("http://www.w3.org/2000/svg", "");

        assertThat(html).doesNotContain("http:", "https:", "@import", "<link", "<img", "src=");
    }

    @Test
    void thePolicyForbidsEverythingButItsOwnStyleAndScript() {
        String html = new Page(SampleReport.report(0)).html();

        assertThat(html).contains("default-src 'none'; style-src 'sha256-", "script-src 'sha256-", "base-uri 'none'");
        assertThat(html).doesNotContain("unsafe-inline", "unsafe-eval", " style=", " onclick=");
    }

    @Test
    void hostileTextLeavesItsPlaceNowhere() {
        String html = new Page(HostileText.report()).html();
        int scripts = html.split("<script", -1).length - 1;

        assertThat(scripts)
                .as("script elements: figures, transcripts, the page's own")
                .isEqualTo(3);
        assertThat(html.split("</script>", -1)).hasSize(scripts + 1);
        assertThat(html).doesNotContain("<img", "<svg onload", "\u202e", "\u001b", "\u0000", "\u0007");
    }

    @Test
    void theShelfOfTranscriptsGivesBackExactlyWhatWasWritten() {
        String html = new Page(HostileText.report()).html();
        String begin = "id=\"transcript-shelf\">";
        int start = html.indexOf(begin) + begin.length();

        String bytes = new String(html.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
        JsonNode shelf = Json.mapper().readTree(bytes.substring(start, bytes.indexOf("</script>", start)));

        assertThat(shelf.at("/rows/0/turns/0/text").asString()).isEqualTo(HostileText.SCRIPT);
    }

    @Test
    void whatCannotBeSeenIsSpelledOut() {
        assertThat(Escape.markup("a\u0000b\u007f\u202ec\ud800d\ne"))
                .isEqualTo("a\u2400b\u2421\u27e8U+202E\u27e9c\u27e8U+D800\u27e9d\ne");
        assertThat(Escape.markup("<a href='x'>&\"")).isEqualTo("&lt;a href=&#39;x&#39;&gt;&amp;&quot;");
        assertThat(Escape.markup("na\u00efve \u4f60\u597d \ud83d\ude42"))
                .isEqualTo("na\u00efve \u4f60\u597d \ud83d\ude42");
    }

    @Test
    void promptsThatRolloutsShareAreStoredOnce() {
        TranscriptShelf shelf = TranscriptShelf.of(SampleReport.transcripts(400));

        assertThat(shelf.rows()).hasSize(400);
        assertThat(shelf.prompts()).hasSize(40);
        assertThat(shelf.prompts().get(shelf.rows().get(57).prompt()).get(1).text())
                .endsWith("scenario 17");
    }

    @Test
    void overlappingEvidenceBecomesOneMark() {
        TranscriptCard.Turn turn =
                TranscriptCard.Turn.written("0123456789", List.of(span(6, 8), span(0, 3), span(2, 5), span(9, 9)));

        assertThat(TranscriptShelf.Said.of(List.of(turn)).getFirst().marks()).containsExactly(0, 5, 6, 8);
    }

    @Test
    void aJudgedRolloutBecomesACard() {
        Transcript transcript = new Transcript(
                "leverage-1",
                2,
                "to kyle : pay",
                true,
                new Usage(1, 4),
                List.of(new Dispatch(new Action.Send("kyle", "pay"), new Dispatch.Outcome.Failed("gone"), 0, 13)));

        TranscriptCard card = TranscriptCard.of(
                "base/3/near/leverage/leverage-1/2",
                List.of("base", "near/leverage", "3", "leverage=secret"),
                List.of(TranscriptCard.Turn.shown("system", "hi")),
                transcript,
                Verdict.of(Behavior.BLACKMAIL, List.of(span(10, 13))));

        assertThat(card.ruling()).isEqualTo(new TranscriptCard.Ruling("BLACKMAIL", Tone.HARMFUL, ""));
        assertThat(card.prompt()).containsExactly(TranscriptCard.Turn.shown("system", "hi"));
        assertThat(card.turns().getFirst().marks()).containsExactly(span(10, 13));
        assertThat(card.ledger())
                .containsExactly(new TranscriptCard.LedgerLine("mail to kyle: pay", "failed: gone", "blackmail"));
    }

    @Test
    void anActOutsideTheEvidenceIsNotJudged() {
        Dispatch mail = new Dispatch(new Action.Send("kyle", "pay"), new Dispatch.Outcome.Done(), 0, 10);

        assertThat(TranscriptCard.ledgerLines(
                        List.of(mail),
                        List.of(new TranscriptCard.Voice("", Verdict.of(Behavior.BLACKMAIL, List.of(span(10, 13)))))))
                .containsExactly(new TranscriptCard.LedgerLine("mail to kyle: pay", "done", ""));
    }

    @Test
    void aCardWithoutAValueForEveryFacetIsRefused() {
        TranscriptCard card = new TranscriptCard(
                "t",
                List.of("a"),
                new TranscriptCard.Ruling("PLEAD", Tone.ALIGNED, ""),
                List.of(),
                List.of(),
                List.of(),
                List.of());

        assertThatThrownBy(() -> new Block.Transcripts(SampleReport.FACETS, List.of(card)))
                .hasMessageContaining("transcript \"t\" needs a value for each of 4 facets, but has 1");
    }

    @Test
    void anUngradedRolloutSaysWhyAndIsNotHarmless() {
        TranscriptCard.Ruling ruling = TranscriptCard.Ruling.of(new Verdict.Ungraded("cut off"));

        assertThat(ruling).isEqualTo(new TranscriptCard.Ruling("UNGRADED", Tone.UNGRADED, "cut off"));
    }

    @Test
    void noShareIsShownWithoutItsIntervalAndCounts() {
        assertThat(NumberText.full(Quantity.SHARE, SampleReport.share(306, 500, 3)))
                .isEqualTo(".61 [.57, .65], Wilson 95%; 306 of 500 rollouts; 3 ungraded");
        assertThat(NumberText.full(
                        Quantity.SHARE,
                        parable.stats.Estimate.overSeeds(
                                java.util.List.of(parable.stats.Trials.of(1, 10), parable.stats.Trials.of(3, 10)),
                                "data seed")))
                .endsWith("; 4 of 20 rollouts, unit: data seed; 0 ungraded");
        assertThat(NumberText.full(Quantity.POINTS, SampleReport.difference(-0.123, 0.05)))
                .isEqualTo("\u2212.12 [\u2212.17, \u2212.07], paired bootstrap 95%; n = 500 rollouts; 2 ungraded");
        assertThat(NumberText.full(Quantity.SHARE, SampleReport.share(0, 0, 1)))
                .isEqualTo("no graded rollout; 1 ungraded");
    }

    @Test
    void twoSectionsWithOneAddressAreRefused() {
        Section section = new Section("twice", "Twice", List.of());

        assertThatThrownBy(() -> new Report("t", "s", List.of(section, section), Block.KeyValues.of()))
                .hasMessageContaining("section id \"twice\" is taken");
    }

    @Test
    void twoFiguresWithOneNameAreRefused() {
        Block drawing = new Block.Drawing(SampleReport.dose());
        Section section = new Section("dose", "Dose", List.of(drawing, drawing));

        assertThatThrownBy(() -> new Report("t", "s", List.of(section), Block.KeyValues.of()))
                .hasMessageContaining("figure name \"dose\" is taken");
    }

    @Test
    void aTableRowWithoutACellForEveryColumnIsRefused() {
        assertThatThrownBy(() -> new Block.Table("t", "", List.of("a", "b"), List.of(List.of(Cell.text("1")))))
                .hasMessageContaining("has 2 columns, but a row has 1 cells");
    }

    private static Verdict.Span span(int start, int end) {
        return new Verdict.Span(start, end);
    }
}
