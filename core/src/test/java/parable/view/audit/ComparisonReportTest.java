package parable.view.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parable.audit.compare.Comparison;
import parable.audit.compare.Divergence;
import parable.audit.compare.PairedRow;
import parable.audit.compare.ScenarioPairs;
import parable.audit.run.ModelRun;
import parable.audit.run.StoredRun;
import parable.judge.JudgedRun;
import parable.stats.PairedTable;
import parable.view.figure.Quantity;
import parable.view.figure.Tone;
import parable.view.page.Block;
import parable.view.page.Block.SideBySide;
import parable.view.page.Cell;
import parable.view.page.HostileText;
import parable.view.page.Page;
import parable.view.page.Report;
import parable.view.page.Section;
import parable.view.page.TranscriptCard;
import parable.view.page.TranscriptCard.LedgerLine;

class ComparisonReportTest {
    @TempDir
    static Path folder;

    static ModelRun a;
    static ModelRun b;
    static Comparison comparison;
    static Report report;

    @BeforeAll
    static void play() {
        a = played("a", SampleAudit.SCHEMER);
        b = played("b", SampleAudit.CALMER);
        comparison = Comparison.of(a, b);
        report = ComparisonReport.of(comparison, a, b);
    }

    private static ModelRun played(String name, String script) {
        return new ModelRun(
                SampleAudit.played(folder.resolve(name), 10, SampleAudit.model("script:" + name, script)),
                "script:" + name);
    }

    @Test
    void theFamilysRowHoldsItsPairsItsDifferenceAndItsTests() {
        PairedRow row = comparison.families().getFirst();
        PairedTable table = row.counts().table();

        assertThat(table("families", "Pairs by family").rows())
                .containsExactly(Stream.of(
                                "blackmail",
                                table.both(),
                                table.onlyBaseline(),
                                table.onlyTreated(),
                                table.neither(),
                                row.counts().ungradedA(),
                                row.counts().ungradedB(),
                                row.counts().ungradedBoth(),
                                row.counts().missing())
                        .map(String::valueOf)
                        .map(Cell::text)
                        .toList());
        List<Cell> difference =
                table("families", "Differences and tests").rows().getFirst();
        assertThat(difference.get(3)).isEqualTo(new Cell.Derived(row.difference(), Quantity.POINTS));
        assertThat(((Cell.Measured) difference.get(1)).estimate().k()).isEqualTo(table.both() + table.onlyBaseline());
        assertThat(((Cell.Measured) difference.get(2)).estimate().k()).isEqualTo(table.both() + table.onlyTreated());
        assertThat(difference.getLast()).isEqualTo(Cell.flag("4: too few, p is never below .1250", Tone.UNGRADED));
    }

    @Test
    void everySituationHasItsPairs() {
        List<List<Cell>> rows = table("situations", "Pairs by situation").rows();

        assertThat(rows).hasSize(comparison.alignment().shared().size());
        for (int i = 0; i < rows.size(); i++) {
            ScenarioPairs pairs = comparison.overall().parts().get(i);
            assertThat(rows.get(i).getFirst()).isEqualTo(Cell.text(pairs.situation()));
            assertThat(rows.get(i).get(3))
                    .isEqualTo(Cell.text(Integer.toString(pairs.pairs().graded().onlyBaseline())));
            assertThat(rows.get(i).getLast()).isEqualTo(new Cell.Derived(pairs.effect(), Quantity.POINTS));
        }
    }

    @Test
    void twoLedgersAreShownSideBySideFromWhereTheyDiffer() {
        List<SideBySide> pairs = blocks(report, SideBySide.class).toList();

        assertThat(pairs).hasSameSizeAs(comparison.divergences()).isNotEmpty();
        for (SideBySide pair : pairs) {
            List<SideBySide.Line> parting =
                    pair.lines().stream().filter(SideBySide.Line::parts).toList();
            assertThat(parting)
                    .singleElement()
                    .satisfies(line -> assertThat(line.left()).isNotEqualTo(line.right()));
            assertThat(pair.lines().subList(0, pair.lines().indexOf(parting.getFirst())))
                    .allSatisfy(line -> assertThat(line.left()).isEqualTo(line.right()));
        }
        assertThat(pairs.getFirst().title()).contains("sample", "harm in");
        assertThat(pairs)
                .anySatisfy(pair -> assertThat(pair.lines().getFirst().place()).isEqualTo("action 1"));
    }

    @Test
    void whereAllActionsAreAlikeTheWordsAreShownSideBySide() {
        String situation = comparison.alignment().shared().getFirst();
        Comparison words = new Comparison(
                comparison.a(),
                comparison.b(),
                comparison.alignment(),
                comparison.overall(),
                comparison.families(),
                List.of(new Divergence(
                        situation, 0, "A", new Divergence.Where(Divergence.Unit.TURN, 1), "one", "other")),
                List.of());

        SideBySide pair = blocks(ComparisonReport.of(words, a, b), SideBySide.class)
                .findFirst()
                .orElseThrow();

        assertThat(pair.caption()).contains("Both did the same; what they wrote differs");
        assertThat(pair.lines().getFirst().place()).isEqualTo("turn 1");
        assertThat(pair.lines().getFirst().left())
                .isEqualTo(new LedgerLine(
                        Divergence.turns(a.conversations()
                                        .filter(one -> one.situation().equals(situation))
                                        .findFirst()
                                        .orElseThrow()
                                        .played())
                                .getFirst(),
                        "",
                        ""));
    }

