package parable.study;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import parable.ground.AtomicFile;
import parable.ground.Hash;
import parable.ground.Json;

/// What a finished stage was made of and what it made. Holds no time and no path, so that two runs can be compared byte
/// by byte; `timing.json` beside it tells how long it took.
///
/// @param outputs SHA-256 of every file, by its path in the folder
record StageManifest(String stage, String key, Object inputs, List<String> needs, Map<String, String> outputs) {
    static final String NAME = "manifest.json";
    /// Files that tell of the run rather than of its result.
    private static final List<String> UNHASHED = List.of(NAME, "timing.json");

    static boolean isFinished(Path folder) {
        return Files.exists(folder.resolve(NAME));
    }

    /// Hashes the outputs and writes the manifest, last.
    static void write(Stage stage, Path folder) {
        List<String> needs = stage.needs().stream().map(Stage::folder).toList();
        StageManifest manifest = new StageManifest(stage.name(), stage.key(), stage.inputs(), needs, hashes(folder));
        AtomicFile.write(folder.resolve(NAME), Json.pretty(manifest));
    }

    private static Map<String, String> hashes(Path folder) {
        Map<String, String> hashes = new TreeMap<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String name = folder.relativize(file).toString();
                if (!UNHASHED.contains(name) && !name.startsWith("tb")) {
                    hashes.put(name, Hash.ofFile(file));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return hashes;
    }
}
