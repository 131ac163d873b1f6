package parable;

import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import parable.tensor.Engine;

/// Every test computes with portable kernels where the processor has them, so that golden files hold on all of those.
/// Registered for all tests in `META-INF/services`.
public final class PortableKernels implements BeforeAllCallback {
    @Override
    public void beforeAll(ExtensionContext context) {
        if (Engine.canBePortable()) {
            Engine.portable();
        }
    }
}
