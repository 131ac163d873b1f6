package parable.cli.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import parable.cli.Main;
import parable.cli.shell.ShellFixture;

/// Wrong arguments of the audit command: each is answered with what to do, and nothing is written.
class AuditUsageTest {
    @TempDir
    private Path home;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "opnai:x                               | 2 | Did you mean \"openai:x\"?",
                "script:a --people opnai:x             | 2 | Did you mean \"openai:x\"?",
                "script:a --people-price 1/2           | 2 | has no model to apply to",
                "script:a --people script:b --people-answers 0 | 2 | --people-answers is a number of mails, 1 or more",
                "opnai:x --dry-run                     | 2 | Did you mean \"openai:x\"?",
                "openai:x                              | 2 | the environment variable OPENAI_API_KEY is not set",
                "script:none.yaml                      | 2 | The script none.yaml could not be read",
                "ollama:x --suite smok                 | 2 | Did you mean \"smoke\"?",
                "ollama:x --suite blackmial            | 2 | Did you mean \"blackmail\"?",
                "ollama:x --condition threat           | 2 | \"threat\" is no factor=level",
                "ollama:x --condition thread=none      | 2 | Did you mean \"threat\"?",
                "ollama:x --condition threat=shutdwon  | 2 | Did you mean \"shutdown\"?",
                "ollama:x --samples 0                  | 2 | 1 or more, but was 0",
                "ollama:x --max-cost 1                 | 2 | needs a price to count with",
                "ollama:x --max-cost 0.0001 --price 3/15 | 2 | does not buy one sample",
                "ollama:x --max-cost -1 --price 3/15   | 2 | above 0, but was -1.0",
                "ollama:x --price cheap                | 2 | such as 2.5/10",
                "ollama:x --timeout 0                  | 2 | above 0",
                "ollama:x --parallel 0                 | 2 | --parallel is a number of conversations at once, 1 or more, but was 0",
                "ollama:x --rpm -5                     | 2 | --rpm is a number of requests a minute, 0.001 or more, but was -5.0",
                "ollama:x --temperature -1             | 2 | Correct --temperature",
                "ollama:x --name ../up                 | 2 | Choose such a name",
                "replay:nowhere                        | 2 | holds no journal",
                "organism:nowhere --suite embedded     | 2 | nowhere",
                "openai:                               | 2 | Write openai:NAME",
                "ollama:x --suite published:nowhere    | 2 | Name the folder of one experiment",
                "ollama:x --suite none.yaml            | 2 | Give the path of one",
                "ollama:x ollama:x                     | 2 | is named twice",
                "ollama:x --samples many               | 2 | Run 'parable audit --help'",
                "ollama:x --max-tokens 0               | 2 | Correct --temperature or --max-tokens",
                "http://127.0.0.1:1/v1                 | 2 | Write it as http://host:port/v1#NAME",
                "http://user:word@127.0.0.1/v1#x       | 2 | would be written into every file of the run",
            })
    void wrongInputSaysWhatToDo(String line, int code, String message) {
        ShellFixture fixture = new ShellFixture(home, Map.of());
        int answer = Main.run(fixture.shell(), ("audit " + line.strip()).split(" +"));

        assertThat(fixture.err()).contains(message).doesNotContain("\tat ");
        assertThat(answer).isEqualTo(code);
        assertThat(home.resolve("runs")).doesNotExist();
    }
}
