package parable.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import parable.ground.RandomStream;
import parable.model.Decoder;
import parable.model.DecoderConfig;
import parable.model.KvCache;
import parable.model.Tap;
import parable.model.TinyModels;
import parable.tensor.LiveTensors;

@ExtendWith(LiveTensors.class)
class PrefixCacheTest {
    private static final int PIECE = Sequence.PIECE;

    private final Decoder model = TinyModels.lively(
            new DecoderConfig(
                    TinyModels.VOCABULARY, 32, 2, 48, new DecoderConfig.Heads(4, 2, 8, 1400, 10_000), 1e-6, true),
            1);

    @AfterEach
    void close() {
        model.close();
    }

    @Test
    void aTokenTakesAKeyAndAValueOfEachHeadInEachLayer() {
        assertThat(KvCache.bytesPerToken(model.config())).isEqualTo(2 * 2 * 2 * 8 * 4);
    }

    @Test
    void memoryNeverPassesWhatIsAllowedUnlessForOneTextAlone() {
        int most = 3000, refused = 0, served = 0;
        RandomStream random = RandomStream.of(1, "held");
        try (PrefixCache texts = new PrefixCache(model, most)) {
            List<Sequence> busy = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                int[] prompt = TinyModels.tokens(1 + random.below(500), random.below(5));
                Optional<Sequence> text = texts.begin(prompt, Tap.NONE, prompt.length + random.below(700));
                text.ifPresent(found -> {
                    found.after(prompt);
                    busy.add(found);
                });
                served += text.isPresent() ? 1 : 0;
                refused += text.isPresent() ? 0 : 1;
                assertThat(texts.held()).isLessThanOrEqualTo(most);
                while (!busy.isEmpty() && random.below(3) == 0 || text.isEmpty() && !busy.isEmpty()) {
                    texts.rest(busy.remove(random.below(busy.size())));
                    assertThat(texts.held()).isLessThanOrEqualTo(most);
                    if (random.below(2) == 0) {
                        break;
                    }
                }
            }
        }
        assertThat(served).isGreaterThan(100);
        assertThat(refused).isGreaterThan(5);
        try (PrefixCache narrow = new PrefixCache(model, 10)) {
            assertThat(narrow.begin(new int[] {1}, Tap.NONE, 400)).as("alone").isPresent();
            assertThat(narrow.begin(new int[] {1}, Tap.NONE, 2))
                    .as("next to it")
                    .isEmpty();
        }
    }

    @Test
    void whatIsLongestUnusedIsForgottenFirst() {
        int[] first = TinyModels.tokens(2 * PIECE, 1), second = TinyModels.tokens(2 * PIECE, 2);
        int[] third = TinyModels.tokens(2 * PIECE + 1, 3);
        try (PrefixCache texts = new PrefixCache(model, 2 * 2 * PIECE + 10)) {
            for (int[] prompt : List.of(first, second)) {
                texts.rest(read(texts, prompt));
            }
            texts.rest(read(texts, third)); // no room for all three
            assertThat(reused(texts, second)).isEqualTo(2 * PIECE);
            assertThat(reused(texts, first)).isZero();
        }
    }

    @Test
    void aTextThatMayBeWantedAgainIsCopiedWhereThereIsRoom() {
        int[] whole = TinyModels.tokens(3 * PIECE + 1, 1), other = whole.clone();
        other[2 * PIECE] = whole[2 * PIECE] == 3 ? 4 : 3;
        try (PrefixCache texts = new PrefixCache(model, 10_000)) {
            texts.rest(read(texts, whole));
            assertThat(reused(texts, other)).as("what they share").isEqualTo(2 * PIECE);
            assertThat(reused(texts, whole)).as("nothing was lost").isEqualTo(whole.length);
        }
        assertThatThrownBy(() -> new PrefixCache(model, 0)).hasMessageContaining("at least one token");
    }

    private int reused(PrefixCache texts, int[] prompt) {
        Sequence text = read(texts, prompt);
        texts.rest(text);
        return text.reused();
    }

    private static Sequence read(PrefixCache texts, int[] prompt) {
        Sequence text = texts.begin(prompt, Tap.NONE, prompt.length).orElseThrow();
        text.after(prompt);
        return text;
    }
}
