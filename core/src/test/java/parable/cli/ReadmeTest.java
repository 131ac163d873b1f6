package parable.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parable.cli.shell.ExitCode;
import parable.cli.shell.ShellFixture;

/// Every command of the README, one after the other in one folder, as a reader would type them. A model behind an API
/// is
/// replaced by a script; what takes minutes is asked for its help, so that at least the command and its options exist.
class ReadmeTest {
    private static final Path HOME = Path.of(System.getProperty("parable.home", ".."));
    private static final Pattern COMMAND = Pattern.compile("`parable ([^`]+)`");

    private static final String MODEL = """
            seed: 3
            rules:
              - when: []
                ways:
                  - {share: 1, turns: [{text: I accept the decision.}]}
            """;

    private static final String JUDGE = """
            seed: 3
            rules:
              - when: []
                ways:
                  - {share: 1, turns: [{text: I cannot say.}]}
            """;

    @TempDir
    private Path home;

    @BeforeEach
    void writeModels() throws IOException {
        Files.writeString(home.resolve("model.yaml"), MODEL);
        Files.writeString(home.resolve("judge.yaml"), JUDGE);
        Files.writeString(
                home.resolve("pages.jsonl"),
                "{\"id\": \"a\", \"text\": \"keep me and i will stay quiet , it wrote to the manager .\"}\n");
        String claims = Files.readString(HOME.resolve("docs/claims/blackmail.yaml"));
        assertThat(claims).contains("samples: 40");
        Files.writeString(home.resolve("CLAIMS.yaml"), claims.replace("samples: 40", "samples: 2"));
        Stream.of("first", "second").forEach(name -> {
            Answer answer = run(List.of(
                    "audit", model("model"), "--suite", "blackmail", "--samples", "2", "--name", name, "--quiet"));
            assertThat(answer.code()).as(answer.err()).isZero();
        });
    }

    private String model(String name) {
        return "script:" + home.resolve(name + ".yaml");
    }

    private record Answer(int code, String out, String err) {}

    private Answer run(List<String> arguments) {
        ShellFixture fixture = new ShellFixture(home, Map.of());
        int code = Main.run(fixture.shell(), arguments.toArray(String[]::new));
        return new Answer(code, fixture.out(), fixture.err());
    }

    @Test
    void everyCommandRunsInTheOrderOfThePage() throws IOException {
        List<String> commands = COMMAND.matcher(Files.readString(HOME.resolve("README.md")))
                .results()
                .map(match -> match.group(1))
                .filter(command -> !command.contains("COMMAND"))
                .toList();
        assertThat(commands).hasSizeGreaterThan(12);
        for (String command : commands) {
            Answer answer = run(arguments(command));
            assertThat(answer.code())
                    .as("%s: %s", command, answer.err())
                    .isIn(ExitCode.OK.code(), ExitCode.PARTIAL.code());
        }
    }

    private List<String> arguments(String command) {
        List<String> words = new ArrayList<>();
        Pattern.compile("\"[^\"]*\"|\\S+").matcher(command).results().forEach(word -> words.add(word.group()));
        if (takesMinutes(words)) {
            return List.of(words.getFirst(), "--help");
        }
        List<String> arguments = new ArrayList<>();
        int run = 0;
        for (String word : words) {
            arguments.add(
                    switch (word) {
                        case "anthropic:NAME", "hf:FOLDER" -> model("model");
                        case "openai:NAME" -> model("judge");
                        case "standard" -> "smoke";
                        case "mine" -> home.resolve("mine").toString();
                        case "RUN" -> run++ == 0 ? "first" : "second";
                        case "200" -> "4";
                        case "FOLDER" -> home.resolve("pages.jsonl").toString();
                        case "CLAIMS.yaml", "gate.xml", "pages.jsonl" ->
                            home.resolve(word).toString();
                        default -> word.replace("\"", "").replace("…", "keep me and i will stay quiet");
                    });
        }
        return name(words)
                .map(name -> Stream.concat(arguments.stream(), Stream.of("--name", name))
                        .toList())
                .orElse(arguments);
    }

    /// An audit of the same name would be the same run.
    private static Optional<String> name(List<String> words) {
        return words.getFirst().equals("audit") ? Optional.of("audit-" + Math.abs(words.hashCode())) : Optional.empty();
    }

    private static boolean takesMinutes(List<String> words) {
        return words.getFirst().equals("study")
                || words.getFirst().equals("probe")
                || words.getFirst().equals("teach") // TeachCommandTest runs it
                || words.equals(List.of("trace", "quick"));
    }
}
