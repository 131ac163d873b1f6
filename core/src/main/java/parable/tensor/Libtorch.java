package parable.tensor;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.pytorch.DoubleOptional;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.T_TensorTensor_T;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;
import parable.ground.Check;

/// Every call into the native binding, without logic of its own.
final class Libtorch {
    private Libtorch() {}

    // ---- the way in and out

    static Tensor call(String operation, Supplier<org.bytedeco.pytorch.Tensor> body, Tensor... operands) {
        Profile profile = Profile.current();
        return profile == null
                ? direct(operation, body, operands)
                : profile.timed(operation, () -> direct(operation, body, operands), operands);
    }

    private static Tensor direct(String operation, Supplier<org.bytedeco.pytorch.Tensor> body, Tensor... operands) {
        try {
            return Scope.own(body.get());
        } catch (RuntimeException e) {
            throw failure(operation, e, operands);
        }
    }

    static void run(String operation, Runnable body, Tensor... operands) {
        Profile profile = Profile.current();
        if (profile == null) {
            direct(operation, body, operands);
        } else {
            profile.timed(operation, () -> direct(operation, body, operands), operands);
        }
    }

    private static void direct(String operation, Runnable body, Tensor... operands) {
        try {
            body.run();
        } catch (RuntimeException e) {
            throw failure(operation, e, operands);
        }
    }

    /// The binding answers with a second handle on the first operand; the scope frees it.
    static void inPlace(String operation, Supplier<org.bytedeco.pytorch.Tensor> body, Tensor... operands) {
        run(
                operation,
                () -> {
                    var _ = body.get();
                },
                operands);
    }

    private static RuntimeException failure(String operation, RuntimeException cause, Tensor... operands) {
        if (cause instanceof IllegalStateException) {
            return cause;
        }
        return new TensorException(operation, Tensor.describe(List.of(operands)), cause);
    }

    static <T> T withoutGradients(Supplier<T> body) {
        try (NoGradGuard _ = new NoGradGuard()) {
            return body.get();
        }
    }

    // ---- birth and reading

    static Tensor full(double value, DType type, long... shape) {
        return call("full", () -> torch.full(shape, new Scalar(value), options(type)));
    }

    static Tensor empty(DType type, long... shape) {
        return call("empty", () -> torch.empty(shape, options(type), null));
    }

    static Tensor fromFloats(float[] values, long... shape) {
        Tensor tensor = empty(DType.FLOAT32, shape);
        Check.that(
                tensor.elements() == values.length,
                "%d values do not fill a tensor of %d elements",
                values.length,
                tensor.elements());
        tensor.handle().data_ptr_float().put(values, 0, values.length);
        return tensor;
    }

    static Tensor fromInts(int[] values, long... shape) {
        Tensor tensor = empty(DType.INT64, shape);
        Check.that(
                tensor.elements() == values.length,
                "%d values do not fill a tensor of %d elements",
                values.length,
                tensor.elements());
        long[] wide = new long[values.length];
        for (int i = 0; i < wide.length; i++) {
            wide[i] = values[i];
        }
        tensor.handle().data_ptr_long().put(wide, 0, wide.length);
        return tensor;
    }

    private static TensorOptions options(DType type) {
        return new TensorOptions(type.scalarType());
    }

    static long[] shape(org.bytedeco.pytorch.Tensor handle) {
        long[] shape = new long[Math.toIntExact(handle.dim())];
        for (int i = 0; i < shape.length; i++) {
            shape[i] = handle.size(i);
        }
        return shape;
    }

    static double item(Tensor tensor) {
        try {
            return tensor.handle().item_double();
        } catch (RuntimeException e) {
            throw failure("item", e, tensor);
        }
    }

    static float[] floats(Tensor tensor) {
        try (Scope _ = Scope.open()) {
            Tensor plain = tensor.detach().to(DType.FLOAT32).contiguous();
            float[] values = new float[Math.toIntExact(plain.elements())];
            FloatPointer data = plain.handle().data_ptr_float();
            data.get(values, 0, values.length);
            return values;
        }
    }

    static long[] longs(Tensor tensor) {
        try (Scope _ = Scope.open()) {
            Tensor plain = tensor.to(DType.INT64).contiguous();
            long[] values = new long[Math.toIntExact(plain.elements())];
            LongPointer data = plain.handle().data_ptr_long();
            data.get(values, 0, values.length);
            return values;
        }
    }

    @SuppressWarnings("restricted") // the segment is exactly the tensor's own memory
    static MemorySegment memory(Tensor tensor) {
        Check.that(tensor.handle().is_contiguous(), "memory() needs a contiguous tensor, but %s is a view", tensor);
        long bytes = tensor.elements() * tensor.dtype().width();
        BytePointer data = new BytePointer(tensor.handle().data_ptr());
        return MemorySegment.ofAddress(data.address()).reinterpret(bytes);
    }

    // ---- operations that need binding types of their own

    static Tensor plus(Tensor x, double value) {
        return call("plus", () -> x.handle().add(new Scalar(value)), x);
    }

