package parable.tensor;

import java.util.List;
import java.util.Optional;
import org.bytedeco.pytorch.Dispatcher;
import org.bytedeco.pytorch.GenericList;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.IValueVector;
import org.bytedeco.pytorch.OperatorHandle;
import org.bytedeco.pytorch.OperatorName;
import org.bytedeco.pytorch.TensorType;
import org.bytedeco.pytorch.Type;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/// Operators that have no function in the binding, called by their schema: arguments are pushed on a stack in the
/// schema's order, and answers are found there.
final class Boxed {
    /// oneDNN's operators, which libtorch's own compiler calls for frozen models.
    private static final String PACK = "mkldnn::_reorder_linear_weight", LINEAR = "mkldnn::_linear_pointwise";

    private static final String ATTEND = "aten::_scaled_dot_product_flash_attention_for_cpu";

    private Boxed() {}

    /// Whether products of hundreds of rows are quickest by oneDNN. It follows from the vector units alone, so that
    /// equal kernels give equal bits. With AVX2 they take .8 to 1 of OpenBLAS's time, with AVX-512 more than it.
    static boolean multipliesFaster() {
        return Handles.MULTIPLIES_FASTER;
    }

    /// Found once, because each looking up makes a string in native memory.
    private static final class Handles {
        static final OperatorHandle LINEAR = handle(Boxed.LINEAR);
        static final OperatorHandle ATTEND = handle(Boxed.ATTEND);
        static final OperatorHandle ATTEND_BACK = handle(Boxed.ATTEND + "_backward");
        static final OperatorHandle ADAM_W = handle("aten::_fused_adamw_");
        static final GenericList NO_SCALARS = noScalars();
        static final boolean MULTIPLIES_FASTER =
                hasOneDnn() && torch.get_cpu_capability().getString().equals(Kernels.AVX2);

        private static OperatorHandle handle(String operator) {
            OperatorHandle handle = Dispatcher.singleton().findSchemaOrThrow(operator, "");
            handle.retainReference(); // outlives the scope that is open now
            return handle;
        }

        private static GenericList noScalars() {
            int scalars = 4; // the fifth argument, `Scalar?[]`
            Type list = LINEAR.schema().arguments().position(scalars).type().get();
            GenericList none = new GenericList(list.containedType(0));
            none.retainReference();
            return none;
        }
    }

    /// The arguments of one call, and then its answers.
    private static final class Stack {
        private final IValueVector values = new IValueVector();

        Stack of(Tensor... tensors) {
            for (Tensor tensor : tensors) {
                values.push_back(new IValue(tensor.handle()));
            }
            return this;
        }

        Stack list(Tensor... tensors) {
            GenericList list = new GenericList(new Type.TypePtr(TensorType.get()));
            for (Tensor tensor : tensors) {
                list.push_back(new IValue(tensor.handle()));
            }
            values.push_back(new IValue(list));
            return this;
        }

        Stack of(double... numbers) {
            for (double number : numbers) {
                values.push_back(new IValue(number));
            }
            return this;
        }

        Stack of(boolean... flags) {
            for (boolean flag : flags) {
                values.push_back(new IValue(flag));
            }
            return this;
        }

        Stack of(IValue value) {
            values.push_back(value);
            return this;
        }

        /// As many arguments left out.
        Stack none(int count) {
            for (int i = 0; i < count; i++) {
                values.push_back(new IValue());
            }
            return this;
        }

        Stack call(OperatorHandle operator) {
            operator.callBoxed(values);
            return this;
        }

        org.bytedeco.pytorch.Tensor answer(int index) {
            return new org.bytedeco.pytorch.Tensor(values.get(index).toTensor());
        }
    }

    static boolean hasOneDnn() {
        return Dispatcher.singleton().findSchema(new OperatorName(PACK, "")).has_value();
    }

    static Optional<Tensor> packed(Tensor weight) {
        if (!hasOneDnn()) {
            return Optional.empty();
        }
        Stack stack = new Stack().of(weight).none(1); // of whatever rows
        OperatorHandle pack = Dispatcher.singleton().findSchemaOrThrow(PACK, "");
        return Optional.of(Libtorch.call("packed", () -> stack.call(pack).answer(0), weight));
    }

    /// @param weight as it is or packed
    static Tensor linear(String name, Tensor x, Tensor weight, @Nullable Tensor bias) {
        Stack stack = new Stack().of(x, weight);
        (bias == null ? stack.none(1) : stack.of(bias))
                .of(new IValue("none")) // nothing done to the product
                .of(new IValue(Handles.NO_SCALARS))
                .of(new IValue(""));
        return Libtorch.call(name, () -> stack.call(Handles.LINEAR).answer(0), x, weight);
    }

    static Ops.Attended attend(Tensor q, Tensor k, Tensor v) {
        Stack stack = new Stack().of(q, k, v).of(0.0).of(true).none(2); // no dropout, causal, no mask, usual scale
        Tensor mixed = Libtorch.call("attend", () -> stack.call(Handles.ATTEND).answer(0), q, k, v);
        return new Ops.Attended(mixed, Scope.own(stack.answer(1)));
    }

    static List<Tensor> attendBack(Tensor slope, Tensor q, Tensor k, Tensor v, Ops.Attended attended) {
        Stack stack = new Stack()
                .of(slope, q, k, v, attended.mixed(), attended.logSums())
                .of(0.0)
                .of(true)
                .none(2);
        Tensor byQuery = Libtorch.call(
                "attendBack", () -> stack.call(Handles.ATTEND_BACK).answer(0), slope, q, k, v);
        return List.of(byQuery, Scope.own(stack.answer(1)), Scope.own(stack.answer(2)));
    }

    /// One pass over memory for the whole update.
    static void adamW(Tensor p, Tensor g, Tensor m, Tensor v, Ops.AdamW s, long step) {
        boolean keepsLargest = false, ascends = false;
        Stack stack = new Stack()
                .list(p)
                .list(g)
                .list(m)
                .list(v)
                .list()
                .list(Tensor.full(step, DType.FLOAT32))
                .of(s.rate(), s.beta1(), s.beta2(), s.weightDecay(), s.epsilon())
                .of(keepsLargest, ascends)
                .none(2); // no gradient scale, no overflow flag
        Libtorch.run("adamW", () -> Libtorch.withoutGradients(() -> stack.call(Handles.ADAM_W)), p, g, m, v);
    }
}
