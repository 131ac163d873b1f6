package parable.study.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parable.ground.AtomicFile;
import parable.ground.CorruptFileException;
import parable.ground.Progress;
import parable.ground.StopSignal;
import parable.ground.StudyException;
import parable.study.TinyStudy;

class StageRunnerTest {
    @TempDir
    private Path folder;

    private final Queue<String> ran = new ConcurrentLinkedQueue<>();

    /// A stage that writes one file and says that it ran.
    private record Written(String name, List<Stage> needs, Consumer<StageContext> work) implements Stage {
        @Override
        public Object inputs() {
            return name;
        }

        @Override
        public void run(StageContext context) {
            work.accept(context);
            AtomicFile.write(context.folder().resolve("weights.bin"), "weights of " + name);
        }
    }

    private Stage stage(String name, Stage... needs) {
        return new Written(name, List.of(needs), _ -> ran.add(name));
    }

    private Path shelf() {
        return folder.resolve("shelf");
    }

    private Path stages() {
        return folder.resolve("stages");
    }

    private void run(List<Stage> wanted, int threads, String... fromScratch) {
        run(wanted, threads, StopSignal.NEVER, fromScratch);
    }

    private void run(List<Stage> wanted, int threads, StopSignal stop, String... fromScratch) {
        new StageRunner(stages(), shelf(), Set.of(fromScratch), Progress.SILENT, stop).run(wanted, threads);
    }

    private void fillShelf(Stage... shipped) {
        new StageRunner(shelf(), folder.resolve("no-shelf"), Set.of(), Progress.SILENT, StopSignal.NEVER)
                .run(List.of(shipped), 1);
        ran.clear();
    }

    @Test
    void aStageRunsAfterThoseItNeedsWhateverTheOrder() {
        Stage first = stage("first"), second = stage("second", first), third = stage("third", second);

        run(List.of(third, second, first), 3);

        assertThat(ran).containsExactly("first", "second", "third");
    }

    @Test
    void aFinishedStageIsLeftAlone() {
        run(List.of(stage("first")), 1);

        run(List.of(stage("first")), 1);

        assertThat(ran).containsExactly("first");
    }

    @Test
    void aStageWithoutAManifestIsRunAgain() throws IOException {
        Stage first = stage("first");
        run(List.of(first), 1);
        Files.delete(stages().resolve(first.folder()).resolve("manifest.json"));

        run(List.of(first), 1);

        assertThat(ran).containsExactly("first", "first");
    }

    @Test
    void whatAKillLeftIsNoOutput() throws IOException {
        Stage first = stage("first");
        Path left = Files.createDirectories(stages().resolve(first.folder())).resolve(".state.tmp");
        Files.writeString(left, "half");

        run(List.of(first), 1);

        assertThat(left).doesNotExist();
        assertThat(StageManifest.outputs(stages().resolve(first.folder()))).containsOnlyKeys("weights.bin");
    }

    @Test
    void aStageThatNeedsAnUnknownOneIsRefusedBeforeAnythingRuns() {
        Stage unknown = stage("unknown");

        assertThatThrownBy(() -> run(List.of(stage("first"), stage("second", unknown)), 2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("stage second needs unknown-");
        assertThat(ran).isEmpty();
    }

    @Test
    void aFailureIsThrownAndNothingMoreBegins() {
        Stage broken = new Written("broken", List.of(), _ -> {
            throw new StudyException(StudyException.Category.STORAGE, "The disk is full.");
        });

        assertThatThrownBy(() -> run(List.of(broken, stage("second"), stage("third", broken)), 1))
                .isInstanceOf(StudyException.class)
                .hasMessage("The disk is full.");
        assertThat(ran).isEmpty();
    }

    @Test
    void aFailureAsksTheOthersToStopAndIsWhatIsThrown() {
        CountDownLatch begun = new CountDownLatch(1);
        Stage patient = new Written("patient", List.of(), context -> {
            begun.countDown();
            while (!context.stop().requested()) {
                Thread.onSpinWait();
            }
            ran.add("patient saw it");
            throw new Stage.Stopped();
        });
        Stage broken = new Written("broken", List.of(), _ -> {
            await(begun);
            throw new IllegalStateException("broken");
        });

        assertThatThrownBy(() -> run(List.of(patient, broken), 2)).isInstanceOf(IllegalStateException.class);

        assertThat(ran).containsExactly("patient saw it");
    }

    @Test
    void aWishToStopKeepsWhatIsFinished() {
        Stage first = stage("first");

        assertThatThrownBy(() -> run(List.of(first, stage("second", first)), 1, () -> ran.contains("first")))
                .isInstanceOf(Stage.Stopped.class);

        assertThat(ran).containsExactly("first");
        assertThat(StageManifest.isFinished(stages().resolve(first.folder()))).isTrue();
    }

    @Test
    void aStageOnTheShelfIsTakenFromThere() {
        Stage first = stage("first");
        fillShelf(first);

        run(List.of(first, stage("second", first)), 1);

        assertThat(ran).containsExactly("second");
        assertThat(stages().resolve(first.folder()).resolve("manifest.json"))
                .hasSameBinaryContentAs(shelf().resolve(first.folder()).resolve("manifest.json"));
        assertThat(stages().resolve(first.folder()).resolve("weights.bin")).hasContent("weights of first");
    }

    @Test
    void aStageThatIsWantedFromScratchIsNotTakenFromTheShelf() {
        Stage first = stage("first");
        fillShelf(first);

        run(List.of(first), 1, "first");

        assertThat(ran).containsExactly("first");
    }

    @Test
    void aDamagedStageOnTheShelfIsRefused() throws IOException {
        Stage flipped = stage("flipped"), cut = stage("cut"), gone = stage("gone"), unlisted = stage("unlisted");
        fillShelf(flipped, cut, gone, unlisted);
        TinyStudy.flipBitInTheMiddle(shelf().resolve(flipped.folder()).resolve("weights.bin"));
        TinyStudy.cutInHalf(shelf().resolve(cut.folder()).resolve("weights.bin"));
        Files.delete(shelf().resolve(gone.folder()).resolve("weights.bin"));
        TinyStudy.cutInHalf(shelf().resolve(unlisted.folder()).resolve("manifest.json"));

        refuses(flipped, "weights.bin is corrupt: its SHA-256 is ", "Delete the folder " + shelf());
        refuses(cut, "weights.bin is corrupt: its SHA-256 is ", "run the same command again");
        refuses(gone, "weights.bin is corrupt: it is gone");
        refuses(unlisted, "manifest.json is corrupt: this is not JSON");
        assertThat(ran).isEmpty();
        assertThat(stages()).doesNotExist();
    }

    private void refuses(Stage stage, String... fragments) {
        assertThatThrownBy(() -> run(List.of(stage), 1))
                .isInstanceOf(CorruptFileException.class)
                .message()
                .contains(fragments);
    }

    @Test
    void nothingIsBuiltOnAFinishedStageThatChanged() throws IOException {
        Stage first = stage("first");
        run(List.of(first), 1);
        TinyStudy.flipBitInTheMiddle(stages().resolve(first.folder()).resolve("weights.bin"));

        assertThatThrownBy(() -> run(List.of(first, stage("second", first)), 1))
                .isInstanceOf(CorruptFileException.class)
                .hasMessageContaining("weights.bin is corrupt");
        assertThat(ran).containsExactly("first");
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
