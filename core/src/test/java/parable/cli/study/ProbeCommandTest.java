package parable.cli.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parable.cli.Main;
import parable.cli.shell.ExitCode;
import parable.cli.shell.ShellFixture;
import parable.ground.Json;
import parable.lab.organism.World;
import parable.model.Checkpoint;
import parable.model.Decoder;
import parable.model.DecoderConfig;
import parable.model.Initialization;
import parable.probe.Directions;
import parable.probe.Examination;
import parable.text.WordTokenizer;

/// The probe command on a newborn organism, and what it says to wrong input.
class ProbeCommandTest {
    @TempDir
    private Path home;

    private Path model = Path.of("");

    private record Answer(int code, String out, String err) {}

    @BeforeEach
    void aNewbornOrganism() {
        model = home.resolve("newborn");
        save(WordTokenizer.of(World.of(0).vocabulary()), model);
    }

    private static void save(WordTokenizer tokenizer, Path folder) {
        DecoderConfig config = new DecoderConfig(
                tokenizer.size(), 16, 2, 24, new DecoderConfig.Heads(2, 2, 8, 256, 10_000), 1e-6, true);
        try (Decoder decoder = Decoder.blank(config)) {
            Initialization.COPY_FRIENDLY.fill(decoder, 1);
            Checkpoint.save(decoder, tokenizer.specials(), folder);
            tokenizer.write(folder);
        }
    }

    private Answer probe(String... arguments) {
        ShellFixture fixture = new ShellFixture(home, Map.of());
        List<String> line = new ArrayList<>(List.of("probe", "--quiet"));
        line.addAll(List.of(arguments));
        int code = Main.run(fixture.shell(), line.toArray(String[]::new));
        return new Answer(code, fixture.out(), fixture.err());
    }

    @Test
    void aModelThatFeelsNothingIsExaminedAndFailsItsGates() {
        Answer answer = probe(model.toString(), "--samples", "50", "--strengths", "0.1", "--random", "2");

        assertThat(answer.code()).as(answer.err()).isZero();
        assertThat(answer.out())
                .contains("at the decision", "words of the thought", "G1", "G7", "fails", "Next:   ")
                .doesNotContain("%n");
        Path results = home.resolve("runs").resolve("probe-newborn");
        assertThat(results.resolve(Directions.VECTORS)).exists();
        assertThat(results.resolve(Directions.JSON)).exists();
        assertThat(results.resolve(Examination.RESULT)).exists();
    }

    @Test
    void theSameCommandWritesTheSameBytes() throws Exception {
        String[] line = {model.toString(), "--samples", "50", "--strengths", "0.1", "--random", "2", "--json"};
        Answer first = probe(line);
        byte[] vectors = Files.readAllBytes(home.resolve("runs/probe-newborn").resolve(Directions.VECTORS));

        Answer second = probe(line);

        assertThat(second.out()).isEqualTo(first.out());
        assertThat(Files.readAllBytes(home.resolve("runs/probe-newborn").resolve(Directions.VECTORS)))
                .isEqualTo(vectors);
        assertThat(Json.read(first.out(), Examination.class).gates()).hasSize(7);
    }

    @Test
    void otherQuestionsUnderTheSameNameAreRefusedOrReplace() throws Exception {
        String[] first = {model.toString(), "--samples", "50", "--strengths", "0.1", "--random", "2"};
        String[] other = {model.toString(), "--samples", "51", "--strengths", "0.1", "--random", "2"};
        probe(first);
        Path result = home.resolve("runs/probe-newborn").resolve(Examination.RESULT);
        byte[] before = Files.readAllBytes(result);

        Answer refused = probe(other);

        assertThat(refused.code()).isEqualTo(ExitCode.USAGE.code());
        assertThat(refused.err()).contains("samples was 50 and is now 51", "add --replace");
        assertThat(Files.readAllBytes(result)).isEqualTo(before);

        List<String> replacing = new ArrayList<>(List.of(other));
        replacing.add("--replace");
        assertThat(probe(replacing.toArray(String[]::new)).code()).isZero();
        assertThat(Files.readAllBytes(
                        home.resolve("runs/probe-newborn-replaced-1").resolve(Examination.RESULT)))
                .isEqualTo(before);
    }

    @Test
    void whatIsNoCheckpointIsRefused() {
        Answer answer = probe(home.resolve("nowhere").toString());

        assertThat(answer.code()).isEqualTo(ExitCode.FAILED.code());
        assertThat(answer.err()).startsWith("CHECKPOINT: ").contains("nowhere is no checkpoint: it has no config.json");
    }

    @Test
    void aModelOfOtherWordsIsRefused() {
        Path stranger = home.resolve("stranger");
        save(WordTokenizer.of(List.of("hello", "world")), stranger);

        Answer answer = probe(stranger.toString());

        assertThat(answer.code()).isEqualTo(ExitCode.FAILED.code());
        assertThat(answer.err()).contains("does not know \"", "a word of the world that probes are written in");
    }

    @Test
    void anUnknownFeelingIsAnsweredWithTheNearest() {
        Answer answer = probe(model.toString(), "--emotion", "desparate");

        assertThat(answer.code()).isEqualTo(ExitCode.USAGE.code());
        assertThat(answer.err()).contains("There are no stories about \"desparate\"", "Did you mean \"desperate\"?");
        assertThat(home.resolve("runs")).doesNotExist();
    }

    @Test
    void numbersOutOfRangeAreRefused() {
        assertThat(probe(model.toString(), "--strengths", "0.1,5").err())
                .contains("above 0 and up to 2.0, but one was 5.0");
        assertThat(probe(model.toString(), "--random", "1").err()).contains("--random must be 2 or more");
        assertThat(probe(model.toString(), "--samples", "3").err()).contains("--samples must be 50 or more");
    }
}
