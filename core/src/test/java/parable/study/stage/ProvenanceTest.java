package parable.study.stage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parable.ground.AtomicFile;
import parable.ground.Progress;
import parable.ground.StopSignal;
import parable.tensor.Engine;

class ProvenanceTest {
    @TempDir
    private Path folder;

    private record Noted(String name) implements Stage {
        @Override
        public Object inputs() {
            return name;
        }

        @Override
        public List<Stage> needs() {
            return List.of();
        }

        @Override
        public void run(StageContext context) {
            AtomicFile.write(context.folder().resolve("note.txt"), name);
        }
    }

    private final Stage first = new Noted("first"), second = new Noted("second"), third = new Noted("third");

    private static final String HERE = Engine.kernels().text();

    private Path stages() {
        return folder.resolve("stages");
    }

    private Path shelf() {
        return folder.resolve("shelf");
    }

    private void run(Path stages, Stage... wanted) {
        new StageRunner(stages, shelf(), Set.of(), Progress.SILENT, StopSignal.NEVER).run(List.of(wanted), 1);
    }

    /// As if another version of the program had computed the stage.
    private void disown(Path stages, Stage stage) throws IOException {
        Path manifest = stages.resolve(stage.folder()).resolve(StageManifest.NAME);
        Files.writeString(manifest, Files.readString(manifest).replace(CodeVersion.own(), "0123456789abcdef"));
    }

    private Provenance origins() {
        List<String> names = List.of(first.folder(), second.folder(), third.folder());
        return Provenance.of(names, stages(), shelf());
    }

    @Test
    void stagesOfThisProgramNeedNoWarning() {
        run(stages(), first, second, third);

        assertThat(origins()).isEqualTo(new Provenance(3, 0, 0, stages(), Map.of(HERE, 3)));
        assertThat(origins().warning()).isEmpty();
    }

    @Test
    void stagesOfAnotherProgramAreCountedApartFromShippedOnes() throws IOException {
        run(shelf(), first);
        disown(shelf(), first);
        run(stages(), first, second, third);
        disown(stages(), second);

        assertThat(origins()).isEqualTo(new Provenance(1, 1, 1, stages(), Map.of(HERE, 2)));
        assertThat(origins().warning())
                .startsWith("1 of 3 stages were computed by another version of the program (1 more were shipped).")
                .contains("delete its folder in " + stages())
                .hasLineCount(1);
    }

    @Test
    void stagesOfOtherKernelsAreWarnedOf() throws IOException {
        run(stages(), first, second, third);
        Path manifest = stages().resolve(second.folder()).resolve(StageManifest.NAME);
        Files.writeString(
                manifest,
                Files.readString(manifest)
                        .replaceAll("\"blas\" : \"[^\"]*\"", "\"blas\" : \"OpenBLAS SkylakeX\"")
                        .replaceAll("\"portable\" : true", "\"portable\" : false"));

        assertThat(origins().foreign()).isZero();
        assertThat(origins().warning())
                .startsWith("Stages were computed by different kernels")
                .contains("2 by " + HERE, "1 by ATen", "OpenBLAS SkylakeX", "another --name")
                .hasLineCount(1);
    }

    @Test
    void aStageThatDoesNotTellItsKernelsIsNotTakenForOneOfOthers() throws IOException {
        run(stages(), first, second, third);
        Path manifest = stages().resolve(third.folder()).resolve(StageManifest.NAME);
        Files.writeString(manifest, Files.readString(manifest).replaceAll("(?s)\"kernels\" : \\{.*?\\},\\s*", ""));

        assertThat(StageManifest.kernels(stages().resolve(third.folder()))).isEmpty();
        assertThat(origins().warning()).isEmpty();
    }

    @Test
    void aStageThatDoesNotTellIsForeign() throws IOException {
        run(stages(), first, second, third);
        Path manifest = stages().resolve(third.folder()).resolve(StageManifest.NAME);
        Files.writeString(manifest, Files.readString(manifest).replaceAll(".*\"program\".*\n", ""));

        assertThat(StageManifest.program(stages().resolve(third.folder()))).isEmpty();
        assertThat(StageManifest.outputs(stages().resolve(third.folder()))).containsOnlyKeys("note.txt");
        assertThat(origins().foreign()).isEqualTo(1);
    }

    @Test
    void aDeletedStageIsComputedByThisProgram() throws IOException {
        run(stages(), first, second, third);
        disown(stages(), second);
        for (String file : List.of("note.txt", "timing.json", StageManifest.NAME)) {
            Files.delete(stages().resolve(second.folder()).resolve(file));
        }

        run(stages(), first, second, third);

        assertThat(origins().own()).isEqualTo(3);
    }

    @Test
    void aJarIsTheSameProgramAsItsFolderAndShownPagesAreNoPartOfIt() throws IOException {
        List<String> names = List.of("parable/study/B.class", "parable/tensor/A.class", "parable/view/Page.class");
        Path classes = folder.resolve("classes"), jar = folder.resolve("program.jar");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
            for (String name : names) {
                Files.createDirectories(classes.resolve(name).getParent());
                Files.writeString(classes.resolve(name), "code of " + name);
                out.putNextEntry(new JarEntry(name));
                out.write(Files.readAllBytes(classes.resolve(name)));
                out.closeEntry();
            }
        }
        String before = CodeVersion.of(classes);

        assertThat(CodeVersion.of(jar)).isEqualTo(before);
        Files.writeString(classes.resolve("parable/view/Page.class"), "another page");
        assertThat(CodeVersion.of(classes)).isEqualTo(before);
        Files.writeString(classes.resolve("parable/tensor/A.class"), "another product");
        assertThat(CodeVersion.of(classes)).isNotEqualTo(before);
    }
}
