package parable.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static parable.tensor.Closeness.assertClose;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import parable.tensor.Closeness;
import parable.tensor.LiveTensors;
import parable.tensor.Scope;
import parable.tensor.Tensor;

@ExtendWith(LiveTensors.class)
class ReadTextTest {
    @Test
    void aTextThatGrowsHasTheLogitsOfOneReadFromScratch() {
        int[] text = TinyModels.tokens(90, 1);
        try (Decoder model = TinyModels.lively(1);
                ReadText reading = new ReadText(model)) {
            for (int length : new int[] {1, 2, 9, 40, 41, 90}) {
                int[] part = Arrays.copyOf(text, length);
                assertClose("first " + length, reading.after(part), fromScratch(model, part), Closeness.FLOAT32);
            }
            assertThat(reading.reused()).isEqualTo(41);
        }
    }

    @Test
    void aTextThatTurnsElsewhereKeepsWhatItShares() {
        int[] first = TinyModels.tokens(60, 1), second = first.clone();
        second[30] = second[30] == 3 ? 4 : 3;
        try (Decoder model = TinyModels.lively(2);
                ReadText reading = new ReadText(model)) {
            reading.after(first);
            assertClose("turned", reading.after(second), fromScratch(model, second), Closeness.FLOAT32);
            assertThat(reading.reused()).isEqualTo(30);
            int[] shorter = Arrays.copyOf(second, 20);
            assertClose("shorter", reading.after(shorter), fromScratch(model, shorter), Closeness.FLOAT32);
            assertThat(reading.reused()).isEqualTo(19);
            assertClose("the same again", reading.after(shorter), fromScratch(model, shorter), Closeness.FLOAT32);
        }
    }

    @Test
    void longTextsAreReadInPiecesAndTheCacheGrows() {
        DecoderConfig.Heads heads = new DecoderConfig.Heads(4, 2, 8, 1400, 10_000);
        DecoderConfig config = new DecoderConfig(TinyModels.VOCABULARY, 32, 2, 48, heads, 1e-6, true);
        int[] text = TinyModels.tokens(1300, 3);
        try (Decoder model = TinyModels.lively(config, 3);
                ReadText reading = new ReadText(model)) {
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
                ReadText reading = new ReadText(model)) {
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
