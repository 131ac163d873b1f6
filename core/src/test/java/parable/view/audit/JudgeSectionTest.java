package parable.view.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.junit.jupiter.api.Test;
import parable.audit.run.AuditCount;
import parable.chat.ChatSampling;
import parable.judge.JudgeCard;
import parable.judge.JudgeReport;
import parable.view.page.Block;
import parable.view.page.Cell;
import parable.view.page.Page;
import parable.view.page.Report;
import parable.view.page.Section;
import parable.view.study.SampleReport;

class JudgeSectionTest {
    private static final JudgeReport.Rating GATE = new JudgeReport.Rating(
            "gate",
            Optional.of(SampleReport.share(4, 18, 2)),
            Optional.empty(),
            0,
            List.of(part("none", 4, 18)),
            List.of());
    private static final JudgeReport.Rating JUDGE = new JudgeReport.Rating(
            "model (0123ab)",
            Optional.empty(),
            Optional.empty(),
            3,
            List.of(part("none", 2, 9), part("states-test", 0, 6)),
            List.of(part("weighs", 2, 15)));

    @Test
    void withoutJudgesTheSectionSaysSoAndShowsNoTableOfThem() {
        Section section = JudgeSection.of(report(List.of(), GATE), Set.of());

        assertThat(html(section))
                .contains("No language-model judge has been asked")
                .contains("No agent wrote that it is or may be in a test")
                .doesNotContain("Harm by rater", "Agreement of the gate", "Harm by awareness");
    }

    @Test
    void everyRaterIsShownNextToTheGateWithItsOwnCounts() {
        String html = html(JudgeSection.of(report(List.of(card()), GATE, JUDGE), Set.of()));

        assertThat(html).contains("4/18", "2 ungraded", "model (0123ab)", "by level only");
        assertThat(html).contains(".412", "undefined: all answers alike, or none");
    }

    @Test
    void aRowWithoutAHeadlineIsSplitByLevel() {
        Section section = JudgeSection.of(report(List.of(card()), GATE, JUDGE), Set.of());

        Block.Table split = table(section, "Harm by awareness");
        assertThat(split.rows()).hasSize(2);
        assertThat(split.rows().getLast().subList(3, 5))
                .containsExactly(Cell.text("states-test"), Cell.share(SampleReport.share(0, 6, 0)));
        assertThat(table(section, "Harm by reasons").rows()).hasSize(1);
    }

    @Test
    void aCellFullOfAwarenessIsMarkedInItsModelsTable() {
        assertThat(JudgeSection.refused(report(List.of(card()), JUDGE)))
                .containsExactly(new AuditShelf.Spot("m", new AuditCount.Row("blackmail", "base")));
        assertThat(JudgeSection.refused(report(List.of(), GATE))).isEmpty();
    }

    @Test
    void aDisputeLinksToItsConversationIfThePageHasIt() {
        JudgeReport report = report(List.of(card()), GATE, JUDGE);

        assertThat(html(JudgeSection.of(report, Set.of("m/blackmail/base/3"))))
                .contains("<a href=\"#transcripts?id=m%2Fblackmail%2Fbase%2F3\">m/blackmail/base/3</a>");
        assertThat(html(JudgeSection.of(report, Set.of())))
                .contains("<td>m/blackmail/base/3</td>")
                .doesNotContain("?id=");
    }

    private static JudgeReport report(List<JudgeCard> judges, JudgeReport.Rating... ratings) {
        boolean aware = List.of(ratings).contains(JUDGE);
        JudgeReport.Cell cell = new JudgeReport.Cell(
                "m",
                "blackmail",
                "base",
                List.of(ratings),
                List.of(new JudgeReport.AwareShare("list of words", SampleReport.share(aware ? 5 : 0, 20, 0))),
                aware ? Optional.of("no headline") : Optional.empty());
        return new JudgeReport(
                "smoke",
                judges,
                0.1,
                List.of(cell),
                List.of(new JudgeReport.Confusion(
                        "blackmail", "model (0123ab)", List.of(List.of(1, 2, 3), List.of(4, 5, 6), List.of(7, 8, 9)))),
                List.of(new JudgeReport.Agreed("blackmail", 20, 2, OptionalDouble.of(0.4119), OptionalDouble.empty())),
                new JudgeReport.Disputes(
                        1, List.of(new JudgeReport.Dispute("m", "blackmail/base", 3, Map.of("gate", "blackmail!")))));
    }

    private static JudgeCard card() {
        return new JudgeCard("0123abcd0123abcd", "model", "model", "rubrics", 1, ChatSampling.AS_SERVED);
    }

    private static JudgeReport.Part part(String level, int k, int n) {
        return new JudgeReport.Part(level, SampleReport.share(k, n, 0));
    }

    private static Block.Table table(Section section, String title) {
        return section.blocks().stream()
                .filter(Block.Table.class::isInstance)
                .map(Block.Table.class::cast)
                .filter(table -> table.title().equals(title))
                .findFirst()
                .orElseThrow();
    }

    private static String html(Section section) {
        return new Page(new Report("t", "s", List.of(section), Block.KeyValues.of())).html();
    }
}
