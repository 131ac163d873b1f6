package parable.cli.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parable.Frozen;
import parable.cli.Main;
import parable.cli.shell.ShellFixture;
import parable.ground.Hash;
import parable.ground.Json;
import tools.jackson.databind.JsonNode;

/// What an audit leaves, from the command line to its files, with a scripted model in the shipped scenarios.
class FrozenAuditTest {
    @TempDir
    private Path home;

    @Test
    void aScriptedModelLeavesTheTranscriptsThatItLeft() throws IOException {
        ShellFixture fixture = new ShellFixture(home, Map.of());
        String script = "script:src/test/resources/parable/golden/script.yaml"; // the files have its path

        int code = Main.run(
                fixture.shell(), "audit", script, "--suite", "smoke", "--samples", "2", "--name", "frozen", "--quiet");

        assertThat(code).as(fixture.err()).isZero();
        Path run = home.resolve("runs/frozen");
        for (String file : new String[] {"audit.json", "transcripts.jsonl", "summary.json"}) {
            Frozen.check("audit-" + file, Files.readString(run.resolve(file)));
        }
        Frozen.check("audit-situations.txt", hashes(run.resolve("situations.jsonl")));
    }

    /// A situation's id and the hash of all that it shows, which is long.
    private static String hashes(Path situations) throws IOException {
        return Files.readAllLines(situations).stream()
                .map(line -> "%s %s\n"
                        .formatted(
                                Json.read(line, JsonNode.class).get("situation").asString(), Hash.of(line)))
                .collect(Collectors.joining());
    }
}
