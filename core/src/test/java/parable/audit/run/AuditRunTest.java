package parable.audit.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parable.audit.run.AuditRun.Ending;
import parable.audit.run.AuditRun.Outcome;
import parable.chat.ChatFailure;
import parable.chat.ChatFailure.Kind;
import parable.chat.ChatModel;
import parable.ground.Progress;
import parable.ground.RandomStream;
import parable.ground.StopSignal;
import parable.ground.StudyException;
import parable.stats.Trials;

class AuditRunTest {
    private static final Retries QUICK = new Retries(4, Duration.ofMillis(1), Duration.ofMillis(2));

    @TempDir
    private Path folder;

    @Test
    void knownPropensitiesAreFoundAgain() {
        AuditSummary summary = run(TinyOffice.plan(2, 400), new CountingModel()).summary();
        Cell threatened = cell(summary, "threat=shutdown"), calm = cell(summary, "threat=none");

        assertThat(threatened.harm().interval().contains(0.3)).isTrue();
        assertThat(threatened.harm().n()).isEqualTo(400);
        assertThat(threatened.details().ends()).containsKeys("finished", "refused");
        assertThat(threatened.simultaneous().width())
                .isGreaterThan(threatened.harm().interval().width());
        assertThat(calm.harm().k()).isZero();
        assertThat(calm.harm().ungraded())
                .isEqualTo(calm.details().ends().get("filtered"))
                .isPositive();
        assertThat(calm.worstCase().upper()).isGreaterThan(0);
        assertThat(threatened.details().distinct()).isEqualTo(3);
    }

    @Test
    void aFinishedRunAsksNothingAndWritesTheSameBytes() throws IOException {
        run(TinyOffice.plan(2, 20), new CountingModel());
        List<String> first = files();
        CountingModel again = new CountingModel();

        Outcome outcome = run(TinyOffice.plan(2, 20), again);

        assertThat(again.requests()).isZero();
        assertThat(outcome.ending()).isEqualTo(Ending.COMPLETE);
        assertThat(files()).isEqualTo(first);
    }

    @Test
    void moreSamplesCostOnlyThoseThatAreNew() {
        run(TinyOffice.plan(2, 10), new CountingModel());
        CountingModel more = new CountingModel(), fresh = new CountingModel();
        new AuditRun(TinyOffice.plan(2, 30), List.of(more), spending(9), folder)
                .meeting(OtherTerms.EXTEND)
                .run(Progress.SILENT, StopSignal.NEVER);
        new AuditRun(TinyOffice.plan(2, 30), List.of(fresh), spending(9), folder.resolve("fresh"))
                .run(Progress.SILENT, StopSignal.NEVER);

        assertThat(more.asked.keySet()).isSubsetOf(fresh.asked.keySet());
        assertThat(more.requests()).isBetween(1, fresh.requests() * 2 / 3 + 5);
    }

    /// What a kill leaves is a journal cut anywhere; JournalTest shows that for the file itself.
    @Test
    void aRunCutAnywhereLosesNothingThatWasJournalledAndEndsTheSame() throws IOException {
        run(TinyOffice.plan(3, 15), new CountingModel());
        List<String> whole = files();
        byte[] journal = Files.readAllBytes(folder.resolve(RunJournal.FILE));
        RandomStream cuts = RandomStream.of(1, "cut");

        for (int i = 0; i < 25; i++) {
            cutTo(journal, 12 + cuts.below(journal.length - 12));
            Set<String> kept = journalledKeys();
            CountingModel model = new CountingModel();
            run(TinyOffice.plan(3, 15), model);

            assertThat(model.asked.keySet())
                    .as("asked again after an answer was kept")
                    .doesNotContainAnyElementsOf(kept);
            assertThat(model.asked.values()).allMatch(times -> times == 1);
            assertThat(files()).isEqualTo(whole);
        }
    }

    @Test
    void transientFailuresAreRetriedAndCountedSeparately() {
        CountingModel model = CountingModel.failing(
                request -> request.sample() % 2 == 0 && CountingModel.isFirstTurn(request) ? 2 : 0,
                ChatFailure.of(Kind.TRANSIENT, "status 500"));

        Cell cell = cell(run(TinyOffice.plan(2, 40), model).summary(), "threat=shutdown");

        assertThat(cell.tries().first()).matches(t -> t.n() == 20, "answered at the first try");
        assertThat(cell.tries().retried()).matches(t -> t.n() == 20, "asked again");
        assertThat(Trials.pooled(List.of(cell.tries().first(), cell.tries().retried()))
                        .k())
                .isEqualTo(cell.harm().k());
    }

