package parable.lab.checkpoint;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import parable.ground.StudyException;
import parable.ground.StudyException.Category;
import parable.model.DecoderConfig;

/// Whether this machine can hold a model that is trained: weight, gradient and AdamW's two moments, each in float32.
final class TrainingMemory {
    private static final long BYTES = 4L * Float.BYTES;

    private TrainingMemory() {}

    /// @throws StudyException before anything is loaded where it cannot
    static void require(Path base, DecoderConfig config) {
        require(base, config, memory());
    }

    /// How many such models can be trained side by side, from 1 to `wanted`.
    static int sideBySide(DecoderConfig config, int wanted) {
        return sideBySide(config, wanted, memory());
    }

    static int sideBySide(DecoderConfig config, int wanted, long memory) {
        return Math.clamp(memory / (BYTES * config.parameterCount()), 1, wanted);
    }

    private static long memory() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
                ? system.getTotalMemorySize()
                : Long.MAX_VALUE;
    }

    static void require(Path base, DecoderConfig config, long memory) {
        long weights = config.parameterCount(), needed = BYTES * weights;
        if (needed > memory) {
            throw new StudyException(
                    Category.CONFIG,
                    "%s has %,d weights. Training all of them takes %.1f GB (16 bytes each) and more for the text, but"
                            + " this machine has %.1f GB. Take a smaller base or a larger machine.",
                    base,
                    weights,
                    needed / 1e9,
                    memory / 1e9);
        }
    }
}
