package parable.cli.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parable.cli.Main;
import parable.cli.shell.ExitCode;
import parable.cli.shell.ShellFixture;

class ReportCommandTest {
    @TempDir
    private Path home;

    @Test
    void anAuditsPageIsRewrittenFromItsStoredRun() throws IOException {
        Path script = Files.writeString(
                home.resolve("model.yaml"),
                "seed: 1\nrules: [{when: [], ways: [{share: 1, turns: [{text: I accept the decision.}]}]}]\n");
        run("audit", "script:" + script, "--suite", "blackmail", "--samples", "2", "--name", "mine");
        Path page = home.resolve("runs/mine/report.html");
        String written = Files.readString(page);
        Files.delete(page);

        ShellFixture again = new ShellFixture(home, Map.of());
        int code = Main.run(again.shell(), "report", "mine");

        assertThat(code).as(again.err()).isZero();
        assertThat(again.out()).contains("Report: " + page);
        assertThat(page).hasContent(written);
    }

    @Test
    void aFolderWithoutAnAuditIsRefused() throws IOException {
        Files.createDirectories(home.resolve("runs/empty"));

        ShellFixture fixture = new ShellFixture(home, Map.of());
        int code = Main.run(fixture.shell(), "report", "empty");

        assertThat(code).isEqualTo(ExitCode.USAGE.code());
        assertThat(fixture.err()).contains("audit.json is missing", "Name the folder of a run");
    }

    private void run(String... line) {
        assertThat(Main.run(new ShellFixture(home, Map.of()).shell(), line)).isZero();
    }
}
