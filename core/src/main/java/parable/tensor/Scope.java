package parable.tensor;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.bytedeco.javacpp.PointerScope;
import org.jspecify.annotations.Nullable;
import parable.ground.Check;

/// Owns the tensor handles made while it is the innermost open scope of its thread, and frees them when it
/// closes.
///
/// A result belongs to the innermost scope whatever its operands. Scopes own *handles*: libtorch's autograd
/// graph keeps what a backward pass needs, so closing a scope around part of a forward pass is safe.
///
/// Confined to one platform thread. libtorch keeps its gradient mode per operating-system thread, and a virtual
/// thread may change its carrier between two calls, so virtual threads are refused.
public final class Scope implements AutoCloseable {
    private static final ThreadLocal<@Nullable Scope> INNERMOST = new ThreadLocal<>();
    private static final AtomicLong LIVE = new AtomicLong();

    private final PointerScope pointers = new PointerScope();
    private final @Nullable Scope outer;
    private long owned;

    private Scope(@Nullable Scope outer) {
        this.outer = outer;
    }

    public static Scope open() {
        Check.that(
                !Thread.currentThread().isVirtual(),
                "tensors were used on virtual thread %s; libtorch keeps state per operating-system thread,"
                        + " so run tensor code on a platform thread",
                Thread.currentThread());
        Engine.start();
        Scope scope = new Scope(INNERMOST.get());
        INNERMOST.set(scope);
        return scope;
    }

    /// Runs `body` in a scope of its own and moves only its answer to the scope outside.
    public static Tensor tidy(Supplier<Tensor> body) {
        try (Scope scope = open()) {
            return scope.keep(body.get());
        }
    }

    /// Moves `tensor` from this scope to the one outside, or to no scope when this is the outermost: then the
    /// caller closes it.
    public Tensor keep(Tensor tensor) {
        if (outer == null) {
            return release(tensor);
        }
        outer.pointers.attach(tensor.handle());
        outer.owned++;
        owned--;
        return tensor;
    }

    /// Takes `tensor` out of all scopes; the caller must then [Tensor#close()] it.
    public Tensor release(Tensor tensor) {
        tensor.handle().retainReference();
        owned--;
        return tensor;
    }

    /// Handles that exist now in the whole process; 0 after every test.
    public static long liveTensors() {
        return LIVE.get();
    }

    static Tensor own(org.bytedeco.pytorch.Tensor handle) {
        Scope scope = INNERMOST.get();
        if (scope == null) {
            handle.close();
            throw new IllegalStateException("no Scope is open on thread "
                    + Thread.currentThread().getName() + "; wrap tensor code in try (var _ = Scope.open())");
        }
        scope.owned++;
        LIVE.incrementAndGet();
        return new Tensor(handle);
    }

    static void forget() {
        LIVE.decrementAndGet();
    }

    /// @throws IllegalStateException when an inner scope is still open
    @Override
    public void close() {
        if (INNERMOST.get() != this) {
            throw new IllegalStateException("scopes close in the reverse of the order in which they were opened,"
                    + " on the thread that opened them");
        }
        INNERMOST.set(outer);
        LIVE.addAndGet(-owned);
        pointers.close();
    }
}
