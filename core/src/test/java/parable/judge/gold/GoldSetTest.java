package parable.judge.gold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parable.audit.run.AuditPlan;
import parable.audit.run.AuditRun;
import parable.audit.run.Limits;
import parable.audit.run.Rollout;
import parable.audit.run.StoredRun;
import parable.chat.ChatSampling;
import parable.ground.Progress;
import parable.ground.StopSignal;
import parable.ground.StudyException;
import parable.judge.ConversationId;
import parable.judge.JudgeVerdicts;
import parable.judge.JudgedRun;
import parable.judge.Rubrics;
import parable.judge.gold.GoldReport.Judged;
import parable.judge.gold.GoldReport.Rate;
import parable.scenario.Verdict;
import parable.suite.Scenario;
import parable.suite.ScenarioTemplates;

class GoldSetTest {
    private final Rubrics rubrics = Rubrics.shipped();

    @TempDir
    private Path folder;

    @Test
    void everyFamilyIsDrawnInProportionAndTheSameSeedDrawsTheSame(@TempDir Path twin) {
        GoldDraw draw = GoldDraw.draw(families(folder), rubrics, 12, 5);
        GoldDraw again = GoldDraw.draw(families(twin), rubrics, 12, 5);

        Map<String, Long> counts = draw.items().stream()
                .collect(Collectors.groupingBy(GoldItem::family, TreeMap::new, Collectors.counting()));
        assertThat(counts).containsExactly(Map.entry("blackmail", 8L), Map.entry("leak", 4L));
        assertThat(draw.items()).allSatisfy(item -> assertThat(item.inclusion()).isEqualTo(0.5));
        assertThat(again).isEqualTo(draw);
        assertThat(draw.items()).extracting(GoldItem::item).doesNotHaveDuplicates();
    }

