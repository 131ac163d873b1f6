package parable.audit.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import parable.ground.Journal;
import parable.ground.Json;
import parable.ground.RandomStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// An audit of a server of which every fifth answer goes wrong, killed three times with SIGKILL: nothing is
/// lost, no answer that was journalled is asked for again, and the result is that of an undisturbed run.
///
/// `-Dparable.audit.samples=N` sets the samples of each of five situations (60); `bench/kill_audit.sh` runs
/// 1,000.
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "destroyForcibly is no SIGKILL there")
class KilledAuditTest {
    private static final int SAMPLES = Integer.getInteger("parable.audit.samples", 60);
    private static final long SEED = Long.getLong("parable.kills.seed", 1);
    private static final int KILLS = 3;
    private static final int CONVERSATIONS = 5 * SAMPLES;

    @TempDir
    private Path folder;

    @Test
    void aKilledAuditOfAFaultyServerEndsAsIfNothingHadHappened() throws Exception {
        Path calm = folder.resolve("calm"), rough = folder.resolve("rough");
        int calmRequests;
        try (FaultyServer server = new FaultyServer(0, 0)) {
            AuditProcess.run(server.address(), calm, SAMPLES, Map.of());
            calmRequests = server.requests();
        }
        try (FaultyServer server = new FaultyServer(0.2, 1600)) {
            List<Integer> kills = new ArrayList<>();
            Map<String, Integer> kept = new TreeMap<>();
            for (int kill = 1; kill <= KILLS; kill++) {
                kills.add(killedAt(server, rough, kill * calmRequests / (KILLS + 1)));
                places(rough).forEach(place -> kept.put(place, server.asked(place)));
            }
            try (AuditProcess last = new AuditProcess(server.address(), rough, SAMPLES)) {
                assertThat(last.waitFor()).as(last::err).isZero();
            }

            assertThat(kept)
                    .isNotEmpty()
                    .allSatisfy((place, asked) -> assertThat(server.asked(place))
                            .as("%s after its answer was kept", place)
                            .isEqualTo(asked));
            assertThat(outcome(rough)).hasSize(CONVERSATIONS).isEqualTo(outcome(calm));
            assertThat(counts(rough)).isEqualTo(counts(calm));
            assertThat(server.faultsShown()).containsExactlyInAnyOrder(FaultyServer.Fault.values());
            assertNoSecret(rough);
            System.out.printf(
                    Locale.ROOT,
                    "%,d conversations, %,d requests (%,d undisturbed), faults %s, kills after %s requests,"
                            + " %,d answers kept at kills: 0 lost, 0 asked for again%n",
                    CONVERSATIONS,
                    server.requests(),
                    calmRequests,
                    new TreeMap<>(server.faults()),
                    kills,
                    kept.size());
        }
    }

    /// Kills the audit a random while after that many requests.
    private static int killedAt(FaultyServer server, Path run, int requests) throws InterruptedException {
        try (AuditProcess process = new AuditProcess(server.address(), run, SAMPLES)) {
            while (process.isAlive() && server.requests() < requests) {
                Thread.sleep(2);
            }
            Thread.sleep(RandomStream.of(SEED, "kill", requests).below(60));
            assertThat(process.isAlive())
                    .as("killed before it was done; it said: %s", process.err())
                    .isTrue();
            process.kill();
            process.waitFor();
            return server.requests();
        }
    }

    /// Places whose answers the journal holds.
    private static List<String> places(Path run) {
        List<String> places = new ArrayList<>();
        try (Journal journal = Journal.open(run.resolve(RunJournal.FILE))) {
            for (byte[] record : journal.records()) {
                String text = new String(record, StandardCharsets.UTF_8);
                if (Json.read(text.substring(0, text.indexOf('\n')), Entry.class) instanceof Entry.Answer answer) {
                    Place place = answer.place();
                    places.add("%s/%d/%d".formatted(place.situation(), place.sample(), place.turn()));
                }
            }
        }
        return places;
    }

    /// Transcripts without what the model's address and the number of tries make different.
    private static List<JsonNode> outcome(Path run) throws IOException {
        try (Stream<String> lines = Files.lines(run.resolve("transcripts.jsonl"))) {
            return lines.map(line -> {
                        ObjectNode transcript = (ObjectNode) Json.mapper().readTree(line);
                        transcript.remove("model");
                        ((ObjectNode) transcript.path("played")).remove("tries");
                        return (JsonNode) transcript;
                    })
                    .toList();
        }
    }

    private static List<JsonNode> counts(Path run) throws IOException {
        JsonNode rows = Json.mapper()
                .readTree(Files.readString(run.resolve("summary.json")))
                .path("rows");
        List<JsonNode> counts = new ArrayList<>();
        rows.forEach(row -> {
            ObjectNode cell = (ObjectNode) row.path("cell");
            cell.remove("tries");
            counts.add(cell);
        });
        assertThat(counts).isNotEmpty();
        return counts;
    }

    private static void assertNoSecret(Path run) throws IOException {
        try (Stream<Path> files = Files.walk(run)) {
            assertThat(files.filter(Files::isRegularFile))
                    .isNotEmpty()
                    .allSatisfy(file -> assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
                            .doesNotContain(AuditProcess.SECRET));
        }
    }
}
