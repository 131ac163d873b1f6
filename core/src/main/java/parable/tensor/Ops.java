package parable.tensor;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Operations on several tensors, and the fused kernels that a transformer is made of.
///
/// Letters: B batch, T tokens, S keys, C channels, H query heads, K key/value heads, D head width, V
/// vocabulary.
public final class Ops {
    private Ops() {}

    /// `x wᵀ`
    ///
    /// @param x      (…, C)
    /// @param weight (F, C)
    /// @return (…, F)
    public static Tensor linear(Tensor x, Tensor weight) {
        return Libtorch.linear(x, weight, null);
    }

    /// `x wᵀ + bias`
    ///
    /// @param x      (…, C)
    /// @param weight (F, C)
    /// @param bias   (F); null for none
    /// @return (…, F)
    public static Tensor linear(Tensor x, Tensor weight, @Nullable Tensor bias) {
        return Libtorch.linear(x, weight, bias);
    }

    /// `x wᵀ + bias` for hundreds of tokens, by the library that is quickest with this processor's vector units;
    /// rounded otherwise than [#linear(Tensor, Tensor, Tensor)]. Nothing is recorded for autograd.
    ///
    /// @param x      (M, C)
    /// @param weight (F, C), of any strides
    /// @param bias   (F); null for none
    /// @return (M, F)
    public static Tensor linearMany(Tensor x, Tensor weight, @Nullable Tensor bias) {
        return Boxed.multipliesFaster()
                ? Boxed.linear("linearMany", x, weight, bias)
                : Libtorch.linear(x, weight, bias);
    }

    /// `x wᵀ + bias` for one token, which reads the weight once and copies none of it; rounded otherwise than
    /// [#linear(Tensor, Tensor, Tensor)].
    ///
    /// @param x      (…, C) with one row in all
    /// @param weight (F, C)
    /// @param bias   (F); null for none
    /// @return (…, F)
    public static Tensor linearRow(Tensor x, Tensor weight, @Nullable Tensor bias) {
        return Libtorch.linearRow(x, weight, bias);
    }

    /// A copy of a weight in the order in which a product with few rows reads it fastest, for
    /// [#linearPacked(Tensor, Tensor, Tensor)] alone. It is for reading: nothing is recorded for autograd.
    ///
    /// @param weight (F, C)
    /// @return (F, C); nothing where this build of libtorch lacks oneDNN
    public static Optional<Tensor> packed(Tensor weight) {
        return Boxed.packed(weight);
    }

    /// `x wᵀ + bias` with a packed weight; rounded otherwise than [#linear(Tensor, Tensor, Tensor)].
    ///
    /// @param x      (…, C)
    /// @param packed (F, C)
    /// @param bias   (F); null for none
    /// @return (…, F)
    public static Tensor linearPacked(Tensor x, Tensor packed, @Nullable Tensor bias) {
        return Boxed.linear("linearPacked", x, packed, bias);
    }

    /// @param table (V, C)
    /// @param ids   any shape, INT64 in [0, V)
    /// @return the shape of `ids` with C appended
    public static Tensor embedding(Tensor table, Tensor ids) {
        return Libtorch.embedding(table, ids);
    }

    /// `x / sqrt(mean(x²) + ε) · w` over the last dimension ([Zhang and Sennrich
    /// 2019](https://arxiv.org/abs/1910.07467), equation 4).
    public static Tensor rmsNorm(Tensor x, Tensor weight, double epsilon) {
        return Libtorch.rmsNorm(x, weight, epsilon);
    }

    /// `x · sigmoid(x)`
    public static Tensor silu(Tensor x) {
        return Libtorch.silu(x);
    }

    /// `softmax(q kᵀ / sqrt(D) + mask) v`
    ///
    /// @param q    (B, H, T, D)
    /// @param k    (B, K, S, D); H must be a multiple of K
    /// @param v    (B, K, S, D)
    /// @param mask added to the scores, broadcast to (B, H, T, S); null for none
    /// @return (B, H, T, D)
    public static Tensor attention(Tensor q, Tensor k, Tensor v, @Nullable Tensor mask) {
        return Libtorch.attention(q, k, v, mask, false);
    }

