package parable.model;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import parable.ground.Check;
import parable.model.ParameterTable.Slot;
import parable.tensor.DType;
import parable.tensor.Scope;
import parable.tensor.Tensor;

/// All weights of a model in one flat float32 array, and all their gradients in another unless the model is
/// only read.
///
/// The modules hold views into both, so an optimizer, a gradient norm or a checkpoint is one operation on one
/// array rather than one per matrix. Owned by the decoder, which closes it.
public final class Parameters implements AutoCloseable {
    private final ParameterTable table;
    private final Tensor values;
    private final @Nullable Tensor gradients;

    private Parameters(ParameterTable table, Tensor values, @Nullable Tensor gradients) {
        this.table = table;
        this.values = values;
        this.gradients = gradients;
    }

    static Parameters zeros(ParameterTable table) {
        try (Scope scope = Scope.open()) {
            Tensor values = scope.release(Tensor.zeros(DType.FLOAT32, table.elements()));
            Tensor gradients = scope.release(Tensor.zeros(DType.FLOAT32, table.elements()));
            return new Parameters(table, values, gradients);
        }
    }

    /// Weights that are never trained: no memory for gradients.
    static Parameters frozen(ParameterTable table) {
        try (Scope scope = Scope.open()) {
            return new Parameters(table, scope.release(Tensor.zeros(DType.FLOAT32, table.elements())), null);
        }
    }

    /// Every weight, flat, in the table's order.
    public Tensor values() {
        return values;
    }

    /// Every gradient, flat, in the same order; a backward pass adds to it.
    public Tensor gradients() {
        Check.that(gradients != null, "this decoder was opened for reading and has no gradients; load a checkpoint");
        return Objects.requireNonNull(gradients);
    }

    public Iterable<String> names() {
        return table.slots().sequencedKeySet();
    }

    /// The shape under which a weight is stored.
    public long[] shape(String name) {
        return table.slot(name).dimensions();
    }

    /// A view of one weight.
    public Tensor value(String name) {
        return view(values, table.slot(name));
    }

    /// A view of one weight's gradient.
    public Tensor gradient(String name) {
        return view(gradients(), table.slot(name));
    }

    private static Tensor view(Tensor flat, Slot slot) {
        return flat.narrow(0, slot.offset(), slot.elements()).view(slot.dimensions());
    }

    /// The matrices from `first` to `last`, which lie side by side and have equal columns, as one matrix
    /// that is trainable unless the parameters are frozen; biases likewise.
    Tensor leaf(String first, String last) {
        try (Scope scope = Scope.open()) {
            Tensor leaf = joined(values, first, last).detach();
            if (gradients == null) {
                return scope.release(leaf);
            }
            return scope.release(leaf.collectGradientIn(gradient(first, last)));
        }
    }

    /// A view of the gradient of such a matrix.
    Tensor gradient(String first, String last) {
        return joined(gradients(), first, last);
    }

    private Tensor joined(Tensor flat, String first, String last) {
        Slot from = table.slot(first), to = table.slot(last);
        long length = to.offset() + to.elements() - from.offset();
        long[] shape = from.dimensions();
        if (shape.length == 2) {
            Check.that(
                    from.shape().get(1).equals(to.shape().get(1)),
                    "%s and %s cannot be one matrix: their columns differ",
                    first,
                    last);
            shape[0] = length / shape[1];
        } else {
            shape[0] = length;
        }
        return flat.narrow(0, from.offset(), length).view(shape);
    }

    Tensor leaf(String name) {
        return leaf(name, name);
    }

    @Override
    public void close() {
        values.close();
        if (gradients != null) {
            gradients.close();
        }
    }
}
