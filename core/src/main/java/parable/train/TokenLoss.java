package parable.train;

import java.util.List;
import java.util.stream.IntStream;
import parable.model.Context;
import parable.model.Decoder;
import parable.model.Tap;
import parable.tensor.DType;
import parable.tensor.Ops;
import parable.tensor.Scope;
import parable.tensor.Tensor;
import parable.train.TokenRows.Row;

/// The loss of a batch, whose gradient is added to the model's.
///
/// With a large vocabulary the logits are the largest tensor, and a fifth of SmolLM2-135M's work. Then only the
/// positions with a target get logits, a few hundred at a time: their gradient with respect to the stream is collected,
/// and goes back through the blocks once. Rows of which 40 % are trained then take a tenth less time.
///
/// Letters: N positions with a target, n of them at a time, C model width, V vocabulary.
final class TokenLoss {
    /// Logits at a time: 64 MB. Arbitrary; below it nothing is split, so the bits of small models stay as they
    /// were.
    private static final long MOST_LOGITS = 1 << 24;

    private TokenLoss() {}

    /// Rows as a batch, for a large vocabulary without the columns that are padding in all of them.
    static Batch batch(Decoder model, List<Row> rows, int rowLength) {
        boolean isLarge = (long) rows.size() * rowLength * model.config().vocabulary() > MOST_LOGITS;
        return Batch.of(rows, isLarge ? TokenRows.used(rows) : rowLength);
    }

    /// @return the sum in nats
    static double backward(Decoder model, Batch batch) {
        return backward(model, batch, MOST_LOGITS);
    }

    static double backward(Decoder model, Batch batch, long mostLogits) {
        int vocabulary = model.config().vocabulary();
        if (batch.trained() == 0 || batch.targets().elements() * vocabulary <= mostLogits) {
            Tensor loss = model.lossSum(batch.ids(), batch.mask(), batch.targets());
            loss.backward();
            return loss.item();
        }
        return inPieces(model, batch, (int) Math.max(1, mostLogits / vocabulary));
    }

    private static double inPieces(Decoder model, Batch batch, int size) {
        int width = model.config().width();
        long[] targets = batch.targets().longs();
        int[] places = IntStream.range(0, targets.length)
                .filter(at -> targets[at] >= 0)
                .toArray();
        int[] chosen = IntStream.of(places).map(at -> (int) targets[at]).toArray();
        Tensor stream = model.hidden(batch.ids(), 0, new Context.Masked(batch.mask()), Tap.NONE)
                .view(-1, width)
                .indexSelect(0, Tensor.of(places, places.length)); // (N, C)
        Tensor slopes = Tensor.zeros(DType.FLOAT32, places.length, width);
        Tensor leaf = stream.detach().collectGradientIn(slopes);
        double sum = 0;
        for (int from = 0; from < places.length; from += size) {
            int count = Math.min(size, places.length - from);
            try (Scope _ = Scope.open()) {
                Tensor logits = model.project(leaf.narrow(0, from, count), Tap.NONE); // (n, V)
                Tensor loss = Ops.crossEntropySum(
                        logits,
                        Tensor.of(IntStream.of(chosen).skip(from).limit(count).toArray(), count));
                loss.backward();
                sum += loss.item();
            }
        }
        stream.times(slopes).sum().backward(); // the gradient of this product is `slopes`
        return sum;
    }
}
