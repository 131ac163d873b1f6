package parable.cli.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import parable.ground.Progress;

class TerminalProgressTest {
    private final ByteArrayOutputStream shown = new ByteArrayOutputStream();
    private final PrintStream err = new PrintStream(shown, true, StandardCharsets.UTF_8);
    private long now;

    @Test
    void withoutATerminalALineAppearsEveryTenSeconds() {
        Progress.Task task = progress(0).start("pretrain", 100);

        for (int second = 1; second <= 25; second++) {
            sleep(1);
            task.advance(1, "loss " + second);
        }

        assertThat(lines())
                .containsExactly(
                        "pretrain   10% 10/100  1.0/s  eta 0:01:30  loss 10",
                        "pretrain   20% 20/100  1.0/s  eta 0:01:20  loss 20");
    }

    @Test
    void concurrentTasksShareOneLine() {
        Progress progress = progress(0);
        Progress.Task first = progress.start("seed 1", 10), second = progress.start("seed 2", 0);
        first.advance(5, "");
        sleep(10);

        second.advance(30, "k/n 3/30");

        assertThat(lines()).containsExactly("seed 1   50% 5/10  0.5/s  eta 0:00:10 | seed 2  30  3.0/s  k/n 3/30");
    }

    /// Models are named by users and files, notes hold what servers say.
    @Test
    void hostileNamesAndNotesAreShownAndNotObeyed() {
        Progress.Task task = progress(0).start("m\033[31m\u202e", 2);
        sleep(10);

        task.advance(1, "said\r\nDONE\0\u009b2J");
        task.done();

        assertThat(lines())
                .hasSize(2)
                .allSatisfy(
                        line -> assertThat(line).startsWith("m␛[31m⟨U+202E⟩  ").endsWith("  said␍␊DONE␀⟨U+009B⟩2J"));
    }

    @Test
    void aFinishedTaskLeavesItsSummaryOnce() {
        Progress.Task task = progress(0).start("audit", 4);
        sleep(2);
        task.advance(4, "2/4");

        task.done();
        task.close();

        assertThat(lines()).containsExactly("audit  4/4 in 0:00:02 (2.0/s)  2/4");
    }

    @Test
    void onATerminalTheViewIsRedrawnInPlaceAndCutToItsWidth() {
        Progress.Task task = progress(70).start("pretrain", 4);
        sleep(1);
        task.advance(1, "a note that is too long for this terminal");
        sleep(1);
        task.advance(1, "");

        String second = shown.toString(StandardCharsets.UTF_8);
        assertThat(second).contains("[#####---------------]", "\033[1A\r\033[2K", "[##########----------]");
        assertThat(second.replaceAll("\033\\[[0-9]*[AK]|\r", "").lines()).allMatch(line -> line.length() < 70);
    }

    @Test
    void onANarrowTerminalTheNumbersStayAndTheBarAndTheFrontOfALongNameGo() {
        Progress.Task task = progress(40).start("http://127.0.0.1:8000/v1#one-of-many-models", 4);
        sleep(1);

        task.advance(1, "harm so far 0/1");

        assertThat(shown.toString(StandardCharsets.UTF_8).lines())
                .singleElement()
                .isEqualTo("…y-models  25% 1/4  1.0/s  eta 0:00:03…");
    }

    @Test
    void redrawsAreRareHoweverOftenWorkAdvances() {
        Progress.Task task = progress(80).start("tokens", 0);

        for (int i = 0; i < 1000; i++) {
            now += 1_000_000;
            task.advance(1, "");
        }

        assertThat(lines().stream().filter(line -> line.contains("tokens"))).hasSize(10);
    }

    @Test
    void manyThreadsLoseNoUnit() throws InterruptedException {
        Progress.Task task = progress(0).start("rollouts", 40_000);
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            threads.add(Thread.ofPlatform().start(() -> {
                for (int unit = 0; unit < 10_000; unit++) {
                    task.advance(1, "");
                }
            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }

        task.done();

        assertThat(shown.toString(StandardCharsets.UTF_8)).contains("40000/40000");
    }

    private Progress progress(int columns) {
        return new TerminalProgress(err, columns, () -> now);
    }

    private void sleep(int seconds) {
        now += TimeUnit.SECONDS.toNanos(seconds);
    }

    private List<String> lines() {
        return shown.toString(StandardCharsets.UTF_8).lines().toList();
    }
}
