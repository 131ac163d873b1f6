package parable.train;

import java.util.Arrays;
import parable.model.Decoder;
import parable.model.Pass;
import parable.tensor.DType;
import parable.tensor.InPlace;
import parable.tensor.Ops;
import parable.tensor.Scope;
import parable.tensor.Tensor;

/// The loss of some rows, whose gradient is added to the model's.
///
/// Only positions with a target get logits, and with a large vocabulary, where they are the largest tensor, a few
/// hundred at a time. The slope of `-log softmax(z)[t]` by the logits z is `softmax(z)`, less one at t.
///
/// Letters: N positions with a target, n of them at a time, M tokens, C model width, V vocabulary.
final class TokenLoss {
    /// Logits at a time: 64 MB.
    private static final long MOST_LOGITS = 1 << 24;

    private TokenLoss() {}

    /// @return the sum in nats
    static double backward(Decoder model, BundledTexts lesson) {
        return backward(model, lesson, MOST_LOGITS);
    }

    static double backward(Decoder model, BundledTexts lesson, long mostLogits) {
        if (lesson.trained() == 0) {
            return 0;
        }
        return Ops.withoutGradients(() -> passed(model, lesson, mostLogits));
    }

    private static double passed(Decoder model, BundledTexts lesson, long mostLogits) {
        int size = (int) Math.max(1, mostLogits / model.config().vocabulary());
        Pass pass = model.pass(Tensor.of(lesson.ids(), lesson.ids().length), lesson.bundles());
        Tensor slopes = Tensor.zeros(DType.FLOAT32, pass.hidden().shape()); // (M, C)
        double sum = 0;
        for (int from = 0; from < lesson.trained(); from += size) {
            int to = Math.min(from + size, lesson.trained());
            try (Scope _ = Scope.open()) {
                Tensor places = Tensor.of(Arrays.copyOfRange(lesson.places(), from, to), to - from);
                Tensor targets = Tensor.of(Arrays.copyOfRange(lesson.targets(), from, to), to - from, 1);
                Tensor x = pass.hidden().indexSelect(0, places); // (n, C)
                Tensor logits = Ops.logSoftmax(pass.logits(x)); // (n, V)
                sum -= logits.gather(targets).sum().item();
                InPlace.exp(logits);
                InPlace.plusAt(logits, targets, Tensor.full(-1, DType.FLOAT32, to - from, 1));
                InPlace.plusRows(slopes, places, pass.backFromLogits(x, logits));
            }
        }
        pass.back(slopes);
        return sum;
    }
}
