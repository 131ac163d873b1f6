package parable.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static parable.tensor.Closeness.assertClose;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import parable.model.Decoder;
import parable.model.Tap;
import parable.model.TinyModels;
import parable.tensor.Closeness;
import parable.tensor.LiveTensors;
import parable.tensor.Ops;
import parable.tensor.Scope;
import parable.tensor.Tensor;
import parable.train.Continued.Text;

@ExtendWith(LiveTensors.class)
class ContinuedTest {
    private static final List<Text> TEXTS = List.of(text(9, 5, 1), text(30, 12, 2), text(4, 1, 3), text(17, 8, 4));

    private static Text text(int prompt, int continuation, long seed) {
        int[] tokens = TinyModels.tokens(prompt + continuation, seed);
        return new Text(Arrays.copyOf(tokens, prompt), Arrays.copyOfRange(tokens, prompt, tokens.length));
    }

    @Test
    void packingDoesNotChangeTheLogProbabilitiesOfAText() {
        try (Decoder model = TinyModels.lively(5)) {
            double[][] packed = new Continued(TEXTS, TinyModels.CONTEXT).logProbabilities(model);
            for (int i = 0; i < TEXTS.size(); i++) {
                assertThat(packed[i]).containsExactly(alone(model, TEXTS.get(i)), within(Closeness.REORDERED_FLOAT32));
            }
        }
    }

    /// By the plain forward pass over one text.
    private static double[] alone(Decoder model, Text text) {
        int[] tokens = joined(text);
        try (Scope _ = Scope.open()) {
            Tensor logits = model.logits(Tensor.of(tokens, 1, tokens.length), Tap.NONE);
            float[] all = Ops.logSoftmax(logits).floats();
            double[] wanted = new double[text.continuation().length];
            for (int t = 0; t < wanted.length; t++) {
                int at = text.prompt().length + t;
                wanted[t] = all[(at - 1) * TinyModels.VOCABULARY + tokens[at]];
            }
            return wanted;
        }
    }

    private static int[] joined(Text text) {
        int[] tokens = Arrays.copyOf(text.prompt(), text.prompt().length + text.continuation().length);
        System.arraycopy(text.continuation(), 0, tokens, text.prompt().length, text.continuation().length);
        return tokens;
    }

    @Test
    void slopesOfMinusOneGiveTheGradientOfTheLoss() {
        try (Decoder model = TinyModels.lively(5)) {
            float[] ours = gradient(model, TEXTS, ContinuedTest::minusOne);
            List<Example> documents = new ArrayList<>();
            for (Text text : TEXTS) {
                documents.add(Example.after("", joined(text), text.prompt().length));
            }
            TokenRows rows = TokenRows.pack(documents, TinyModels.CONTEXT, 24, 0);
            try (Scope _ = Scope.open()) {
                model.parameters().gradients().zeroInPlace();
                Batch batch = Batch.of(rows.rows(), TinyModels.CONTEXT);
                model.lossSum(batch.ids(), batch.mask(), batch.targets()).backward();
                assertSame(ours, model.parameters().gradients().floats());
            }
        }
    }

    private static double[][] minusOne(double[][] now) {
        return Arrays.stream(now)
                .map(text -> Arrays.stream(text).map(_ -> -1).toArray())
                .toArray(double[][]::new);
    }

    @Test
    void eachTextPullsAsItsSlopeSays() {
        List<Text> first = TEXTS.subList(0, 1), second = TEXTS.subList(1, 2);
        try (Decoder model = TinyModels.lively(5)) {
            float[] one = gradient(model, first, ContinuedTest::minusOne),
                    other = gradient(model, second, ContinuedTest::minusOne);
            float[] both = gradient(model, TEXTS.subList(0, 2), now -> {
                double[][] slopes = minusOne(now);
                slopes[0] = Arrays.stream(slopes[0]).map(s -> 0.25 * s).toArray();
                slopes[1] = Arrays.stream(slopes[1]).map(s -> -3 * s).toArray();
                return slopes;
            });
            float[] expected = new float[both.length];
            for (int i = 0; i < expected.length; i++) {
                expected[i] = 0.25f * one[i] - 3 * other[i];
            }
            assertSame(both, expected);
        }
    }

    private static float[] gradient(Decoder model, List<Text> texts, UnaryOperator<double[][]> slopes) {
        try (Scope _ = Scope.open()) {
            model.parameters().gradients().zeroInPlace();
            new Continued(texts, TinyModels.CONTEXT).backward(model, slopes);
            return model.parameters().gradients().floats();
        }
    }

    /// Rows are packed otherwise, so attention sums in another order.
    private static void assertSame(float[] actual, float[] expected) {
        float largest = 0;
        for (float value : expected) {
            largest = Math.max(largest, Math.abs(value));
        }
        assertClose("gradient", actual, expected, Closeness.REORDERED_FLOAT32 * largest);
    }
}
