package parable.model;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import parable.tensor.Blas;
import parable.tensor.DType;
import parable.tensor.InPlace;
import parable.tensor.Ops;
import parable.tensor.Tensor;

/// A projection, with or without bias.
///
/// @param place    its site in the model
/// @param weight   (out, in)
/// @param bias     (out); null for none
/// @param isFrozen whether it is never trained, so that it may take whatever way is fastest for so many rows
/// @param packed   a frozen weight once more, laid out for few rows; null for none
record Linear(
        Projection place,
        Tensor weight,
        @Nullable Tensor bias,
        boolean isFrozen,
        @Nullable Tensor packed) {
    /// Rows that are few. Measured with SmolLM2-135M: packed is 1.6 times faster for 16 rows, 1.15 times for 128,
    /// and
    /// 1.4 times slower for 512.
    private static final int FEW = 128;

    /// @param tap sees what goes in, and may replace what comes out
    Tensor forward(Tensor x, Tap tap) {
        return tap.through(place, x, product(x));
    }

    /// The product alone, unseen by autograd.
    ///
    /// @param x (M, in)
    /// @return (M, out)
    Tensor plain(Tensor x) {
        return Ops.linearMany(x, weight, bias);
    }

    /// The product of few rows, without tensors where it can.
    ///
    /// @param x   (rows, in)
    /// @param out (rows, out)
    void plain(MemorySegment x, int rows, MemorySegment out) {
        if (packed != null && rows <= FEW) {
            Tensor in = Tensor.ofBytes(x, DType.FLOAT32, rows, weight.size(1));
            out.copyFrom(Ops.linearPacked(in, packed, bias).memory());
            return;
        }
        Blas.product(x, rows, weight, out);
        if (bias != null) {
            float[] each = bias.memory().toArray(ValueLayout.JAVA_FLOAT);
            for (long i = 0; i < (long) rows * each.length; i++) {
                float sum = out.getAtIndex(ValueLayout.JAVA_FLOAT, i) + each[(int) (i % each.length)];
                out.setAtIndex(ValueLayout.JAVA_FLOAT, i, sum);
            }
        }
    }

    /// Adds to the gradients of weight and bias.
    ///
    /// @param x     what went in, (M, in)
    /// @param slope of the loss by what came out, (M, out)
    /// @return its slope by `x`
    Tensor back(Tensor x, Tensor slope) {
        InPlace.plusMatmul(weight.gradient(), slope.transpose(0, 1), x);
        if (bias != null) {
            InPlace.plus(bias.gradient(), slope.sumOver(0));
        }
        return Ops.linearMany(slope, weight.transpose(0, 1), null);
    }

    private Tensor product(Tensor x) {
        long rows = isFrozen ? x.elements() / x.size(-1) : Long.MAX_VALUE;
        if (packed != null && rows <= FEW) {
            // One row, too: it must not matter to a text whether others are being written.
            return Ops.linearPacked(x, packed, bias);
        }
        return rows == 1 ? Ops.linearRow(x, weight, bias) : Ops.linear(x, weight, bias);
    }

    /// The same with its weight laid out for few rows, as it is now; the copy is handed to `kept`.
    Linear packed(Consumer<Tensor> kept) {
        return Ops.packed(weight)
                .map(copy -> {
                    kept.accept(copy);
                    return new Linear(place, weight, bias, isFrozen, copy);
                })
                .orElse(this);
    }
}
