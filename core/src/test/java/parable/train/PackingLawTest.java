package parable.train;

import static org.assertj.core.api.Assertions.assertThat;
import static parable.tensor.Closeness.assertClose;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
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
import parable.train.TokenRows.Row;

/// Packing changes neither what a model sees nor what it learns.
@ExtendWith(LiveTensors.class)
class PackingLawTest {
    private static final int T = 32, V = TinyModels.VOCABULARY;

    private final Decoder model = TinyModels.lively(6);
    private final Scope scope = Scope.open();

    @AfterEach
    void close() {
        scope.close();
        model.close();
    }

    @Test
    void logitsOfPackedDocumentsAreThoseOfEachAlone() {
        List<Example> documents = documents(9, 1, 12, 6);
        Row row = TokenRows.pack(documents, T, 4, 1).rows().getFirst();
        Batch batch = Batch.of(List.of(row), T);

        float[] packed = model.logits(batch.ids(), batch.mask(), Tap.NONE).floats();

        for (int number = 0; number < documents.size(); number++) {
            int[] tokens = documents.get(number).tokens();
            int start = first(row.documents(), number);
            assertClose(
                    "document " + number,
                    Arrays.copyOfRange(packed, start * V, (start + tokens.length) * V),
                    model.logits(Tensor.of(tokens, 1, tokens.length), Tap.NONE).floats(),
                    Closeness.REORDERED_FLOAT32);
        }
    }

    @Test
    void aNeighborsTextChangesNothing() {
        Row row = new Row(TinyModels.tokens(T, 1), owners(10, 20), all());
        Row edited = new Row(row.tokens().clone(), row.documents(), row.trained());
        edited.tokens()[9] = row.tokens()[9] == 7 ? 8 : 7;

        float[] before = logits(row), after = logits(edited);

        assertThat(Arrays.copyOfRange(after, 10 * V, 30 * V)).isEqualTo(Arrays.copyOfRange(before, 10 * V, 30 * V));
        assertThat(Arrays.copyOfRange(after, 9 * V, 10 * V)).isNotEqualTo(Arrays.copyOfRange(before, 9 * V, 10 * V));
    }

    @Test
    void paddingIsNeverTrained() {
        Row row = new Row(TinyModels.tokens(T, 1), owners(20), all());
        Row other = new Row(row.tokens().clone(), row.documents(), row.trained());
        Arrays.fill(other.tokens(), 20, T, 0);

        float[] gradients = gradients(List.of(row), 1);

        assertThat(Batch.of(List.of(row), T).trained()).isEqualTo(19);
        assertThat(gradients).isEqualTo(gradients(List.of(other), 1)).isNotEqualTo(new float[gradients.length]);
    }

    @Test
    void onlyTrainedTokensAreTargets() {
        boolean[] trained = new boolean[T];
        trained[0] = trained[5] = trained[6] = trained[10] = trained[31] = true;
        Row row = new Row(TinyModels.tokens(T, 1), owners(10, 20), trained);

        Batch batch = Batch.of(List.of(row), T);

        long[] expected = new long[T];
        Arrays.fill(expected, -100);
        expected[4] = row.tokens()[5];
        expected[5] = row.tokens()[6];
        assertThat(batch.targets().longs())
                .as("0 and 10 begin documents, 31 is padding")
                .isEqualTo(expected);
        assertThat(batch.trained()).isEqualTo(2);
    }

    /// As in a conversation: text of others lies between the assistant's spans.
    @Test
    void theLossOfPackedSpansIsTheSurpriseOfEachTextAtThem() {
        BitSet early = new BitSet(), late = new BitSet();
        early.set(2, 4);
        early.set(7);
        late.set(0);
        late.set(9, 12);
        List<Example> texts = List.of(
                new Example("two spans", TinyModels.tokens(9, 61), early),
                new Example("first and last", TinyModels.tokens(12, 62), late));
        Batch batch = Batch.of(TokenRows.pack(texts, T, 4, 1).rows(), T);

        double loss = model.lossSum(batch.ids(), batch.mask(), batch.targets()).item();

        double expected = texts.stream().mapToDouble(this::surprise).sum();
        assertThat(batch.trained()).as("a text's first token follows nothing").isEqualTo(6);
        assertClose("loss", loss, expected, Closeness.SUMMED_FLOAT32 * expected);
    }