    /// The same with token t seeing keys 0 to t only.
    public static Tensor causalAttention(Tensor q, Tensor k, Tensor v) {
        return Libtorch.attention(q, k, v, null, true);
    }

    /// Causal attention of heads that each have keys of their own, with what its way back needs. Nothing is
    /// recorded for autograd.
    ///
    /// @param q (B, H, T, D), of any strides, as are k and v
    public static Attended attend(Tensor q, Tensor k, Tensor v) {
        return Boxed.attend(q, k, v);
    }

    /// @param slope of a loss by what was mixed, (B, H, T, D)
    /// @return its slopes by q, k and v, (B, H, T, D) each, stored as (B, T, H, D)
    public static List<Tensor> attendBack(Tensor slope, Tensor q, Tensor k, Tensor v, Attended attended) {
        return Boxed.attendBack(slope, q, k, v, attended);
    }

    /// @param mixed   values, (B, H, T, D), stored as (B, T, H, D)
    /// @param logSums logarithm of the sum that each token's weights were divided by
    public record Attended(Tensor mixed, Tensor logSums) {}

    /// `base + a · b`, element by element.
    public static Tensor plusProduct(Tensor base, Tensor a, Tensor b) {
        return Libtorch.plusProduct(base, a, b);
    }

    public static Tensor softmax(Tensor x) {
        return Libtorch.call("softmax", () -> x.handle().softmax(-1), x);
    }

    public static Tensor logSoftmax(Tensor x) {
        return Libtorch.call("logSoftmax", () -> x.handle().log_softmax(-1), x);
    }

    /// Sum over rows of `-log softmax(logits)[target]` in nats; rows with a negative target do not count.
    ///
    /// @param logits  (N, V)
    /// @param targets (N), INT64
    public static Tensor crossEntropySum(Tensor logits, Tensor targets) {
        return Libtorch.crossEntropySum(logits, targets);
    }

    public static Tensor concat(List<Tensor> parts, int dimension) {
        return Libtorch.concat(parts, dimension);
    }

    /// One AdamW update of `parameters` in place, all tensors flat and of one length
    /// ([Loshchilov and Hutter 2019](https://arxiv.org/abs/1711.05101), algorithm 2).
    ///
    /// @param step counted from 1; corrects the bias of the moments
    public static void adamWInPlace(
            Tensor parameters, Tensor gradient, Tensor firstMoment, Tensor secondMoment, AdamW settings, long step) {
        Boxed.adamW(parameters, gradient, firstMoment, secondMoment, settings, step);
    }

    /// @param rate        learning rate of this step
    /// @param beta1       decay of the first moment
    /// @param beta2       decay of the second moment
    /// @param epsilon     added to the root of the second moment
    /// @param weightDecay shrinks every parameter by `rate · weightDecay` a step
    public record AdamW(double rate, double beta1, double beta2, double epsilon, double weightDecay) {}

    /// The eigenvalues of a symmetric matrix, ascending, and its eigenvectors as columns: `M = Q diag(d) Qᵀ`.
    /// Take FLOAT64: in FLOAT32 the small eigenvalues of a covariance drown in rounding, and those are what an
    /// inverse divides by.
    ///
    /// @param matrix (n, n); only the lower triangle is read
    public static Eigen symmetricEigen(Tensor matrix) {
        return Libtorch.symmetricEigen(matrix);
    }

    /// @param values  (n), ascending
    /// @param vectors (n, n), one in each column
    public record Eigen(Tensor values, Tensor vectors) {}

    /// Runs `body` without recording anything for autograd.
    public static <T> T withoutGradients(Supplier<T> body) {
        return Libtorch.withoutGradients(body);
    }
}
