package parable.cli.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parable.cli.Main;
import parable.cli.shell.ExitCode;
import parable.cli.shell.ShellFixture;
import parable.ground.Json;
import parable.study.BankTrial;
import parable.study.cause.TinyCauses;
import parable.study.recipe.TraceMethod;

/// The command on a recipe of seconds: that it builds, adds, resumes and refuses, not what it finds.
class TruthBankCommandTest {
    private static final String TRACE = """

            trace:
              methods: [random, length, loss, bm25, cosine, unlearning]
              sample: {perGenre: 3, fiction: 6}
              contexts: 8
              draws: 2
              arms: []
            """;

    @TempDir
    private Path home;

    private record Answer(int code, String out, String err) {}

    private Answer bank(String... arguments) {
        ShellFixture fixture = new ShellFixture(home, Map.of());
        List<String> line = new ArrayList<>(List.of("trace", "bank"));
        line.addAll(List.of(arguments));
        int code = Main.run(fixture.shell(), line.toArray(String[]::new));
        return new Answer(code, fixture.out(), fixture.err());
    }

    @Test
    void aRecipesBankIsBuiltAndEveryMethodHeldAgainstIt() throws IOException {
        Path recipe = Files.writeString(home.resolve("tiny.yaml"), TinyCauses.yaml() + TRACE);

        Answer few = bank(recipe.toString(), "--methods", "dot,tracin", "--leave-out", ".05", "--quiet", "--jobs", "1");

        Path run = home.resolve("runs/tiny");
        assertThat(few.err()).isEmpty();
        assertThat(few.code()).isZero();
        assertThat(few.out())
                .contains("4 halves, 3 queries", "With one model there is no noise ceiling", "| log-odds, dot ")
                .contains("| TracIn ", "| unlearning ", "| BM25 ", "| random 1 ")
                .contains(
                        "without a share .05 of the documents",
                        "drop, nats (QLD)",
                        "signs as predicted",
                        "p, dealt scores")
                .doesNotContain("LESS", "AI fiction");
        Path scored = stage(run, "bank-tracin-s1"), bank = stage(run, "bank-s1");
        byte[] took = Files.readAllBytes(bank.resolve("timing.json"));
        assertThat(stage(run, "bank-path-s1").resolve("path.json")).exists();
        assertThat(scored.resolve("scores-0.npy")).exists();

        Answer all = bank("tiny", "--replace", "--areas", "--json", "--quiet", "--jobs", "1");

        assertThat(all.code()).as(all.err()).isZero();
        assertThat(Files.readAllBytes(bank.resolve("timing.json"))).isEqualTo(took);
        BankTrial.Outcome outcome = Json.read(all.out(), BankTrial.Outcome.class);
        assertThat(Json.read(run.resolve(BankTrial.JSON), BankTrial.Outcome.class))
                .isEqualTo(outcome);
        assertThat(outcome.table().rows()).hasSize(BankTrial.allMethods().size());
        assertThat(outcome.stages()).contains(scored.getFileName().toString());
        assertThat(outcome.areas())
                .hasSize(BankTrial.allMethods().size() - 2)
                .extracting(BankTrial.Area::method)
                .contains(TraceMethod.CONCEPT_DESPERATE.label(), TraceMethod.CONCEPT_COERCION.label())
                .doesNotContain(TraceMethod.TRACIN.label());
        assertThat(Files.readString(run.resolve(BankTrial.TABLES)))
                .contains("| concept: desperate ", "| LESS, projected ", "Descriptive");
    }

    private static Path stage(Path run, String name) throws IOException {
        try (var folders = Files.list(run.resolve("stages"))) {
            return folders.filter(folder -> folder.getFileName().toString().matches(name + "-[0-9a-f]{8}"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    @Test
    void wrongInputIsAnsweredInWords() throws IOException {
        Path plain = Files.writeString(home.resolve("plain.yaml"), TinyCauses.yaml());
        refuses("There is no method \"tracein\"", "full", "--methods", "tracein");
        refuses("Did you mean \"tracin\"", "full", "--methods", "tracein");
        refuses("The recipe of classic has no bank", "classic");
        refuses("has no block trace", plain.toString(), "--areas");
        for (String share : new String[] {"2", "0", "-.1", "NaN"}) {
            refuses("--leave-out is a share of the documents, above 0", plain.toString(), "--leave-out", share);
        }
        refuses("There is no recipe or file \"nothing\"", "nothing");
        refuses("--jobs is how many models", "full", "--jobs", "0");
        Path named = Files.writeString(
                home.resolve("named.yaml"),
                TinyCauses.yaml().replace("methods: [unlearning, cosine,", "methods: [unlearning, tracin,"));
        refuses("only parable trace bank keeps the checkpoints", named.toString());
    }

    private void refuses(String fragment, String... arguments) {
        Answer answer = bank(arguments);
        assertThat(answer.code()).isEqualTo(ExitCode.USAGE.code());
        assertThat(answer.err()).startsWith("CONFIG: ").contains(fragment).doesNotContain("\tat ");
        assertThat(answer.out()).isEmpty();
    }
}
