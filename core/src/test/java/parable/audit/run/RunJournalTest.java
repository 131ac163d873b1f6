package parable.audit.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parable.chat.ChatMessage;
import parable.chat.Exchange;
import parable.chat.Raw;
import parable.chat.Reply;
import parable.chat.Reply.StopReason;
import parable.chat.Usage;
import parable.ground.Hash;
import parable.ground.RandomStream;

class RunJournalTest {
    @TempDir
    private Path folder;

    @Test
    void repliesComeBackByteForByteAlsoWhenTheyAreNoText() {
        byte[] odd = {(byte) 0xff, 0, '\n', (byte) 0xc3};
        Reply reply = reply(new Exchange(Raw.of("ask\n1"), Raw.of(odd), 200, Map.of("retry-after", "1"), 2));
        try (RunJournal journal = open()) {
            journal.answered(Hash.of("a"), new Place("m", "s", 0, 0), paid(reply));
        }
        try (RunJournal journal = open()) {
            assertThat(journal.answer(Hash.of("a"))).contains(paid(reply));
            assertThat(journal.answer(Hash.of("b"))).isEmpty();
        }
    }

    /// 40 turns of about 1 kB: whole requests would take 40 · 41 / 2 kB.
    @Test
    void aLongConversationTakesRoomForEachTurnOnce() throws Exception {
        StringBuilder history = new StringBuilder("{\"messages\":[");
        Map<Integer, String> sent = new HashMap<>();
        try (RunJournal journal = open()) {
            for (int turn = 0; turn < 40; turn++) {
                history.append("mail %d ".formatted(turn).repeat(125));
                sent.put(turn, history + "],\"tools\":[" + "tool ".repeat(200) + "]}");
                Reply reply = reply(new Exchange(Raw.of(sent.get(turn)), Raw.of("r"), 200, Map.of(), 1));
                journal.answered(Hash.of(turn), new Place("m", "s", 0, turn), paid(reply));
            }
        }
        assertThat(Files.size(folder.resolve(RunJournal.FILE))).isLessThan(100_000);
        try (RunJournal journal = open()) {
            for (int turn = 0; turn < 40; turn++) {
                assertThat(journal.answer(Hash.of(turn))
                                .orElseThrow()
                                .reply()
                                .exchange()
                                .request()
                                .text())
                        .isEqualTo(sent.get(turn));
            }
        }
    }

    /// Every request repeats the one before it: restoring the last one goes all the way back.
    @Test
    void aConversationOfTenThousandTurnsIsWrittenAndRestoredInTimeThatGrowsWithTheTurns() {
        int turns = 10_000;
        try (RunJournal journal = open()) {
            for (int turn = 0; turn < turns; turn++) {
                Exchange exchange = new Exchange(Raw.of("turn " + turn), Raw.of("r"), 200, Map.of(), 1);
                journal.answered(Hash.of(turn), new Place("m", "s", 0, turn), paid(reply(exchange)));
            }
        }
        try (RunJournal journal = open()) {
            for (int turn : new int[] {turns - 1, turns - 1, 0, turns / 2}) {
                Reply reply = journal.answer(Hash.of(turn)).orElseThrow().reply();
                assertThat(reply.exchange().request().text()).isEqualTo("turn " + turn);
            }
        }
    }

    @Test
    void bytesAskedForLongestAgoAreForgottenFirst() {
        RecentBytes recent = new RecentBytes(10);
        recent.put(1, new byte[4]);
        recent.put(2, new byte[4]);
        recent.get(1);
        recent.put(3, new byte[4]);

        assertThat(recent.get(2)).isEmpty();
        assertThat(recent.get(1)).isPresent();
        recent.put(4, new byte[100]);
        assertThat(recent.get(1)).isEmpty();
        assertThat(recent.get(4)).as("the last one, however long").isPresent();
    }

    @Test
    void whatIsForgottenLeavesRoomForOthers() {
        RecentBytes recent = new RecentBytes(10);
        recent.put(1, new byte[6]);
        recent.forget(1);
        recent.put(2, new byte[6]);
        recent.put(3, new byte[4]);

        assertThat(recent.get(1)).isEmpty();
        assertThat(recent.get(2)).isPresent();
        assertThat(recent.get(3)).isPresent();
    }

    @Test
    void sharedBytesAreRestoredWhateverTheyAre() {
        RandomStream draw = RandomStream.of(3, "bytes");
        for (int i = 0; i < 2000; i++) {
            byte[] a = word(draw), b = word(draw);
            assertThat(SharedBytes.of(0, a, b).restored(a)).isEqualTo(b);
        }
    }

    @Test
    void theIndexFindsEveryKeyAfterItHasGrown() {
        KeyIndex index = new KeyIndex();
        Map<Long, Integer> expected = new HashMap<>();
        RandomStream draw = RandomStream.of(4, "keys");
        for (int i = 0; i < 5000; i++) {
            long key = draw.chance(0.5) ? draw.below(100) : draw.nextLong();
            index.put(key, i);
            expected.put(key, i);
        }

        expected.forEach((key, record) -> assertThat(index.get(key)).isEqualTo(record));
        assertThat(index.get(1L << 40)).isEqualTo(-1);
    }

    private static byte[] word(RandomStream draw) {
        StringBuilder word = new StringBuilder();
        for (int i = draw.below(8); i > 0; i--) {
            word.append(draw.pick(List.of("a", "b")));
        }
        return word.toString().getBytes(StandardCharsets.UTF_8);
    }

    private RunJournal open() {
        return RunJournal.open(folder, (_, _) -> {});
    }

    private static Reply reply(Exchange exchange) {
        return new Reply.Answered(ChatMessage.Assistant.of("r"), StopReason.FINISHED, Optional.empty(), exchange);
    }

    private static RunJournal.Paid paid(Reply reply) {
        return new RunJournal.Paid(reply, new Usage(3, 4), reply.exchange().attempt(), 17);
    }
}
