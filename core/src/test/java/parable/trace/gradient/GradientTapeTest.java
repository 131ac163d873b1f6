package parable.trace.gradient;

import static parable.tensor.Closeness.assertClose;

import java.util.List;
import org.junit.jupiter.api.Test;
import parable.model.Decoder;
import parable.model.Projection;
import parable.model.Tap;
import parable.tensor.Closeness;
import parable.tensor.Scope;

class GradientTapeTest {
    private final List<WeightedText> texts = new Passages(TinyTraces.TOKENIZER).documents(TinyTraces.documents(6));

    @Test
    void aDocumentsGradientInABatchIsTheModelsGradientOfItAlone() {
        try (Decoder model = TinyTraces.model();
                Scope _ = Scope.open()) {
            new DocumentGradients(model, 6).each(texts, (numbers, tape) -> {
                for (int row = 0; row < numbers.size(); row++) {
                    for (Projection place : tape.places()) {
                        float[] captured = tape.of(place)
                                .gradients()
                                .select(0, row)
                                .contiguous()
                                .floats();
                        assertClose(
                                place.toString(),
                                captured,
                                alone(texts.get(numbers.get(row)), place),
                                Closeness.FLOAT32);
                    }
                }
            });
        }
    }

    private static float[] alone(WeightedText text, Projection place) {
        try (Decoder model = TinyTraces.model();
                Scope _ = Scope.open()) {
            new Query.Texts(List.of(text)).backward(model, Tap.NONE);
            return model.gradient(place).contiguous().floats();
        }
    }
}
