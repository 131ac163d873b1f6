package parable.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/// No test leaves a tensor behind. Runs after a class's own `@AfterEach`; a leak is blamed on the one test that
/// made it.
public final class LiveTensors implements AfterEachCallback {
    private static final AtomicLong BLAMED = new AtomicLong();

    @Override
    public void afterEach(ExtensionContext context) {
        long live = Scope.liveTensors();
        assertThat(live - BLAMED.getAndSet(live))
                .as("tensors that this test left behind")
                .isZero();
    }
}
