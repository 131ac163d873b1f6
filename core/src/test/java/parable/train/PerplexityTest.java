package parable.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import parable.model.Decoder;
import parable.model.Initialization;
import parable.model.Tap;
import parable.model.TinyModels;
import parable.tensor.LiveTensors;
import parable.tensor.Ops;
import parable.tensor.Scope;
import parable.tensor.Tensor;

@ExtendWith(LiveTensors.class)
class PerplexityTest {
    private final Decoder model = TinyModels.lively(4);

    @AfterEach
    void close() {
        model.close();
    }

    @Test
    void itIsTheExponentialOfTheMeanLossOfEachDocumentAlone() {
        List<int[]> documents = IntStream.range(0, 120)
                .mapToObj(i -> TinyModels.tokens(2 + i % 30, i))
                .toList();
        double loss = 0;
        int tokens = 0;
        for (int[] document : documents) {
            loss += loss(document);
            tokens += document.length - 1;
        }
        double expected = Math.exp(loss / tokens);
        assertThat(Perplexity.of(model, documents)).isEqualTo(expected, within(1e-5 * expected));
        assertThat(Perplexity.of(model, documents.reversed())).isEqualTo(expected, within(1e-5 * expected));
    }

    @Test
    void aNewbornIsAsSurprisedAsAGuesser() {
        try (Decoder newborn = Decoder.blank(TinyModels.config(2, true))) {
            Initialization.NORMAL.fill(newborn, 1);
            assertThat(Perplexity.of(newborn, List.of(TinyModels.tokens(60, 1))))
                    .isEqualTo(TinyModels.VOCABULARY, within(3.0));
        }
    }

    @Test
    void withoutATokenToPredictThereIsNone() {
        assertThatThrownBy(() -> Perplexity.of(model, List.of()))
                .hasMessage("perplexity needs a document of at least two tokens, but none of 0 has");
        assertThatThrownBy(() -> Perplexity.of(model, List.of(new int[] {5}))).hasMessageContaining("none of 1 has");
    }

    private double loss(int[] document) {
        int T = document.length, V = TinyModels.VOCABULARY;
        try (Scope _ = Scope.open()) {
            Tensor logits =
                    model.logits(Tensor.of(document, 1, T), Tap.NONE).view(T, V).narrow(0, 0, T - 1);
            int[] targets = java.util.Arrays.copyOfRange(document, 1, T);
            return Ops.crossEntropySum(logits, Tensor.of(targets, T - 1)).item();
        }
    }
}
