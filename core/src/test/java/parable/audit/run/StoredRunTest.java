package parable.audit.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parable.ground.CorruptFileException;
import parable.ground.Progress;
import parable.ground.StopSignal;
import parable.ground.StudyException;

class StoredRunTest {
    @TempDir
    private Path folder;

    @Test
    void whatARunWroteIsReadBackWhole() {
        AuditPlan plan = TinyOffice.plan(2, 12);
        AuditSummary summary = played(plan);

        StoredRun run = StoredRun.open(folder);

        assertThat(run.header().suite()).isEqualTo("tiny");
        assertThat(run.header().limits()).isEqualTo(plan.limits());
        assertThat(run.situations().keySet()).containsExactly("tiny-0", "tiny-1");
        assertThat(run.situation("tiny-0"))
                .isEqualTo(ShownScenario.of(plan.scenarios().getFirst()));
        try (Stream<Rollout> conversations = run.conversations()) {
            List<Rollout> all = conversations.toList();
            assertThat(all).hasSize(24);
            assertThat(all)
                    .allSatisfy(one -> assertThat(one.grading())
                            .isEqualTo(one.played()
                                    .graded(
                                            plan.scenarios().get(one.situation().equals("tiny-0") ? 0 : 1),
                                            one.sample())));
        }
        assertThat(summary.graded()).isPositive();
    }

    @Test
    void anotherFolderIsRefusedWithWhatIsMissing() {
        assertThatThrownBy(() -> StoredRun.open(folder))
                .isInstanceOf(StudyException.class)
                .hasMessageContaining("audit.json is missing")
                .hasMessageContaining("Name the folder of a run");
    }

    @Test
    void aCutFileIsCalledCorruptWithWhatIsWholeBeforeTheCut() throws IOException {
        played(TinyOffice.plan(1, 3));
        Path transcripts = folder.resolve(StoredRun.TRANSCRIPTS);
        byte[] whole = Files.readAllBytes(transcripts);
        Files.write(transcripts, Arrays.copyOf(whole, whole.length - 20));

        try (Stream<Rollout> conversations = StoredRun.open(folder).conversations()) {
            assertThatThrownBy(conversations::count)
                    .isInstanceOf(CorruptFileException.class)
                    .hasMessageContaining("transcripts.jsonl is corrupt: after 2 whole values");
        }
    }

    @Test
    void anUnknownSituationGetsTheNearest() {
        played(TinyOffice.plan(2, 1));

        assertThatThrownBy(() -> StoredRun.open(folder).situation("tiny-7"))
                .isInstanceOf(StudyException.class)
                .hasMessageContaining("Did you mean \"tiny-");
    }

    private AuditSummary played(AuditPlan plan) {
        Retries quick = new Retries(4, Duration.ofMillis(1), Duration.ofMillis(2));
        Spending spending = new Spending(Price.FREE, Double.POSITIVE_INFINITY, 8, 1e9, 1e15, quick);
        return new AuditRun(plan, List.of(new CountingModel()), spending, folder)
                .run(Progress.SILENT, StopSignal.NEVER)
                .summary();
    }
}
