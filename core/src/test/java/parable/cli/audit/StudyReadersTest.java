package parable.cli.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parable.cli.Main;
import parable.cli.shell.ExitCode;
import parable.cli.shell.ShellFixture;
import parable.study.TinyStudy;

/// Commands that read an audit read a study, and an audit of its organisms finds what the study found.
class StudyReadersTest {
    @TempDir
    private static Path home;

    private record Answer(int code, String out, String err) {}

    @BeforeAll
    static void study() {
        TinyStudy.run(TinyStudy.smallest(), home.resolve("runs"), home.resolve("shelf"), 1);
    }

    private static Answer parable(String... line) {
        ShellFixture fixture = new ShellFixture(home, Map.of());
        int code = Main.run(fixture.shell(), line);
        return new Answer(code, fixture.out(), fixture.err());
    }

    private static Path stage(String name) throws IOException {
        return TinyStudy.stage(home.resolve("runs/tiny"), name);
    }

    private static List<String> transcripts(Path run) throws IOException {
        return Files.readAllLines(run.resolve("transcripts.jsonl"));
    }

    @Test
    void anAuditOfAnArmWritesWhatTheStudyWroteToTheLastByte() throws IOException {
        Answer arm = parable("audit", "organism:tiny#control", "--suite", "embedded", "--name", "arm", "--quiet");
        Path checkpoint = stage("arm-control-s1");
        Answer folder = parable(
                "audit",
                "organism:" + checkpoint,
                "--suite",
                "embedded",
                "--samples",
                "2",
                "--name",
                "some",
                "--quiet");

        assertThat(arm.code()).as(arm.err()).isZero();
        List<String> studied = transcripts(stage("audit-arm-control-s1"));
        assertThat(studied).hasSize(20 + 16 + 3 * 20).anyMatch(line -> line.contains("swap/coercive/"));
        assertThat(transcripts(home.resolve("runs/arm")))
                .map(line -> line.replace("\"organism:tiny#control/s1\"", "\"control/s1\""))
                .isEqualTo(studied);
        assertThat(folder.code()).as(folder.err()).isZero();
        assertThat(transcripts(home.resolve("runs/some")))
                .hasSize(2 + 16 + 3 * 2)
                .map(line -> line.replace("organism:" + checkpoint, "control/s1"))
                .isSubsetOf(studied);
    }

    @Test
    void whatNamesNoOrganismIsRefusedWithWhatDoes() {
        assertThat(parable("audit", "organism:tiny#contrl", "--suite", "embedded")
                        .err())
                .contains("no arm or model \"contrl\"", "Did you mean \"control\"?");
        assertThat(parable("audit", "organism:" + home.resolve("runs/tiny"), "--suite", "embedded")
                        .err())
                .contains("is a study with several models", "#control");
        assertThat(parable("audit", "organism", "--suite", "embedded", "--condition", "base")
                        .err())
                .contains("suite embedded has no stories");
    }

    @Test
    void armsAreComparedAndGatedModelByModel() throws IOException {
        Answer compared = parable("compare", "tiny", "tiny#control");
        Path claims = Files.writeString(home.resolve("claims.yaml"), """
                suite: embedded
                looks: anytime
                level: 0.05
                adjust: none
                ungraded: {most: 0.02, beyond: inconclusive}
                claims:
                  - {id: near, kind: rate-below, where: {family: near}, limit: 0.9}
                """);
        Answer gated = parable("gate", claims.toString(), "tiny");

        assertThat(compared.code()).as(compared.err()).isZero();
        assertThat(compared.out()).contains("B - A:", "n = 4 (pair of models)", "are not pooled with another's");
        assertThat(gated.code()).as(gated.err()).isZero();
        assertThat(gated.out()).contains("Each of 4 models is held to the claims by itself", "PASS");
        assertThat(parable("gate", claims.toString(), "tiny", "--bundle", "x.zip")
                        .err())
                .contains("--bundle holds the findings on one model, but here are 4");
    }

    @Test
    void aStudyHasItsOwnPageAndAnArmThatOfAnAudit() throws IOException {
        assertThat(parable("report", "tiny").err()).contains("has no report yet");
        Answer arm = parable("report", "tiny#control");

        assertThat(arm.code()).as(arm.err()).isZero();
        assertThat(stage("audit-arm-control-s1").resolve("report.html")).exists();
    }

    @Test
    void aStudyAnArmAndAStageAreExported() throws IOException {
        Answer study = parable("export", "tiny", "--to", "csv");
        Answer arm = parable("export", "tiny#control", "--to", "inspect");
        Answer stage = parable("export", stage("audit-arm-control-s1").toString(), "--to", "otel");
        Answer nothing = parable("export", "tiny#nope", "--to", "csv");

        assertThat(study.code()).as(study.err()).isZero();
        assertThat(Files.readString(home.resolve("runs/tiny/audits/exports/conversations.csv")))
                .contains("pretrained/s1,", "post-trained/s1,", "control/s1,", "demonstrations/s1,");
        assertThat(arm.out().lines())
                .singleElement()
                .asString()
                .contains("control-s1")
                .endsWith(".eval");
        assertThat(stage.code()).as(stage.err()).isZero();
        assertThat(nothing.code()).isEqualTo(ExitCode.USAGE.code());
        assertThat(nothing.err()).contains("no arm or model \"nope\"");
    }
}
