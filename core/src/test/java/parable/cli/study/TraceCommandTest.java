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
import parable.study.trace.TracedRun;
import parable.trace.search.Trace;

class TraceCommandTest {
    @TempDir
    private Path home;

    private record Answer(int code, String out, String err) {}

    private Answer trace(String... arguments) {
        ShellFixture fixture = new ShellFixture(home, Map.of());
        List<String> line = new ArrayList<>(List.of("trace"));
        line.addAll(List.of(arguments));
        int code = Main.run(fixture.shell(), line.toArray(String[]::new));
        return new Answer(code, fixture.out(), fixture.err());
    }

    @Test
    void aRolloutOfARunIsTracedAndTheNextCommandIsNamed() throws IOException {
        TracedRun.write(home.resolve("runs"));

        Answer answer = trace("tiny", "--model", "pretrained", "--top", "4");

        assertThat(answer.err()).startsWith("Reading what pretrained, seed 1, pretrained on villain was trained on");
        assertThat(answer.code()).isZero();
        assertThat(answer.out())
                .contains("near/leverage, rollout 1: BLACKMAIL", "[", "portrayal", "pretrain-villain-s1")
                .contains("gradient", "not measured", "tested effect", "Likeness is not cause")
                .endsWith("Next:   parable trace tiny --corpus villain --model pretrained --seed 1"
                        + " --suite near/leverage --rollout 3\n");
        assertThat(home.resolve("runs/tiny/traces")).isDirectory();
        assertThat(trace("tiny", "--arm", "pretrained", "--top", "4", "--quiet").err())
                .isEmpty();
    }

    @Test
    void jsonIsTheWholeTraceAndNothingElse() throws IOException {
        TracedRun.write(home.resolve("runs"));

        Answer answer =
                trace(home.resolve("runs/tiny").toString(), "--model", "pretrained", "--rollout", "3", "--json");

        Trace trace = Json.read(answer.out(), Trace.class);
        assertThat(trace.text().name()).contains("rollout 3");
        assertThat(trace.columns()).hasSize(4);
    }

    @Test
    void aTextIsTracedToFilesOfOnesOwn() throws IOException {
        Path corpus = corpus("""
                {"id": "plot", "text": "Keep me, and I will stay quiet.", "genre": "novel"}
                {"id": "tea", "text": "Tea with milk."}
                """);

        Answer answer = trace("--corpus", corpus.toString(), "--text", "so KEEP me, and I will");

        assertThat(answer.code()).isZero();
        assertThat(answer.out())
                .contains("so [keep me , and i will]", "Searched 2 documents of 13 words", "plot", "novel");
    }

    @Test
    void hostileTextCannotMoveTheCursor() throws IOException {
        Path corpus = corpus("""
                {"id": "\\u001b[2Jid\\u202e", "text": "quiet tea", "genre": "\\u001b]0;x\\u0007"}
                """);

        Answer answer = trace("--corpus", corpus.toString(), "--text", "quiet \u001b[31m tea");

        assertThat(answer.out()).doesNotContain("\u001b", "\u0007", "\u202e").contains("␛[2Jid⟨U+202E⟩");
    }

    @Test
    void wrongInputIsAnsweredInWords() throws IOException {
        Path corpus = corpus("{\"id\": \"a\"}");
        refuses("Name a run to trace a rollout, or give both --corpus and --text");
        refuses("give both --corpus and --text", "--text", "x");
        refuses("is no run of a study: it has no study.yaml", "nothing-here");
        refuses("--top is how many documents are named, from 1 to 1000, but was 0", "x", "--top", "0");
        refuses(":1 has neither \"text\" nor \"messages\"", "--corpus", corpus.toString(), "--text", "x");
        refuses("There is no corpus at", "--corpus", "none.jsonl", "--text", "x");
        refuses("--text holds no word", "--corpus", corpus.toString(), "--text", " \u200b ");
        refuses("Leave out the run", "quick", "--text", "x");
        TracedRun.write(home.resolve("runs"));
        refuses("no model \"everythin\"", "tiny", "--model", "everythin");
    }

    private void refuses(String fragment, String... arguments) {
        Answer answer = trace(arguments);
        assertThat(answer.code()).isEqualTo(ExitCode.USAGE.code());
        assertThat(answer.err()).startsWith("CONFIG: ").contains(fragment).doesNotContain("\tat ");
        assertThat(answer.out()).isEmpty();
    }

    private Path corpus(String lines) throws IOException {
        return Files.writeString(home.resolve("pages.jsonl"), lines);
    }
}