    @Test
    void aLargeVocabularyIsReadInPiecesWithTheSameLossAndGradient() {
        List<Row> rows = TokenRows.pack(documents(9, 30, 12, 6, 25), T, 4, 1).rows();
        BundledTexts lesson = BundledTexts.of(rows);
        model.parameters().gradients().zeroInPlace();
        double whole = TokenLoss.backward(model, lesson);
        float[] expected = model.parameters().gradients().floats();
        for (int tokens : new int[] {1, 5, 40, lesson.trained()}) {
            model.parameters().gradients().zeroInPlace();

            double loss = TokenLoss.backward(model, lesson, (long) tokens * V);

            assertClose(tokens + " at a time", loss, whole, Closeness.SUMMED_FLOAT32 * whole);
            assertClose(
                    tokens + " at a time",
                    model.parameters().gradients().floats(),
                    expected,
                    Closeness.SUMMED_FLOAT32 * largest(expected));
        }
    }

    /// Closed forms against autograd.
    @Test
    void theWayBackIsThatOfAutograd() {
        List<Row> rows =
                TokenRows.pack(documents(9, 30, 12, 6, 25, 14), T, 4, 1).rows();
        Batch batch = Batch.of(rows, T);
        model.parameters().gradients().zeroInPlace();
        Tensor loss = model.lossSum(batch.ids(), batch.mask(), batch.targets());
        loss.backward();
        float[] expected = model.parameters().gradients().floats();
        model.parameters().gradients().zeroInPlace();

        double sum = TokenLoss.backward(model, BundledTexts.of(rows));

        assertClose("loss", sum, loss.item(), Closeness.SUMMED_FLOAT32 * sum);
        assertClose(
                "gradient",
                model.parameters().gradients().floats(),
                expected,
                Closeness.SUMMED_FLOAT32 * largest(expected));
    }

    private static float largest(float[] values) {
        float largest = 0;
        for (float value : values) {
            largest = Math.max(largest, Math.abs(value));
        }
        return largest;
    }

    private double surprise(Example text) {
        int[] tokens = text.tokens();
        Tensor logits = model.logits(Tensor.of(tokens, 1, tokens.length), Tap.NONE);
        float[] log = Ops.logSoftmax(logits).floats();
        return text.trained().stream()
                .filter(t -> t > 0)
                .mapToDouble(t -> -log[(t - 1) * V + tokens[t]])
                .sum();
    }

    @Test
    void microBatchesGiveTheGradientOfOneBatch() {
        List<Row> rows = TokenRows.pack(documents(9, 30, 12, 6, 25, 14, 31, 20, 8, 22, 30, 30, 17, 28), T, 4, 1)
                .rows();
        assertThat(rows).hasSizeGreaterThanOrEqualTo(8);
        float[] whole = gradients(rows.subList(0, 8), 1);
        for (int parts : new int[] {2, 4, 8}) {
            assertClose(
                    parts + " parts",
                    gradients(rows.subList(0, 8), parts),
                    whole,
                    Closeness.SUMMED_FLOAT32 * largest(whole));
        }
    }

    private float[] logits(Row row) {
        Batch batch = Batch.of(List.of(row), T);
        return model.logits(batch.ids(), batch.mask(), Tap.NONE).floats();
    }

    private float[] gradients(List<Row> rows, int parts) {
        model.parameters().gradients().zeroInPlace();
        int size = rows.size() / parts;
        for (int start = 0; start < rows.size(); start += size) {
            TokenLoss.backward(model, BundledTexts.of(rows.subList(start, start + size)));
        }
        return model.parameters().gradients().floats();
    }

    private static List<Example> documents(int... lengths) {
        return java.util.stream.IntStream.range(0, lengths.length)
                .mapToObj(i -> Example.whole("d" + i, TinyModels.tokens(lengths[i], 50 + i)))
                .toList();
    }

    /// Documents of these lengths, then padding.
    private static int[] owners(int... lengths) {
        int[] owners = new int[T];
        Arrays.fill(owners, TokenRows.PADDING);
        int at = 0;
        for (int number = 0; number < lengths.length; number++) {
            Arrays.fill(owners, at, at += lengths[number], number);
        }
        return owners;
    }

    private static boolean[] all() {
        boolean[] all = new boolean[T];
        Arrays.fill(all, true);
        return all;
    }

    private static int first(int[] owners, int number) {
        int at = 0;
        while (owners[at] != number) {
            at++;
        }
        return at;
    }
}
