package parable.tensor;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import parable.ground.Check;

/// A handle on an n-dimensional array in native memory, owned by a [Scope].
///
/// Verbs, not symbols; no operation changes its operands except those whose name ends in `InPlace`. Dimensions
/// may be counted from the end with negative numbers. A failing operation throws [TensorException] with
/// libtorch's words and the operands' shapes.
///
/// Confined to the thread of the scope that owns it.
public final class Tensor implements AutoCloseable {
    private final org.bytedeco.pytorch.Tensor handle;

    Tensor(org.bytedeco.pytorch.Tensor handle) {
        this.handle = handle;
    }

    org.bytedeco.pytorch.Tensor handle() {
        return handle;
    }

    // ---- birth

    public static Tensor of(float[] values, long... shape) {
        return Libtorch.fromFloats(values, shape);
    }

    public static Tensor of(int[] values, long... shape) {
        return Libtorch.fromInts(values, shape);
    }

    public static Tensor zeros(DType type, long... shape) {
        return Libtorch.full(0, type, shape);
    }

    /// Holds what the memory held before; the caller fills it.
    public static Tensor empty(DType type, long... shape) {
        return Libtorch.empty(type, shape);
    }

    public static Tensor full(double value, DType type, long... shape) {
        return Libtorch.full(value, type, shape);
    }

    /// Copies `bytes`, little-endian elements in row-major order, into a new tensor.
    public static Tensor ofBytes(MemorySegment bytes, DType type, long... shape) {
        long expected = Arrays.stream(shape).reduce(1, Math::multiplyExact) * type.width();
        Check.that(
                bytes.byteSize() == expected,
                "a %s tensor of shape %s takes %d bytes, but %d were given",
                type,
                Arrays.toString(shape),
                expected,
                bytes.byteSize());
        Tensor tensor = Libtorch.empty(type, shape);
        tensor.memory().copyFrom(bytes);
        return tensor;
    }

    // ---- what it is

    public long[] shape() {
        return Libtorch.shape(handle);
    }

    public long size(int dimension) {
        return handle.size(dimension);
    }

    public int rank() {
        return Math.toIntExact(handle.dim());
    }

    public long elements() {
        return handle.numel();
    }

    public DType dtype() {
        return DType.of(handle.scalar_type());
    }

    /// Checks a shape at a public door; -1 allows any size.
    ///
    /// @throws IllegalArgumentException with the expected and the actual shape
    public Tensor expect(String name, long... expected) {
        long[] actual = shape();
        boolean fits = actual.length == expected.length;
        for (int i = 0; fits && i < actual.length; i++) {
            fits = expected[i] == -1 || expected[i] == actual[i];
        }
        Check.that(fits, "%s: expected shape %s but was %s", name, Arrays.toString(expected), Arrays.toString(actual));
        return this;
    }

    // ---- shape

    public Tensor view(long... shape) {
        return Libtorch.call("view", () -> handle.view(shape), this);
    }

    public Tensor reshape(long... shape) {
        return Libtorch.call("reshape", () -> handle.reshape(shape), this);
    }

    public Tensor transpose(int first, int second) {
        return Libtorch.call("transpose", () -> handle.transpose(first, second), this);
    }

    /// Dimension i of the result is dimension `order[i]`; shares memory.
    public Tensor permute(long... order) {
        return Libtorch.call("permute", () -> handle.permute(order), this);
    }

    /// `length` positions of `dimension` from `start`; shares memory.
    public Tensor narrow(int dimension, long start, long length) {
        return Libtorch.call("narrow", () -> handle.narrow(dimension, start, length), this);
    }

    /// Parts of these lengths along `dimension`, which add up to its size; they share memory. Backward joins
    /// their gradients in one copy, where narrowing would fill and add a whole tensor for each part.
    public List<Tensor> split(int dimension, long... lengths) {
        return Libtorch.split(this, dimension, lengths);
    }

    /// One position of `dimension`, which disappears; shares memory.
    public Tensor select(int dimension, long index) {
        return Libtorch.call("select", () -> handle.select(dimension, index), this);
    }

    public Tensor expand(long... shape) {
        return Libtorch.call("expand", () -> handle.expand(shape), this);
    }

    public Tensor contiguous() {
        return Libtorch.call("contiguous", handle::contiguous, this);
    }

    /// Moves every element `shift` places along `dimension`, the last ones to the front.
    public Tensor roll(long shift, int dimension) {
        return Libtorch.roll(this, shift, dimension);
    }

    public Tensor to(DType type) {
        return Libtorch.call("to", () -> handle.to(type.scalarType()), this);
    }

    // ---- arithmetic

