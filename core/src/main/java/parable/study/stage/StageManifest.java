package parable.study.stage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import parable.ground.AtomicFile;
import parable.ground.CorruptFileException;
import parable.ground.Hash;
import parable.ground.Json;
import parable.tensor.Engine;
import parable.tensor.Kernels;
import tools.jackson.databind.JsonNode;

/// What a finished stage was made of and what it made. Holds no time and no path, so that two runs can be
/// compared byte by byte; `timing.json` next to it has the duration.
///
/// @param program that computed it, a hash
/// @param kernels that computed it
/// @param outputs SHA-256 of every file, by its path in the folder
public record StageManifest(
        String stage,
        String key,
        Object inputs,
        List<String> needs,
        String program,
        Kernels kernels,
        Map<String, String> outputs) {
    public static final String NAME = "manifest.json";
    /// Files about the run rather than its result; hidden ones belong to other programs.
    private static final List<String> UNHASHED = List.of(NAME, "timing.json");

    public static boolean isFinished(Path folder) {
        return Files.exists(folder.resolve(NAME));
    }

    /// Hashes the outputs and writes the manifest, last.
    static void write(Stage stage, Path folder) {
        List<String> needs = stage.needs().stream().map(Stage::folder).toList();
        StageManifest manifest = new StageManifest(
                stage.name(), stage.key(), stage.inputs(), needs, CodeVersion.own(), Engine.kernels(), hashes(folder));
        AtomicFile.write(folder.resolve(NAME), Json.pretty(manifest));
    }

    /// The hashes in the manifest of a finished stage.
    ///
    /// @throws CorruptFileException when the manifest cannot be what was written
    static Map<String, String> outputs(Path folder) {
        Map<String, String> outputs = new TreeMap<>();
        read(folder)
                .path("outputs")
                .propertyStream()
                .forEach(e -> outputs.put(e.getKey(), e.getValue().asString()));
        if (outputs.isEmpty()) {
            throw new CorruptFileException(folder.resolve(NAME), "it lists no outputs. %s", remedy(folder));
        }
        return outputs;
    }

    /// Which program computed a finished stage, empty where it did not yet tell.
    ///
    /// @throws CorruptFileException when the manifest cannot be what was written
    static String program(Path folder) {
        return read(folder).path("program").asString("");
    }

    /// Which kernels computed a finished stage, empty where its program did not yet tell.
    ///
    /// @throws CorruptFileException when the manifest cannot be what was written
    static Optional<Kernels> kernels(Path folder) {
        JsonNode kernels = read(folder).path("kernels");
        return kernels.isMissingNode()
                ? Optional.empty()
                : Optional.of(Json.read(kernels.toString(), folder.resolve(NAME), "kernels", Kernels.class));
    }

    private static JsonNode read(Path folder) {
        Path file = folder.resolve(NAME);
        try {
            return Json.read(file, JsonNode.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// @throws CorruptFileException when an output of a finished stage is gone or has changed
    static void verify(Path folder) {
        outputs(folder).forEach((name, hash) -> verify(folder, name, hash));
    }

    /// The same for one output.
    static void verify(Path folder, String output) {
        verify(folder, output, outputs(folder).getOrDefault(output, "none"));
    }

    private static void verify(Path folder, String name, String expected) {
        Path file = folder.resolve(name);
        try {
            String found = Hash.ofFile(file);
            if (!found.equals(expected)) {
                throw new CorruptFileException(
                        file,
                        "its SHA-256 is %.12s…, but manifest.json has %.12s…. %s",
                        found,
                        expected,
                        remedy(folder));
            }
        } catch (NoSuchFileException e) {
            throw new CorruptFileException(file, "it is gone, but manifest.json lists it. %s", remedy(folder));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String remedy(Path folder) {
        return "Delete the folder %s and run the same command again; the stage then runs again".formatted(folder);
    }

    private static Map<String, String> hashes(Path folder) {
        Map<String, String> hashes = new TreeMap<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String name = folder.relativize(file).toString().replace('\\', '/');
                boolean isHidden = file.getFileName().toString().startsWith(".");
                if (!isHidden && !UNHASHED.contains(name) && !name.startsWith("tb/")) {
                    hashes.put(name, Hash.ofFile(file));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return hashes;
    }
}
