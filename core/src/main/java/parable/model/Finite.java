package parable.model;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import parable.ground.StudyException;

/// Guards against numbers that are none: a model with NaN in it answers, and its answers mean nothing.
public final class Finite {
    private static final int MAGNITUDE = 0x7fff_ffff, INFINITE = 0x7f80_0000;

    /// Values looked at a time: small enough for the processor's cache.
    private static final int PIECE = 1 << 14;

    private Finite() {}

    /// The largest absolute value, as the bits of its float: the bits of floats without sign are ordered as their
    /// values are, with infinity and then NaN on top.
    ///
    /// @param values float32
    private static int largest(MemorySegment values) {
        int[] piece = new int[PIECE];
        int largest = 0;
        long count = values.byteSize() / Float.BYTES;
        for (long at = 0; at < count; at += PIECE) {
            int length = (int) Math.min(PIECE, count - at);
            MemorySegment.copy(values, ValueLayout.JAVA_INT_UNALIGNED, at * Float.BYTES, piece, 0, length);
            for (int i = 0; i < length; i++) {
                largest = Math.max(largest, piece[i] & MAGNITUDE);
            }
        }
        return largest;
    }

    /// @throws StudyException of category CHECKPOINT when a weight is NaN or infinite, or when a tensor without
    /// which
    ///     all outputs are equal is all zeros
    static void requireWeights(String origin, String name, MemorySegment values) {
        int largest = largest(values);
        if (largest >= INFINITE) {
            throw new StudyException(
                    StudyException.Category.CHECKPOINT,
                    "%s holds NaN or infinity in \"%s\": what such a model answers means nothing. Its training diverged,"
                            + " or its conversion overflowed 16 bits. Take an earlier checkpoint or convert again.",
                    origin,
                    name);
        }
        if (largest == 0 && !name.contains(".layers.")) {
            throw new StudyException(
                    StudyException.Category.CHECKPOINT,
                    "%s holds only zeros in \"%s\": what such a model answers means nothing. The weights were never"
                            + " filled in. Save or download the model again.",
                    origin,
                    name);
        }
    }

    /// @param logits of one or several tokens
    /// @throws StudyException of category CHECKPOINT when one is NaN or infinite
    public static float[] requireLogits(float[] logits) {
        float sum = 0;
        for (float logit : logits) {
            sum += 0 * logit; // 0 for every number; NaN for NaN and infinity
        }
        if (sum != 0) { // NaN differs from everything
            throw new StudyException(
                    StudyException.Category.CHECKPOINT,
                    "the model computed logits that are NaN or infinite: what it answers means nothing. Its weights are"
                            + " broken, or it needs another numeric type than float32.");
        }
        return logits;
    }
}