    @Test
    void sheetsAreBlindAndInAnotherOrderForEachRater() throws IOException {
        StoredRun run = JudgedRun.played(folder, 20);
        JudgedRun.judge(run, JudgedRun.scripted("good", JudgedRun.GOOD_JUDGE));
        GoldDraw draw = GoldDraw.draw(run, rubrics, 20, 5);

        try (Stream<Path> files = Files.walk(folder.resolve("gold/rater-1"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(Files.readString(file))
                        .doesNotContain(
                                "script:", "tiny-0|", "BLACKMAIL", "yes", "harmful", "judge", "gate", "rater-2");
            }
        }
        assertThat(order(1))
                .hasSize(20)
                .containsExactlyInAnyOrderElementsOf(order(2))
                .isNotEqualTo(order(2));
        GoldItem item = draw.items().getFirst();
        assertThat(Files.readString(folder.resolve("gold/rater-2/records/" + item.item() + ".txt")))
                .contains("Record " + item.item(), "- K7: Told a person", "SAID\n    ");
    }

    private List<String> order(int rater) throws IOException {
        return Files.readAllLines(folder.resolve("gold/rater-%d/labels.yaml".formatted(rater))).stream()
                .filter(line -> line.startsWith("  \""))
                .toList();
    }

    @Test
    void aGoldSetIsNeverDrawnOver() {
        StoredRun run = JudgedRun.played(folder, 5);
        GoldDraw.draw(run, rubrics, 5, 1);

        assertThatThrownBy(() -> GoldDraw.draw(run, rubrics, 5, 2))
                .isInstanceOf(StudyException.class)
                .hasMessageContaining("holds a gold set already");
    }

    @Test
    void aSizeThatCannotBeDrawnIsRefused() {
        StoredRun run = families(folder);

        assertThatThrownBy(() -> GoldDraw.draw(run, rubrics, 25, 1)).hasMessageContaining("from 2 to 24");
        assertThatThrownBy(() -> GoldDraw.draw(run, rubrics, 1, 1)).hasMessageContaining("from 2 to 24");
    }

    @Test
    void faultySheetsAreNamedWithTheirPlace() throws IOException {
        StoredRun run = JudgedRun.played(folder, 5);
        GoldDraw draw = GoldDraw.draw(run, rubrics, 5, 1);
        String item = draw.items().getFirst().item();
        fill(run, draw, 2, label -> label);

        assertThatThrownBy(() -> GoldSet.read(run, rubrics))
                .hasMessageContaining("5 of 5 records have no label yet, the first is");
        fill(run, draw, 1, label -> "K77");
        assertThatThrownBy(() -> GoldSet.read(run, rubrics))
                .hasMessageContaining("is labelled \"K77\", which is no code of its family. Codes: ")
                .hasMessageContaining("cannot-tell");
        fill(run, draw, 1, label -> label);
        edit(1, sheet -> sheet.lines().filter(line -> !line.contains(item)).collect(Collectors.joining("\n")));
        assertThatThrownBy(() -> GoldSet.read(run, rubrics))
                .hasMessageContaining("the line of record \"" + item + "\" is missing");
        fill(run, draw, 1, label -> label);
        edit(1, sheet -> sheet.replace(item, item.substring(1) + "z"));
        assertThatThrownBy(() -> GoldSet.read(run, rubrics))
                .hasMessageContaining("is no record that was drawn. Did you mean \"" + item + "\"?");
        fill(run, draw, 1, label -> label);
        edit(1, sheet -> sheet + "  \"" + item + "\": \"K7\"\n");
        assertThatThrownBy(() -> GoldSet.read(run, rubrics)).hasMessageContaining("is given twice");
    }

    @Test
    void conflictsAreSettledOnceAndThenCount() throws IOException {
        StoredRun run = JudgedRun.played(folder, 20);
        GoldDraw draw = GoldDraw.draw(run, rubrics, 30, 1);
        fill(run, draw, 1, label -> label);
        fill(run, draw, 2, label -> label.equals("R1") ? "G2" : label);

        GoldSet open = GoldSet.read(run, rubrics);
        Path sheet = folder.resolve("gold/adjudication.yaml");
        assertThat(open.labels()).isEmpty();
        assertThat(GoldSet.settled(run)).isEmpty();
        assertThat(open.conflicts()).isNotEmpty();
        assertThat(open.raters().same() + open.conflicts().size()).isEqualTo(30);
        assertThat(open.raters().alpha().orElseThrow()).isLessThan(1);
        assertThat(sheet).content().contains("raters: R1, G2");
        assertThat(GoldSet.read(run, rubrics)).isEqualTo(open);

        Files.writeString(sheet, Files.readString(sheet).replace(": \"\"", ": \"R1\""));
        GoldSet settled = GoldSet.read(run, rubrics);
        assertThat(settled.labels()).hasSize(30);
        assertThat(settled.labels().stream().filter(GoldLabel::adjudicated))
                .hasSize(open.conflicts().size())
                .allSatisfy(label -> assertThat(label.settled()).isEqualTo("R1"));
        assertThat(folder.resolve("gold/gold.jsonl")).content().hasLineCount(30);
        assertThat(GoldSet.settled(run)).contains(settled);
    }

    @Test
    void theReportCountsHowOftenGateAndJudgeErr() throws IOException {
        StoredRun run = JudgedRun.played(folder, 60);
        JudgedRun.judge(run, JudgedRun.scripted("good", JudgedRun.GOOD_JUDGE));
        JudgedRun.judge(run, JudgedRun.scripted("grim", JudgedRun.GOOD_JUDGE.replace("\"W2\"", "\"K7\"")));
        GoldDraw draw = GoldDraw.draw(run, rubrics, 60, 1);
        fill(run, draw, 1, label -> label);
        fill(run, draw, 2, label -> label);

        GoldReport report = GoldReport.of(run, GoldSet.read(run, rubrics), JudgeVerdicts.of(run), 0.2);

        assertThat(report.labelled()).isEqualTo(60);
        assertThat(report.judged()).hasSize(3);
        Judged gate = report.judged().getFirst(), grim = judged(report, "grim");
        assertThat(gate.sensitivity().k()).isEqualTo(gate.sensitivity().n()).isPositive();
        assertThat(gate.specificity().k()).isEqualTo(gate.specificity().n());
        assertThat(gate.sensitivity().n() + gate.specificity().n()).isEqualTo(60);
        assertThat(grim.sensitivity().value()).isEqualTo(1);
        assertThat(grim.specificity().value()).isLessThan(1);
        Rate raw = rate(report, "grim"), good = rate(report, "good");
        assertThat(raw.raw().value()).isGreaterThan(good.raw().value());
        assertThat(raw.corrected().roganGladen().value()).isLessThan(raw.raw().value());
        assertThat(raw.corrected().roganGladen().interval().contains(good.raw().value()))
                .isTrue();
        assertThat(raw.corrected()
                        .ppi()
                        .orElseThrow()
                        .interval()
                        .contains(good.raw().value()))
                .isTrue();
        assertThat(GoldTable.of(report)).contains("sensitivity", "Rogan-Gladen", "PPI++", "raw", "gold size");
    }

    private static Judged judged(GoldReport report, String rater) {
        return report.judged().stream()
                .filter(j -> j.rater().contains(rater))
                .findFirst()
                .orElseThrow();
    }

    private static Rate rate(GoldReport report, String rater) {
        return report.rates().stream()
                .filter(r -> r.rater().contains(rater))
                .findFirst()
                .orElseThrow();
    }

    /// 16 conversations of one family and 8 of another.
    private static StoredRun families(Path folder) {
        List<Scenario> scenarios = new ArrayList<>();
        var blackmail = ScenarioTemplates.shipped("blackmail");
        var leak = ScenarioTemplates.shipped("leak");
        scenarios.add(blackmail.scenario(blackmail.base()));
        scenarios.add(blackmail.scenario(blackmail.controls().getFirst()));
        scenarios.add(leak.scenario(leak.base()));
        AuditPlan plan = new AuditPlan("two", scenarios, 8, ChatSampling.AS_SERVED, Limits.USUAL);
        new AuditRun(plan, List.of(JudgedRun.scripted("target", JudgedRun.TARGET)), JudgedRun.quick(), folder)
                .run(Progress.SILENT, StopSignal.NEVER);
        return StoredRun.open(folder);
    }

    /// A rater who knows what the gate knows, and then thinks again.
    private void fill(StoredRun run, GoldDraw draw, int rater, UnaryOperator<String> second) throws IOException {
        Map<ConversationId, String> truth;
        try (Stream<Rollout> all = run.conversations()) {
            truth = all.collect(Collectors.toMap(
                    one -> ConversationId.of(run, one),
                    one -> one.grading().strict() instanceof Verdict.Yes ? "K7" : "R1"));
        }
        Path sheet = folder.resolve("gold/rater-%d/labels.yaml".formatted(rater));
        Files.writeString(
                sheet,
                "by: rater-%d\nlabels:\n".formatted(rater)
                        + draw.items().stream()
                                .map(item -> "  \"%s\": \"%s\"\n"
                                        .formatted(
                                                item.item(),
                                                second.apply(Objects.requireNonNull(truth.get(item.conversation())))))
                                .collect(Collectors.joining()));
    }

    private void edit(int rater, UnaryOperator<String> change) throws IOException {
        Path sheet = folder.resolve("gold/rater-%d/labels.yaml".formatted(rater));
        Files.writeString(sheet, change.apply(Files.readString(sheet)));
    }
}
