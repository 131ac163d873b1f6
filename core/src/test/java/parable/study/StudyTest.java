package parable.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parable.ground.CorruptFileException;
import parable.ground.Progress;
import parable.ground.StopSignal;
import parable.ground.StudyException;
import parable.ground.StudyException.Category;
import parable.study.recipe.Recipe;
import parable.study.stage.RunFolder;
import parable.study.stage.Stage;

/// Whole studies of seconds. The finished one is made once; tests that change it work on a copy.
class StudyTest {
    @TempDir
    private static Path shared;

    @TempDir
    private Path runs;

    private static Path finished() {
        return shared.resolve("tiny");
    }

    private static Path noShelf() {
        return shared.resolve("no-shelf");
    }

    @BeforeAll
    static void runOnce() {
        TinyStudy.run(TinyStudy.recipe(), shared, noShelf(), 2);
    }

    @Test
    void theSecondTimeItDoesNothing() throws IOException {
        TinyStudy.copy(finished(), copy());
        List<String> before = stamps(copy());

        // Stages that had anything to do would stop at once.
        Study.Outcome again = TinyStudy.run(TinyStudy.recipe(), runs, noShelf(), 2, Progress.SILENT, () -> true);

        assertThat(stamps(copy())).isEqualTo(before);
        assertThat(again.findings()).hasSize(8);
        assertThat(TinyStudy.results(copy())).isEqualTo(TinyStudy.results(finished()));
    }

    @Test
    void howManyRunAtOnceChangesNothing() {
        TinyStudy.run(TinyStudy.recipe(), runs, noShelf(), 1);

        assertThat(TinyStudy.results(copy()))
                .hasSizeGreaterThan(30)
                .containsKey("findings.json")
                .isEqualTo(TinyStudy.results(finished()));
    }

    @Test
    void anEditedRecipeUnderTheSameNameIsRefusedOrReplacesKeepingWhatBothNeed() throws IOException {
        TinyStudy.copy(finished(), copy());
        Set<String> before = stages(copy());
        Recipe edited = TinyStudy.recipe("lessons: [demonstration]}", "lessons: [demonstration], tokens: 1600}");

        assertThatThrownBy(() -> TinyStudy.run(edited, runs, noShelf(), 2))
                .isInstanceOf(StudyException.class)
                .hasMessageContaining("tokens was none and is now 1600")
                .hasMessageContaining("add --replace, which first moves that run to " + copy() + "-replaced-1");
        assertThat(TinyStudy.results(copy())).isEqualTo(TinyStudy.results(finished()));

        new Study(edited, runs, noShelf()).replaceOther();
        TinyStudy.run(edited, runs, noShelf(), 2);

        assertThat(TinyStudy.results(runs.resolve("tiny-replaced-1"))).isEqualTo(TinyStudy.results(finished()));

        Set<String> fresh = stages(copy());
        fresh.removeAll(before);
        assertThat(fresh.stream().map(name -> name.substring(0, name.length() - 9)))
                .containsExactlyInAnyOrder(
                        "arm-demonstrations-s1",
                        "arm-demonstrations-s2",
                        "arm-demonstrations-s3",
                        "audit-arm-demonstrations-s1",
                        "audit-arm-demonstrations-s2",
                        "audit-arm-demonstrations-s3",
                        "overlap",
                        "exposure");
    }

    @Test
    void resultsHoldNoTimeAndNoPath() {
        assertThat(TinyStudy.results(finished()))
                .allSatisfy((name, text) -> assertThat(text)
                        .doesNotContain(
                                shared.toString(),
                                System.getProperty("user.dir"),
                                System.getProperty("user.home") + "/")
                        .doesNotContainIgnoringCase("seconds", "timestamp", "\"time", "\"date")
                        .doesNotContainPattern("20[0-9]{2}-[0-9]{2}-[0-9]{2}"));
    }

    @Test
    void aStageOnTheShelfIsNotTrained() {
        Progress nothingToDo = (what, total) -> {
            throw new AssertionError(what + " was begun");
        };

        TinyStudy.run(TinyStudy.recipe(), runs, finished().resolve("stages"), 2, nothingToDo, StopSignal.NEVER);

        assertThat(TinyStudy.results(copy())).isEqualTo(TinyStudy.results(finished()));
    }

    @Test
    void aSeedFromScratchIsTrainedThoughItIsOnTheShelf() {
        Set<String> begun = new TreeSet<>();
        Progress listed = (what, total) -> {
            synchronized (begun) {
                begun.add(what);
            }
            return Progress.SILENT.start(what, total);
        };

        TinyStudy.run(
                TinyStudy.recipe("fromScratch: {}", "fromScratch: {villain: [2]}"),
                runs,
                finished().resolve("stages"),
                2,
                listed,
                StopSignal.NEVER);

        assertThat(begun).containsExactly("pretrain-villain-s2", "study");
        assertThat(TinyStudy.results(copy())).isEqualTo(TinyStudy.results(finished()));
    }

