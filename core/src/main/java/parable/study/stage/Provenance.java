package parable.study.stage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Which program computed the stages of a study. A stage that lies there is never done again, also when the
/// program that would compute it has changed since.
///
/// @param own     by this version of the program
/// @param shipped taken from the shelf as they are
/// @param foreign by another version, or by one that did not yet tell
/// @param folder  of the stages
/// @param kernels how many stages each set of kernels computed, by what they are called; shipped stages and those that
/// do not tell
///                are left out
public record Provenance(int own, int shipped, int foreign, Path folder, Map<String, Integer> kernels) {
    public Provenance {
        kernels = Collections.unmodifiableMap(new LinkedHashMap<>(kernels));
    }

    /// @param stages folders of finished stages, by name
    /// @param folder that they lie in
    public static Provenance of(List<String> stages, Path folder, Path shelf) {
        int own = 0, shipped = 0;
        Map<String, Integer> kernels = new TreeMap<>();
        for (String stage : stages) {
            Path here = folder.resolve(stage);
            boolean isShipped = isSame(here, shelf.resolve(stage));
            if (!isShipped) {
                StageManifest.kernels(here).ifPresent(used -> kernels.merge(used.text(), 1, Integer::sum));
            }
            if (StageManifest.program(here).equals(CodeVersion.own())) {
                own++;
            } else if (isShipped) {
                shipped++;
            }
        }
        return new Provenance(own, shipped, stages.size() - own - shipped, folder, kernels);
    }

    private static boolean isSame(Path one, Path other) {
        try {
            return StageManifest.isFinished(other)
                    && Files.mismatch(one.resolve(StageManifest.NAME), other.resolve(StageManifest.NAME)) < 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// What a reader of the numbers must know, a line each with its end; empty when there is nothing.
    public String warning() {
        return ofPrograms() + ofKernels();
    }

    private String ofKernels() {
        return kernels.size() < 2
                ? ""
                : "Stages were computed by different kernels, which differ in the last bit: %s. To compute all alike, run the study again under another --name.%n"
                        .formatted(kernels.entrySet().stream()
                                .map(e -> "%d by %s".formatted(e.getValue(), e.getKey()))
                                .collect(Collectors.joining("; ")));
    }

    private String ofPrograms() {
        return foreign == 0
                ? ""
                : "%d of %d stages were computed by another version of the program (%d more were shipped). To recompute one, delete its folder in %s and run again.%n"
                        .formatted(foreign, own + shipped + foreign, shipped, folder);
    }
}
