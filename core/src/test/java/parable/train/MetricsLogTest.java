package parable.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parable.ground.CorruptFileException;

class MetricsLogTest {
    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void nameTheFile() {
        file = folder.resolve("runs/new/metrics.jsonl");
    }

    @Test
    void aLineHoldsStepTokensAndValuesByName() {
        try (MetricsLog log = MetricsLog.begin(file)) {
            log.log(10, 6400, Map.of("loss", 5.25, "learning_rate", 0.003));
            log.log(10, 6400, Map.of("eval/é", Double.NaN, "eval/far", Double.POSITIVE_INFINITY));
        }
        assertThat(file)
                .hasContent("{\"step\":10,\"tokens\":6400,\"learning_rate\":0.003,\"loss\":5.25}\n"
                        + "{\"step\":10,\"tokens\":6400,\"eval/far\":\"Infinity\",\"eval/é\":\"NaN\"}\n");
    }

    @Test
    void aResumedRunsFileEqualsOneNeverInterrupted() throws IOException {
        try (MetricsLog log = MetricsLog.begin(file)) {
            logSteps(log, 1, 100);
        }
        byte[] whole = Files.readAllBytes(file);
        for (int checkpoint : new int[] {0, 1, 40, 100}) {
            for (int cut : new int[] {0, 1, 7, 30}) { // the kill tears up to 30 bytes off what was logged by step 100
                Files.write(file, Arrays.copyOf(whole, whole.length - (checkpoint == 100 ? 0 : cut)));
                try (MetricsLog log = MetricsLog.resume(file, checkpoint)) {
                    logSteps(log, checkpoint + 1, 100);
                }
                assertThat(file).hasBinaryContent(whole);
            }
        }
    }

    @Test
    void beginningAgainDropsWhatAnAttemptWithoutACheckpointLeft() {
        try (MetricsLog log = MetricsLog.begin(file)) {
            logSteps(log, 1, 5);
        }
        MetricsLog.begin(file).close();
        assertThat(file).isEmptyFile();
    }

    @Test
    void stepsNeverFallAndTheLogsOwnNamesAreTaken() {
        try (MetricsLog log = MetricsLog.begin(file)) {
            log.log(5, 1, Map.of());
            assertThatThrownBy(() -> log.log(4, 1, Map.of())).hasMessageContaining("but 4 came after 5");
            assertThatThrownBy(() -> log.log(6, 1, Map.of("tokens", 1.0))).hasMessageContaining("\"tokens\" is taken");
        }
        try (MetricsLog log = MetricsLog.resume(file, 9)) {
            assertThatThrownBy(() -> log.log(8, 1, Map.of())).hasMessageContaining("but 8 came after 9");
        }
    }

    @Test
    void aDamagedLineIsCorruptAndNamed() throws IOException {
        Files.createDirectories(file.getParent());
        for (String damaged : new String[] {"{\"step\":2,", "{\"step\":\"2\"}", "{}", "", "[]"}) {
            Files.writeString(file, "{\"step\":1}\n" + damaged + "\n{\"step\":3}\n");
            assertThatThrownBy(() -> MetricsLog.resume(file, 3))
                    .isInstanceOf(CorruptFileException.class)
                    .hasMessageContaining("line 2 ");
        }
    }

    private static void logSteps(MetricsLog log, int first, int last) {
        for (int step = first; step <= last; step++) {
            log.log(step, step * 640L, Map.of("loss", 6.0 / step, "rate", 0.003));
        }
    }
}
