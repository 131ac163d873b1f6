package parable.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EngineTest {
    @Test
    void operatorsRunOnOneThread() {
        assertThat(Engine.describe().threads()).isEqualTo(1);
    }

    @Test
    void theNamedVersionIsTheLoadedOne() {
        assertThat(Engine.describe().config())
                .contains("TORCH_VERSION=" + Engine.describe().library());
    }

    @Test
    void threadsCanBeRaisedAndPutBack() {
        Engine.threads(2);
        try {
            assertThat(Engine.describe().threads()).isEqualTo(2);
        } finally {
            Engine.threads(1);
        }
    }
}