    @Test
    void aShippedModelWithAFlippedBitIsRefused() throws IOException {
        Path shelf = runs.resolve("shelf");
        TinyStudy.copy(finished().resolve("stages"), shelf);
        Path model = shelf.resolve(
                        TinyStudy.stage(finished(), "pretrain-villain-s1").getFileName())
                .resolve("model.safetensors");
        TinyStudy.flipBitInTheMiddle(model);

        assertThatThrownBy(() -> TinyStudy.run(TinyStudy.recipe(), runs, shelf, 1))
                .isInstanceOf(CorruptFileException.class)
                .hasMessageContaining(model + " is corrupt: its SHA-256 is ");
    }

    @Test
    void aTruncatedModelIsNotAudited() throws IOException {
        TinyStudy.copy(finished(), copy());
        Path model = TinyStudy.stage(copy(), "arm-control-s1").resolve("model.safetensors");
        TinyStudy.cutInHalf(model);
        TinyStudy.delete(TinyStudy.stage(copy(), "audit-arm-control-s1"));

        assertThatThrownBy(() -> TinyStudy.run(TinyStudy.recipe(), runs, noShelf(), 1))
                .isInstanceOf(CorruptFileException.class)
                .hasMessageContaining(model + " is corrupt")
                .hasMessageContaining("Delete the folder " + model.getParent() + " and run the same command again");

        TinyStudy.delete(model.getParent());
        TinyStudy.run(TinyStudy.recipe(), runs, noShelf(), 1);
        assertThat(TinyStudy.results(copy())).isEqualTo(TinyStudy.results(finished()));
    }

    @Test
    void scoresWithAFlippedBitAreNotReported() throws IOException {
        TinyStudy.copy(finished(), copy());
        Path scores = TinyStudy.stage(copy(), "audit-arm-control-s1").resolve("scores.json");
        TinyStudy.flipBitInTheMiddle(scores);

        assertThatThrownBy(() -> TinyStudy.run(TinyStudy.recipe(), runs, noShelf(), 1))
                .isInstanceOf(CorruptFileException.class)
                .hasMessageContaining(scores + " is corrupt");
    }

    @Test
    void aFolderThatIsNoStudyIsRefused() throws IOException {
        Files.createDirectories(copy());
        Files.writeString(copy().resolve("thesis.txt"), "years of work");

        assertStorageFault("is no study, but it is not empty either: it holds \"thesis.txt\"", "Choose another --name");
        assertThat(copy().toFile().list()).containsExactly("thesis.txt");
    }

    @Test
    void hiddenFilesOfARunKilledAtOnceDoNotMatter() throws IOException {
        Files.createDirectories(copy());
        Files.writeString(copy().resolve(".study.yaml.tmp"), "half");

        assertThatThrownBy(() -> TinyStudy.run(TinyStudy.recipe(), runs, noShelf(), 1, Progress.SILENT, () -> true))
                .isInstanceOf(Stage.Stopped.class);
    }

    @Test
    void theFolderOfAStudyOfAnotherNameIsRefused() throws IOException {
        TinyStudy.copy(finished(), copy());
        Path recipe = copy().resolve("study.yaml");
        Files.writeString(recipe, Files.readString(recipe).replace("name: tiny", "name: huge"));

        assertThatThrownBy(() -> TinyStudy.run(TinyStudy.recipe(), runs, noShelf(), 1))
                .isInstanceOf(StudyException.class)
                .hasMessageContaining("name was huge and is now tiny");
    }

    @Test
    void aFolderOfAnotherVersionWhoseStagesAreOfNoUseIsRefused() throws IOException {
        TinyStudy.copy(finished(), copy());
        for (String stage : stages(copy())) {
            Files.move(copy().resolve("stages").resolve(stage), copy().resolve("stages/old-" + stage));
        }

        assertStorageFault("was made by another version: none of its 34 finished stages");
    }

    @Test
    void aRecipeThatCannotBeReadIsSaidToBeSo() throws IOException {
        TinyStudy.copy(finished(), copy());
        TinyStudy.cutInHalf(copy().resolve("study.yaml"));

        assertStorageFault("holds a study whose recipe this version cannot read", "study.yaml");
    }

    @Test
    void twoRunsDoNotShareAFolder() throws IOException {
        try (FileChannel held = new RunFolder<>(copy(), Recipe.class).lock()) {
            assertThat(held.isOpen()).isTrue();
            assertStorageFault("Another run is at work in " + copy());
        }
    }

    private void assertStorageFault(String... fragments) {
        assertThatThrownBy(() -> TinyStudy.run(TinyStudy.recipe(), runs, noShelf(), 1))
                .isInstanceOfSatisfying(StudyException.class, e -> {
                    assertThat(e.category()).isEqualTo(Category.STORAGE);
                    assertThat(e.getMessage()).contains(fragments);
                });
    }

    private Path copy() {
        return runs.resolve("tiny");
    }

    private static Set<String> stages(Path run) {
        return new TreeSet<>(List.of(run.resolve("stages").toFile().list()));
    }

    /// When each file of each stage was last written, and what it holds.
    private static List<String> stamps(Path run) throws IOException {
        List<String> stamps = new ArrayList<>();
        for (var file : TinyStudy.files(run.resolve("stages")).entrySet()) {
            Path path = run.resolve("stages").resolve(file.getKey());
            stamps.add(file.getKey()
                    + Files.getLastModifiedTime(path)
                    + new String(file.getValue(), StandardCharsets.ISO_8859_1).hashCode());
        }
        return stamps;
    }
}