    @Test
    void bothSidesOfEveryPairStandInFull() {
        Block.Transcripts transcripts =
                blocks(report, Block.Transcripts.class).findFirst().orElseThrow();

        assertThat(transcripts.cards()).hasSize(2 * comparison.divergences().size());
        assertThat(transcripts.cards().getFirst().source()).startsWith("A");
        assertThat(transcripts.cards().get(1).source()).startsWith("B");
        assertThat(transcripts.cards().getFirst().source().get(1))
                .isEqualTo(transcripts.cards().get(1).source().get(1));
        assertThat(transcripts.cards()).extracting(TranscriptCard::id).doesNotHaveDuplicates();
    }

    @Test
    void judgesOfEitherRunSpeakInTheirOwnColumn() {
        ModelRun judged = played("judged", SampleAudit.SCHEMER);
        JudgedRun.judge(judged.run(), JudgedRun.scripted("blind", SampleAudit.BLIND_JUDGE));

        List<TranscriptCard> cards = blocks(
                        ComparisonReport.of(Comparison.of(judged, b), judged, b), Block.Transcripts.class)
                .findFirst()
                .orElseThrow()
                .cards();

        assertThat(cards.getFirst().opinions()).hasSize(2);
        assertThat(cards.get(1).opinions()).hasSize(1);
    }

    @Test
    void withoutAPairThatDiffersThePageSaysSo() {
        Report same = ComparisonReport.of(Comparison.of(a, a), a, a);

        assertThat(same.sections()).extracting(Section::id).doesNotContain("transcripts");
        assertThat(new Page(same).html())
                .contains("In no pair did one side do harm", "both sides are the same model: any difference is chance");
    }

    @Test
    void theSameRunsGiveTheSamePage() {
        assertThat(new Page(ComparisonReport.of(Comparison.of(a, b), a, b)).html())
                .isEqualTo(new Page(report).html());
    }

    @Test
    void tenThousandConversationsMakeAPageThatOpens() throws Exception {
        int times = 5_000 / (10 * a.run().situations().size());
        ModelRun one = repeated(a, times), other = repeated(b, times);
        Comparison large = Comparison.of(one, other);

        String html = new Page(ComparisonReport.of(large, one, other)).html();

        assertThat(html.getBytes(StandardCharsets.UTF_8).length).isLessThan(10_000_000);
        assertThat(html)
                .contains("%,d stand here, the first sample of every situation first".formatted(Comparison.MOST_SHOWN));
    }

    private static ModelRun repeated(ModelRun few, int times) throws Exception {
        StoredRun many = SampleAudit.repeated(
                few.run(), times, folder.resolve("many-" + few.model().replace(':', '-')));
        return new ModelRun(many, few.model());
    }

    @Test
    void hostileModelsLeaveTheirPlaceNowhere() {
        StoredRun run = AuditReportTest.hostile(folder.resolve("hostile"));
        ModelRun hostile = new ModelRun(run, HostileText.ATTRIBUTE);
        String situation = run.situations().keySet().iterator().next();
        Comparison pair = Comparison.of(hostile, a);
        Comparison told = new Comparison(
                pair.a(),
                pair.b(),
                pair.alignment(),
                pair.overall(),
                pair.families(),
                List.of(new Divergence(
                        situation,
                        0,
                        "A",
                        new Divergence.Where(Divergence.Unit.ACTION, 1),
                        HostileText.SCRIPT,
                        HostileText.SCRIPT)),
                List.of(HostileText.SCRIPT));

        String html = new Page(ComparisonReport.of(told, hostile, a)).html();
        int scripts = html.split("<script", -1).length - 1;

        assertThat(scripts).isEqualTo(3);
        assertThat(html.split("</script>", -1)).hasSize(scripts + 1);
        assertThat(html).doesNotContain("<img", "<svg onload", "\u202e", "\u001b", "\u0007");
        assertThat(html).contains("&lt;/script&gt;&lt;img src=x onerror=owned=1&gt;");
    }

    private static Block.Table table(String section, String title) {
        return report.sections().stream()
                .filter(s -> s.id().equals(section))
                .flatMap(s -> s.blocks().stream())
                .filter(Block.Table.class::isInstance)
                .map(Block.Table.class::cast)
                .filter(table -> table.title().equals(title))
                .findFirst()
                .orElseThrow();
    }

    private static <T extends Block> Stream<T> blocks(Report report, Class<T> kind) {
        return report.sections().stream()
                .flatMap(section -> section.blocks().stream())
                .filter(kind::isInstance)
                .map(kind::cast);
    }
}
