package parable.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parable.cli.Main;
import parable.cli.shell.ShellFixture;
import parable.ground.Json;
import tools.jackson.databind.JsonNode;

class DoctorCommandTest {
    @TempDir
    private Path home;

    @Test
    void namesOfKeysAreShownAndValuesNever() {
        ShellFixture fixture = new ShellFixture(home, Map.of("OPENAI_API_KEY", "sk-do-not-print"));

        assertThat(Main.run(fixture.shell(), "doctor")).isZero();

        assertThat(fixture.out()).contains("OPENAI_API_KEY").doesNotContain("sk-do-not-print");
    }

    @Test
    void jsonHoldsTheSameExamination() {
        ShellFixture fixture = new ShellFixture(home, Map.of("OPENBLAS_NUM_THREADS", "1"));

        assertThat(Main.run(fixture.shell(), "doctor", "--json")).isZero();

        List<String> names = new ArrayList<>();
        JsonNode diagnoses = Json.read(fixture.out(), JsonNode.class);
        diagnoses.forEach(diagnosis -> names.add(diagnosis.get("name").asString()));
        assertThat(names)
                .containsExactly(
                        "java", "cores", "memory", "disk", "blas", "kernels", "accelerator", "threads", "keys");
        assertThat(diagnoses.get(7).get("state").asString()).isEqualTo("OK");
    }

    @Test
    void aThreadPoolOfItsOwnInOpenBlasIsWarnedOf() {
        ShellFixture fixture = new ShellFixture(home, Map.of("OPENBLAS_NUM_THREADS", "8"));

        Main.run(fixture.shell(), "doctor");

        assertThat(fixture.out()).contains("OPENBLAS_NUM_THREADS=8", "set OPENBLAS_NUM_THREADS=1");
    }

    @Test
    void quietLeavesTheAdviceOut() {
        ShellFixture fixture = new ShellFixture(home, Map.of());

        Main.run(fixture.shell(), "doctor", "--quiet");

        assertThat(fixture.out()).contains("no provider key").doesNotContain("Needed only to audit");
    }
}