    public Tensor plus(Tensor other) {
        return Libtorch.call("plus", () -> handle.add(other.handle), this, other);
    }

    public Tensor minus(Tensor other) {
        return Libtorch.call("minus", () -> handle.sub(other.handle), this, other);
    }

    public Tensor times(Tensor other) {
        return Libtorch.call("times", () -> handle.mul(other.handle), this, other);
    }

    public Tensor over(Tensor other) {
        return Libtorch.call("over", () -> handle.div(other.handle), this, other);
    }

    public Tensor plus(double value) {
        return Libtorch.plus(this, value);
    }

    public Tensor times(double value) {
        return Libtorch.times(this, value);
    }

    public Tensor over(double value) {
        return times(1 / value);
    }

    public Tensor negated() {
        return Libtorch.call("negated", handle::neg, this);
    }

    public Tensor square() {
        return Libtorch.call("square", handle::square, this);
    }

    public Tensor sqrt() {
        return Libtorch.call("sqrt", handle::sqrt, this);
    }

    /// `1 / sqrt(x)`
    public Tensor inverseRoot() {
        return Libtorch.call("inverseRoot", handle::rsqrt, this);
    }

    public Tensor exp() {
        return Libtorch.call("exp", handle::exp, this);
    }

    public Tensor matmul(Tensor other) {
        return Libtorch.call("matmul", () -> handle.matmul(other.handle), this, other);
    }

    // ---- reduction

    public Tensor sum() {
        return Libtorch.call("sum", () -> handle.sum(), this);
    }

    public Tensor mean() {
        return Libtorch.call("mean", () -> handle.mean(), this);
    }

    public Tensor sumOver(int dimension) {
        return Libtorch.call("sumOver", () -> handle.sum(dimension), this);
    }

    /// Index of the largest element along the last dimension, which disappears; INT64.
    public Tensor argmax() {
        return Libtorch.argmax(this);
    }

    /// Square root of the sum of all squares; a scalar.
    public Tensor norm() {
        return Libtorch.norm(this);
    }

    // ---- lookup

    /// Whole slices of `dimension` by INT64 index.
    public Tensor indexSelect(int dimension, Tensor index) {
        return Libtorch.call("indexSelect", () -> handle.index_select(dimension, index.handle), this, index);
    }

    /// `result[i][j] = this[i][index[i][j]]` along the last dimension.
    public Tensor gather(Tensor index) {
        return Libtorch.gather(this, index);
    }

    // ---- gradients

    /// The same memory as a new leaf that autograd does not follow.
    public Tensor detach() {
        return Libtorch.call("detach", handle::detach, this);
    }

    /// Makes this leaf collect its gradient in `store` (same shape), which [#backward()] adds to.
    public Tensor collectGradientIn(Tensor store) {
        Libtorch.collectGradient(this, store);
        return this;
    }

    /// Where this leaf collects its gradient.
    public Tensor gradient() {
        return Libtorch.call("gradient", () -> new org.bytedeco.pytorch.Tensor(handle.mutable_grad()), this);
    }

    /// Makes this leaf take part in differentiation.
    public Tensor requireGradient() {
        handle.set_requires_grad(true);
        return this;
    }

    /// Adds the gradient of this scalar to the store of every leaf it depends on.
    public void backward() {
        Libtorch.run("backward", () -> handle.backward(), this);
    }

    // ---- in place; only training and generation caches use these

    public Tensor copyInPlace(Tensor source) {
        Libtorch.inPlace("copyInPlace", () -> handle.copy_(source.handle), this, source);
        return this;
    }

    public Tensor zeroInPlace() {
        Libtorch.inPlace("zeroInPlace", handle::zero_, this);
        return this;
    }

    public Tensor timesInPlace(double factor) {
        Libtorch.timesInPlace(this, factor);
        return this;
    }

    // ---- to the Java side

    /// The single element of a tensor with one element.
    public double item() {
        return Libtorch.item(this);
    }

    public float[] floats() {
        return Libtorch.floats(this);
    }

    public long[] longs() {
        return Libtorch.longs(this);
    }

    /// The native memory of a contiguous tensor; valid while the handle is.
    public MemorySegment memory() {
        return Libtorch.memory(this);
    }

    /// Frees a handle that was taken out of its scope with [Scope#release(Tensor)].
    @Override
    public void close() {
        Scope.forget();
        handle.close();
    }

    @Override
    public String toString() {
        return handle.isNull() ? "Tensor(closed)" : dtype().name().toLowerCase(Locale.ROOT) + Arrays.toString(shape());
    }

    static String describe(List<Tensor> operands) {
        return operands.stream().map(Tensor::toString).collect(Collectors.joining(", "));
    }
}
