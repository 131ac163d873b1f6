package parable.study;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import parable.ground.Json;

/// The committed full study, as far as its claims read it: the outputs they are computed from, byte by byte, and the
/// manifests with their hashes. `full-stages.jsonl.gz` holds a line for each file.
final class CommittedFull {
    private static final Path HOME = Path.of(System.getProperty("parable.home", ".."));
    private static final Path RESULTS = HOME.resolve("docs/results/full");
    private static final Path OUTPUTS = HOME.resolve("core/src/test/resources/parable/golden/full-stages.jsonl.gz");

    /// The claims as the code judges them now. `findings.json` in the same folder holds what was found with one
    /// outcome and Student's t.
    static final Path REJUDGED = RESULTS.resolve("rejudged.json");

    private CommittedFull() {}

    private record Output(String file, String text) {}

    /// Lays the study out in a folder as a run leaves it.
    static Study in(Path folder) throws IOException {
        Files.copy(RESULTS.resolve("study.yaml"), folder.resolve("study.yaml"));
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(OUTPUTS)), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                Output output = Json.read(line, Output.class);
                Path file = folder.resolve("stages").resolve(output.file());
                Files.createDirectories(file.getParent());
                Files.writeString(file, output.text());
            }
        }
        return Study.in(folder);
    }
}
