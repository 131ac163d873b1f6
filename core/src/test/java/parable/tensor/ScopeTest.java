package parable.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LiveTensors.class)
class ScopeTest {
    @Test
    void closingFreesWhatWasMadeInside() {
        Tensor x;
        try (Scope _ = Scope.open()) {
            x = Tensor.of(new float[] {1, 2}, 2);
            x.plus(x).times(3);
            assertThat(Scope.liveTensors()).isEqualTo(3);
        }
        assertThat(x).hasToString("Tensor(closed)");
    }

    @Test
    void aClosedTensorIsRefusedByName() {
        Tensor x;
        try (Scope _ = Scope.open()) {
            x = Tensor.of(new float[] {1, 2}, 2);
        }
        try (Scope _ = Scope.open()) {
            assertThatThrownBy(() -> x.plus(x))
                    .isInstanceOf(TensorException.class)
                    .hasMessageContaining("plus(Tensor(closed), Tensor(closed))");
            assertThatThrownBy(x::floats).isInstanceOf(TensorException.class).hasMessageContaining("Tensor(closed)");
            assertThatThrownBy(x::item)
                    .isInstanceOf(TensorException.class)
                    .hasMessageContaining("item(Tensor(closed))");
            assertThatThrownBy(x::shape).isInstanceOf(RuntimeException.class);
        }
    }

    @Test
    void scopesCloseInReverse() {
        Scope outer = Scope.open();
        Scope inner = Scope.open();

        assertThatThrownBy(outer::close)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("reverse of the order");

        inner.close();
        outer.close();
        assertThatThrownBy(outer::close).as("closing twice").isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aScopeClosesOnItsOwnThread() throws InterruptedException {
        try (Scope scope = Scope.open()) {
            assertThat(thrownOn(Thread.ofPlatform(), scope::close))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("on the thread that opened them");
        }
    }

    @Test
    void withoutAScopeNothingIsMade() throws InterruptedException {
        String message = "no Scope is open on thread lonely; wrap tensor code in try (var _ = Scope.open())";
        assertThat(thrownOn(Thread.ofPlatform().name("lonely"), () -> Tensor.zeros(DType.FLOAT32, 2)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(message);
        try (Scope _ = Scope.open()) {
            Tensor x = Tensor.zeros(DType.FLOAT32, 2);
            assertThat(thrownOn(Thread.ofPlatform().name("lonely"), () -> x.plus(1)))
                    .as("a scope serves its own thread only")
                    .hasMessage(message);
        }
    }

    @Test
    void virtualThreadsAreRefused() throws InterruptedException {
        assertThat(thrownOn(Thread.ofVirtual(), () -> Scope.open().close()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("on virtual thread")
                .hasMessageContaining("run tensor code on a platform thread");
    }

    @Test
    void aKeptTensorBelongsToTheScopeOutside() {
        Tensor kept;
        try (Scope _ = Scope.open()) {
            try (Scope inner = Scope.open()) {
                kept = inner.keep(Tensor.of(new float[] {1, 2}, 2).plus(1));
            }
            assertThat(Scope.liveTensors()).isEqualTo(1);
            assertThat(kept.floats()).containsExactly(2, 3);
        }
        assertThat(kept).hasToString("Tensor(closed)");
    }

    @Test
    void aReleasedTensorLivesUntilItIsClosed() {
        Tensor released;
        try (Scope _ = Scope.open();
                Scope inner = Scope.open()) {
            released = inner.release(Tensor.of(new float[] {4}, 1));
        }
        assertThat(released).hasToString("float32[1]");
        assertThat(Scope.liveTensors()).isEqualTo(1);
        released.close();
        assertThat(released).hasToString("Tensor(closed)");
    }

    @Test
    void keepingFromTheOutermostScopeIsReleasing() {
        Tensor kept;
        try (Scope scope = Scope.open()) {
            kept = scope.keep(Tensor.zeros(DType.FLOAT32, 3));
        }
        assertThat(kept.shape()).containsExactly(3);
        kept.close();
    }

    @Test
    void tidyKeepsTheAnswerAndFreesTheWay() {
        try (Scope _ = Scope.open()) {
            Tensor x = Tensor.of(new float[] {1, 2, 3}, 3);
            Tensor y = Scope.tidy(() -> x.times(2).plus(1).square());
            assertThat(y.floats()).containsExactly(9, 25, 49);
            assertThat(Scope.liveTensors()).isEqualTo(2);
        }
    }

    @Test
    void tidyMayAnswerWithATensorFromOutside() {
        try (Scope _ = Scope.open()) {
            Tensor x = Tensor.of(new float[] {7}, 1);
            assertThat(Scope.tidy(() -> x).floats()).containsExactly(7);
            assertThat(x.floats()).as("still open").containsExactly(7);
        }
    }

    @Test
    void aFailureInsideStillFreesEverything() {
        assertThatThrownBy(() -> Scope.tidy(() -> {
                    Tensor x = Tensor.zeros(DType.FLOAT32, 2, 3);
                    return x.matmul(x);
                }))
                .isInstanceOf(TensorException.class);
        assertThat(Scope.liveTensors()).isZero();
    }

    @Test
    void theGraphKeepsWhatABackwardPassNeeds() {
        try (Scope _ = Scope.open()) {
            Tensor store = Tensor.zeros(DType.FLOAT32, 2);
            Tensor leaf = Tensor.of(new float[] {3, 4}, 2).collectGradientIn(store);
            Tensor loss = Scope.tidy(() -> leaf.square().times(leaf).sum());
            loss.backward();
            assertThat(store.floats()).containsExactly(27, 48);
        }
    }

    private static Throwable thrownOn(Thread.Builder builder, Runnable body) throws InterruptedException {
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        builder.start(() -> {
                    try {
                        body.run();
                    } catch (RuntimeException e) {
                        thrown.set(e);
                    }
                })
                .join();
        return thrown.get();
    }
}