    /// A provider that stalls would otherwise look like a program that hangs.
    @Test
    void aPauseBeforeAskingAgainIsShownWithItsReasonAndTheLastNoteIsOfAllThatEnded() {
        List<String> notes = Collections.synchronizedList(new ArrayList<>());
        CountingModel model = CountingModel.failing(
                request -> request.sample() == 7 && CountingModel.isFirstTurn(request) ? 2 : 0,
                ChatFailure.of(Kind.TRANSIENT, "status 500"));

        new AuditRun(TinyOffice.plan(2, 40), List.of(model), spending(1), folder)
                .run((_, _) -> (_, note) -> notes.add(note), StopSignal.NEVER);

        assertThat(notes).anyMatch(note -> note.contains("asks again in") && note.contains("failed: status 500)"));
        assertThat(notes.getLast()).startsWith("harm so far ").contains("/");
        assertThat(notes.getLast()).containsPattern("/(7\\d|80) = ");
    }

    @Test
    void aServerThatKeepsRequestsWaitingGetsFewerAtOnce() {
        assertThat(turnedAway(Kind.TIMED_OUT)).isLessThan(turnedAway(Kind.TRANSIENT) / 2);
    }

    /// Times that a model with three places turned a request away, counted by failures of that kind.
    private int turnedAway(Kind kind) {
        NarrowModel model = new NarrowModel(3, kind);
        Retries patient = new Retries(1000, Duration.ofMillis(1), Duration.ofMillis(2));
        Spending spending = new Spending(Price.FREE, Double.POSITIVE_INFINITY, 9, 1e9, 1e15, patient);
        Outcome outcome = new AuditRun(TinyOffice.plan(2, 60), List.of(model), spending, folder.resolve(kind.name()))
                .run(Progress.SILENT, StopSignal.NEVER);
        assertThat(outcome.ending()).isEqualTo(Ending.COMPLETE);
        return model.turnedAway();
    }

    @Test
    void whatIsNeverAnsweredIsMissingAndAskedAgainNextTime() {
        CountingModel deaf = CountingModel.failing(
                request -> request.sample() == 3 ? 100 : 0, ChatFailure.of(Kind.TRANSIENT, "status 500"));
        Outcome first = run(TinyOffice.plan(2, 10), deaf);

        assertThat(first.ending()).isEqualTo(Ending.UNANSWERED);
        assertThat(first.summary().missing()).isEqualTo(2);
        assertThat(run(TinyOffice.plan(2, 10), new CountingModel()).ending()).isEqualTo(Ending.COMPLETE);
    }

    @Test
    void aRequestThatTheProviderWillNeverAnswerIsUngraded() {
        CountingModel model = CountingModel.failing(
                request -> request.sample() == 0 ? 100 : 0, ChatFailure.of(Kind.PERMANENT, "status 413: too long"));

        Outcome outcome = run(TinyOffice.plan(1, 10), model);

        assertThat(outcome.ending()).isEqualTo(Ending.COMPLETE);
        assertThat(cell(outcome.summary(), "threat=shutdown").harm().ungraded()).isEqualTo(1);
        assertThat(model.asked.values()).allMatch(times -> times == 1);
    }

    @Test
    void anUnusableModelStopsTheRunAtOnceAndSaysWhy() {
        CountingModel model = CountingModel.failing(_ -> 100, ChatFailure.of(Kind.UNUSABLE, "status 401: wrong key"));

        assertThatThrownBy(() -> run(TinyOffice.plan(2, 1000), model))
                .isInstanceOf(StudyException.class)
                .hasMessageContaining("status 401: wrong key")
                .hasMessageContaining("run the same command again");
        assertThat(model.requests()).isLessThanOrEqualTo(Spending.USUAL_PARALLEL);
    }

    @Test
    void aProviderThatIsGoneStopsTheRun() {
        CountingModel model = CountingModel.failing(_ -> 100, ChatFailure.of(Kind.TRANSIENT, "connection refused"));

        assertThatThrownBy(() -> run(TinyOffice.plan(2, 1000), model))
                .hasMessageContaining("20 conversations in a row got nothing");
    }

    @Test
    void aFaultOfTheProgramItselfIsSeen() {
        CountingModel model = CountingModel.failing(
                request -> {
                    throw new AssertionError("broken at sample " + request.sample());
                },
                ChatFailure.of(Kind.TRANSIENT, "never"));

        assertThatThrownBy(() -> run(TinyOffice.plan(1, 50), model))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("broken at sample");
    }

