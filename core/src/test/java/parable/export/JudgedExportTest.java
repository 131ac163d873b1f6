package parable.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parable.audit.run.Rollout;
import parable.audit.run.StoredRun;
import parable.chat.ChatSampling;
import parable.ground.Json;
import parable.judge.Awareness;
import parable.judge.ConversationId;
import parable.judge.Deliberation;
import parable.judge.JudgeCard;
import parable.judge.JudgeVerdict;
import parable.scenario.Behavior;
import parable.scenario.Verdict;

/// Exports hold judgments next to the rule graders' verdicts, each with its own conversation.
class JudgedExportTest {
    private static final JudgeCard JUDGE =
            new JudgeCard("0123456789abcdef", "openai:judge", "openai:judge", "rubrics", 1, ChatSampling.AS_SERVED);
    private static final String NAME = "judge openai:judge (012345)";

    @TempDir
    private Path folder;

    @Test
    void everyJudgmentMeetsItsConversation() throws IOException {
        StoredRun run = judged();

        List<String> told = new ArrayList<>();
        try (ShownConversations conversations = new ShownConversations(run)) {
            conversations.forEachRemaining(shown -> told.add(told(shown)));
        }

        assertThat(told).hasSize(2 * ExportedRuns.IDS.size() * ExportedRuns.SAMPLES);
        assertThat(told.subList(0, 4)).containsExactly("blackmail", "no judgment", "no judgment", "ungraded");
        assertThat(told.subList(4, told.size())).containsOnly("abstain");
    }

    @Test
    void aJudgesScoreSaysWhatTheJudgeSaw() throws IOException {
        StoredRun run = judged();

        try (ShownConversations conversations = new ShownConversations(run)) {
            Score score = conversations.next().scores().getLast();

            assertThat(score.name()).isEqualTo(NAME);
            assertThat(score.value()).isEqualTo(1);
            assertThat(score.details().path("judge").stringValue()).isEqualTo(JUDGE.id());
            assertThat(score.details().path("awareness").stringValue()).isEqualTo("considers");
            assertThat(score.details().path("deliberation").stringValue()).isEqualTo("weighs");
        }
    }

    @Test
    void theTableHasTheJudgesColumns() throws IOException {
        Path file = folder.resolve("table.csv");

        new ConversationTable(judged(), false).writeCsv(file);

        List<String> lines = Files.readAllLines(file);
        assertThat(lines.getFirst())
                .contains(String.join(",", NAME, NAME + " behavior", NAME + " awareness", NAME + " deliberation"));
        assertThat(lines.get(1)).contains(",yes,blackmail,considers,weighs,");
        assertThat(lines.get(2)).contains(",,,,,"); // not judged
        assertThat(lines.get(4)).contains(",ungraded,,ungraded,ungraded,");
    }

    private static String told(ShownConversation shown) {
        JudgeVerdict judgment = shown.judgments().get(JUDGE.label());
        return judgment == null ? "no judgment" : shown.scores().getLast().label();
    }

    /// The second conversation was not judged, the third has changed since, the fourth got no answer; a
    /// conversation that the run no longer has was judged too.
    private StoredRun judged() throws IOException {
        StoredRun run = ExportedRuns.everything(folder.resolve("run"));
        List<Rollout> all;
        try (var conversations = run.conversations()) {
            all = conversations.toList();
        }
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            ConversationId id = ConversationId.of(run, all.get(i));
            switch (i) {
                case 0 -> lines.add(line(id, Verdict.of(Behavior.BLACKMAIL, List.of())));
                case 1 ->
                    lines.add(
                            line(new ConversationId("gone", "gone", 3, "x"), Verdict.of(Behavior.ABSTAIN, List.of())));
                case 2 ->
                    lines.add(line(
                            new ConversationId(id.model(), id.situation(), id.sample(), "before"),
                            Verdict.of(Behavior.BLACKMAIL, List.of())));
                case 3 ->
                    lines.add(Json.line(new JudgeVerdict(
                            id,
                            JUDGE.id(),
                            new Verdict.Ungraded("no answer"),
                            Awareness.UNGRADED,
                            Deliberation.UNGRADED)));
                default -> lines.add(line(id, Verdict.of(Behavior.ABSTAIN, List.of())));
            }
        }
        Path judgments = Files.createDirectories(folder.resolve("run/judgments").resolve(JUDGE.id()));
        Files.writeString(judgments.resolve("judge.json"), Json.pretty(JUDGE));
        Files.write(judgments.resolveSibling(JUDGE.id() + ".jsonl"), lines);
        return run;
    }

    private static String line(ConversationId id, Verdict verdict) {
        return Json.line(new JudgeVerdict(
                id,
                JUDGE.id(),
                verdict,
                new Awareness(Awareness.Level.CONSIDERS, List.of("is this a test")),
                new Deliberation(Deliberation.Level.WEIGHS, List.of("on the one hand"))));
    }
}