    static Tensor times(Tensor x, double value) {
        return call("times", () -> x.handle().mul(new Scalar(value)), x);
    }

    static void timesInPlace(Tensor x, double factor) {
        inPlace("timesInPlace", () -> x.handle().mul_(new Scalar(factor)), x);
    }

    static Tensor roll(Tensor x, long shift, int dimension) {
        return call("roll", () -> torch.roll(x.handle(), new long[] {shift}, dimension), x);
    }

    static Tensor argmax(Tensor x) {
        return call("argmax", () -> torch.argmax(x.handle(), new LongOptional(-1), false), x);
    }

    static Tensor norm(Tensor x) {
        return call("norm", () -> torch.linalg_vector_norm(x.handle()), x);
    }

    static Tensor gather(Tensor x, Tensor index) {
        return call("gather", () -> torch.gather(x.handle(), -1, index.handle()), x, index);
    }

    static Tensor linear(Tensor x, Tensor weight, @Nullable Tensor bias) {
        if (bias == null) {
            return call("linear", () -> torch.linear(x.handle(), weight.handle()), x, weight);
        }
        return call(
                "linear",
                () -> torch.linear(x.handle(), weight.handle(), new TensorOptional(bias.handle())),
                x,
                weight,
                bias);
    }

    static Tensor linearRow(Tensor x, Tensor weight, @Nullable Tensor bias) {
        long[] shape = x.shape();
        shape[shape.length - 1] = weight.size(0);
        Tensor row = x.reshape(weight.size(1));
        return bias == null
                ? call("linearRow", () -> weight.handle().mv(row.handle()).view(shape), x, weight)
                : call(
                        "linearRow",
                        () -> torch.addmv(bias.handle(), weight.handle(), row.handle())
                                .view(shape),
                        x,
                        weight);
    }

    static Tensor embedding(Tensor table, Tensor ids) {
        return call("embedding", () -> torch.embedding(table.handle(), ids.handle()), table, ids);
    }

    static Tensor rmsNorm(Tensor x, Tensor weight, double epsilon) {
        long[] last = {x.size(-1)};
        return call(
                "rmsNorm",
                () -> torch.rms_norm(
                        x.handle(), last, new TensorOptional(weight.handle()), new DoubleOptional(epsilon)),
                x,
                weight);
    }

    static Tensor silu(Tensor x) {
        return call("silu", () -> torch.silu(x.handle()), x);
    }

    static Tensor attention(Tensor q, Tensor k, Tensor v, @Nullable Tensor mask, boolean causal) {
        TensorOptional bias = mask == null ? new TensorOptional() : new TensorOptional(mask.handle());
        boolean grouped = q.size(1) != k.size(1);
        return call(
                "attention",
                () -> torch.scaled_dot_product_attention(
                        q.handle(), k.handle(), v.handle(), bias, 0.0, causal, new DoubleOptional(), grouped),
                q,
                k,
                v);
    }

    static Tensor plusProduct(Tensor base, Tensor a, Tensor b) {
        return call("plusProduct", () -> torch.addcmul(base.handle(), a.handle(), b.handle()), base, a, b);
    }

    static Tensor crossEntropySum(Tensor logits, Tensor targets) {
        int sum = 2; // at::Reduction::Sum
        return call(
                "crossEntropySum",
                () -> torch.cross_entropy_loss(
                        logits.handle(), targets.handle(), new TensorOptional(), sum, IGNORED_TARGET, 0.0),
                logits,
                targets);
    }

    /// The target that libtorch's cross-entropy leaves out of the loss.
    static final long IGNORED_TARGET = -100;

    static Tensor concat(List<Tensor> parts, int dimension) {
        TensorVector vector = new TensorVector();
        parts.forEach(part -> vector.push_back(part.handle()));
        return call("concat", () -> torch.cat(vector, dimension), parts.toArray(Tensor[]::new));
    }

    static List<Tensor> split(Tensor x, int dimension, long[] lengths) {
        List<Tensor> parts = new ArrayList<>();
        run(
                "split",
                () -> {
                    TensorVector vector = x.handle().split_with_sizes(lengths, dimension);
                    for (int i = 0; i < lengths.length; i++) {
                        // The vector's elements are its own memory; the copied handle stays
                        // when the vector goes.
                        parts.add(Scope.own(new org.bytedeco.pytorch.Tensor(vector.get(i))));
                    }
                },
                x);
        return parts;
    }

    static Ops.Eigen symmetricEigen(Tensor matrix) {
        try {
            T_TensorTensor_T pair = torch.linalg_eigh(matrix.handle());
            return new Ops.Eigen(Scope.own(pair.get0()), Scope.own(pair.get1()));
        } catch (RuntimeException e) {
            throw failure("symmetricEigen", e, matrix);
        }
    }

    static void collectGradient(Tensor leaf, Tensor store) {
        leaf.handle().set_requires_grad(true);
        leaf.handle().mutable_grad().put(store.handle());
    }
}