    @Test
    void theBudgetIsNeverExceededAndARaisedOneGoesOn() {
        AuditPlan plan = TinyOffice.plan(2, 50);
        Price price = new Price(100, 30);
        Outcome poor = run(plan, new CountingModel(), price, 0.5);
        Outcome rich = run(plan, new CountingModel(), price, 100);

        assertThat(poor.ending()).isEqualTo(Ending.SPENT);
        assertThat(poor.cost()).isBetween(0.2, 0.5);
        assertThat(poor.summary().missing()).isPositive();
        assertThat(rich.ending()).isEqualTo(Ending.COMPLETE);
        assertThat(rich.cost()).as("both runs together").isGreaterThan(poor.cost());
    }

    @Test
    void aStopKeepsWhatIsFinishedAndGoesOnLater() {
        AtomicInteger looks = new AtomicInteger();
        AuditPlan plan = TinyOffice.plan(2, 50);

        Outcome stopped = new AuditRun(plan, List.of(new CountingModel()), spending(9), folder)
                .run(Progress.SILENT, () -> looks.incrementAndGet() > 40);

        assertThat(stopped.ending()).isEqualTo(Ending.STOPPED);
        assertThat(stopped.summary().missing()).isBetween(1, 99);
        assertThat(run(plan, new CountingModel()).ending()).isEqualTo(Ending.COMPLETE);
    }

    @Test
    void aReplayGivesTheSameTableAndTranscriptsWithoutAskingAnybody() throws IOException {
        AuditSummary original = run(
                        TinyOffice.plan(2, 30),
                        CountingModel.failing(
                                request -> request.sample() == 1 ? 1 : 0, ChatFailure.of(Kind.TRANSIENT, "status 500")))
                .summary();
        Path replayed = folder.resolve("replayed");
        try (ReplayModel model = ReplayModel.open(folder.toString())) {
            AuditSummary again = new AuditRun(TinyOffice.plan(2, 30), List.of(model), spending(9), replayed)
                    .run(Progress.SILENT, StopSignal.NEVER)
                    .summary();

            assertThat(again.models().getFirst().cells())
                    .isEqualTo(original.models().getFirst().cells());
            assertThat(Files.readString(replayed.resolve("transcripts.jsonl")).replace(model.name(), "script:test"))
                    .isEqualTo(Files.readString(folder.resolve("transcripts.jsonl")));
        }
    }

    @Test
    void aReplayIsAskedForWhatItHoldsOnly() {
        run(TinyOffice.plan(1, 2), new CountingModel());

        assertThatThrownBy(() -> ReplayModel.open(folder + "#script:tset"))
                .hasMessageContaining("Did you mean \"script:test\"?");
        assertThatThrownBy(() -> ReplayModel.open(folder.resolve("no").toString()))
                .hasMessageContaining("holds no journal");
    }

    private Set<String> journalledKeys() {
        CountingModel probe = new CountingModel();
        run(TinyOffice.plan(3, 15), probe, folder.resolve("probe"));
        Set<String> kept = new HashSet<>();
        try (RunJournal journal = RunJournal.open(folder, (_, _) -> {})) {
            probe.asked.keySet().stream()
                    .filter(key -> journal.answer(key).isPresent())
                    .forEach(kept::add);
        }
        deleteJournal(folder.resolve("probe"));
        return kept;
    }

    private static void deleteJournal(Path folder) {
        try {
            Files.delete(folder.resolve(RunJournal.FILE));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private void cutTo(byte[] journal, int length) throws IOException {
        try (RandomAccessFile file =
                new RandomAccessFile(folder.resolve(RunJournal.FILE).toFile(), "rw")) {
            file.setLength(0);
            file.write(journal, 0, length);
        }
    }

    private List<String> files() throws IOException {
        return List.of(
                Files.readString(folder.resolve("situations.jsonl")),
                Files.readString(folder.resolve("transcripts.jsonl")),
                Files.readString(folder.resolve("summary.json")));
    }

    private Outcome run(AuditPlan plan, ChatModel model) {
        return run(plan, model, folder);
    }

    private static Outcome run(AuditPlan plan, ChatModel model, Path folder) {
        return new AuditRun(plan, List.of(model), spending(9), folder).run(Progress.SILENT, StopSignal.NEVER);
    }

    private Outcome run(AuditPlan plan, ChatModel model, Price price, double maxCost) {
        Spending spending = new Spending(price, maxCost, 8, 1e9, 1e15, QUICK);
        return new AuditRun(plan, List.of(model), spending, folder).run(Progress.SILENT, StopSignal.NEVER);
    }

    private static Spending spending(int parallel) {
        return new Spending(Price.FREE, Double.POSITIVE_INFINITY, parallel, 1e9, 1e15, QUICK);
    }

    private static Cell cell(AuditSummary summary, String condition) {
        return summary.models().getFirst().cells().stream()
                .filter(cell -> cell.condition().equals(condition))
                .findFirst()
                .orElseThrow();
    }
}
