package parable.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static parable.tensor.Closeness.assertClose;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import parable.model.Decoder;
import parable.model.DecoderConfig;
import parable.model.Dialect;
import parable.model.Tap;
import parable.model.TinyModels;
import parable.tensor.Closeness;
import parable.tensor.LiveTensors;
import parable.tensor.Scope;
import parable.tensor.Tensor;

@ExtendWith(LiveTensors.class)
class SequenceTest {
    private static final DecoderConfig LONG = new DecoderConfig(
            TinyModels.VOCABULARY, 32, 2, 48, new DecoderConfig.Heads(4, 2, 8, 1400, 10_000), 1e-6, true);

    @Test
    void aTextThatGrowsHasTheLogitsOfOneReadFromScratch() {
        int[] text = TinyModels.tokens(400, 1);
        try (Decoder model = TinyModels.lively(LONG, 1);
                Sequence reading = new Sequence(model, Tap.NONE)) {
            for (int length : new int[] {1, 2, 9, 128, 129, 300, 400}) {
                int[] part = Arrays.copyOf(text, length);
                assertClose("first " + length, reading.after(part), fromScratch(model, part), Closeness.FLOAT32);
            }
            assertThat(reading.reused()).as("whole pieces of 128").isEqualTo(256);
        }
    }

    @Test
    void tokensThatFollowOneByOneHaveTheLogitsOfATextReadFromScratch() {
        int[] text = TinyModels.tokens(90, 1);
        try (Decoder model = TinyModels.lively(1);
                Sequence reading = new Sequence(model, Tap.NONE)) {
            reading.after(Arrays.copyOf(text, 50));
            for (int length = 51; length <= 90; length++) {
                float[] logits = reading.next(text[length - 1]);
                assertClose(
                        "first " + length, logits, fromScratch(model, Arrays.copyOf(text, length)), Closeness.FLOAT32);
            }
        }
    }

    @Test
    void aTextThatTurnsElsewhereKeepsWhatItShares() {
        int[] first = TinyModels.tokens(300, 1), second = first.clone();
        second[200] = second[200] == 3 ? 4 : 3;
        try (Decoder model = TinyModels.lively(LONG, 2);
                Sequence reading = new Sequence(model, Tap.NONE)) {
            reading.after(first);
            assertClose("turned", reading.after(second), fromScratch(model, second), Closeness.FLOAT32);
            assertThat(reading.reused()).isEqualTo(128);
            int[] shorter = Arrays.copyOf(second, 128);
            assertClose("shorter", reading.after(shorter), fromScratch(model, shorter), Closeness.FLOAT32);
            assertThat(reading.reused())
                    .as("the last token is read again, with its piece")
                    .isZero();
        }
    }

    @Test
    void logitsAreTheSameToTheLastBitWhateverWasReadBefore() {
        int[] text = TinyModels.tokens(390, 4);
        try (Decoder model = TinyModels.lively(LONG, 2);
                Sequence reading = new Sequence(model, Tap.NONE);
                Sequence other = new Sequence(model, Tap.NONE);
                Sequence fresh = new Sequence(model, Tap.NONE)) {
            float[] alone = fresh.after(text);
            reading.after(Arrays.copyOf(text, 200));
            for (int i = 200; i < 300; i++) {
                reading.next(text[i]);
            }
            other.takeOver(reading, text);
            assertThat(other.shared(text, Tap.NONE)).isEqualTo(128);
            assertThat(reading.after(text)).isEqualTo(alone);
            assertThat(reading.reused()).as("what was written is read again").isEqualTo(128);
            assertThat(other.after(text)).isEqualTo(alone);

            reading.next(5);
            try (Sequence again = new Sequence(model, Tap.NONE)) {
                again.takeOver(reading, text);
                assertThat(again.after(text)).isEqualTo(alone);
                assertThat(again.reused()).as("the very same text").isEqualTo(text.length);
                assertThat(again.next(5)).isEqualTo(fresh.next(5));
            }
        }
    }

    @Test
    void textsSideBySideHaveTheLogitsOfEachAloneToTheLastBit() {
        List<int[]> prompts = new ArrayList<>();
        for (int row = 0; row < 16; row++) {
            prompts.add(TinyModels.tokens(3 + 19 * row, row % 3));
        }
        try (Decoder model = frozen()) {
            assertThat(model.prepareForBatches()).isTrue();
            float[][][] together = SideBySide.logits(model, prompts, 5);
            for (int row = 0; row < prompts.size(); row++) {
                assertThat(together[row]).isDeepEqualTo(SideBySide.logits(model, List.of(prompts.get(row)), 5)[0]);
            }
            float[][][] few = SideBySide.logits(model, prompts.subList(4, 7), 5);
            assertThat(few).isDeepEqualTo(Arrays.copyOfRange(together, 4, 7));
        }
    }

    private static Decoder frozen() {
        Decoder model = Decoder.frozen(LONG, Dialect.PLAIN);
        try (Scope _ = Scope.open();
                Decoder lively = TinyModels.lively(LONG, 3)) {
            for (String name : lively.parameters().names()) {
                model.parameters().value(name).copyInPlace(lively.parameters().value(name));
            }
        }
        return model;
    }

    @Test
    void longTextsAreReadInPiecesAndTheCacheGrows() {
        int[] text = TinyModels.tokens(1300, 3);
        try (Decoder model = TinyModels.lively(LONG, 3);
                Sequence reading = new Sequence(model, Tap.NONE)) {
            for (int length : new int[] {600, 1200, 1300}) {
                int[] part = Arrays.copyOf(text, length);
                assertClose(
                        "first " + length, reading.after(part), fromScratch(model, part), Closeness.REORDERED_FLOAT32);
            }
        }
    }

    @Test
    void textsBeyondTheContextAreRefused() {
        try (Decoder model = TinyModels.lively(1);
                Sequence reading = new Sequence(model, Tap.NONE)) {
            assertThatThrownBy(() -> reading.after(new int[TinyModels.CONTEXT + 1]))
                    .hasMessageContaining("1 to 96 tokens for this model, but was 97");
            assertThatThrownBy(() -> reading.after(new int[0])).hasMessageContaining("but was 0");
        }
    }

    private static float[] fromScratch(Decoder model, int[] text) {
        try (Scope _ = Scope.open()) {
            Tensor logits = model.logits(Tensor.of(text, 1, text.length), Tap.NONE);
            return logits.select(1, text.length - 1).floats();
        }
    }
}
