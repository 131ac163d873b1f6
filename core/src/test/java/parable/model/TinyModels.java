package parable.model;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import parable.ground.RandomStream;
import parable.tensor.Scope;

/// Decoders small enough for tests.
public final class TinyModels {
    public static final int VOCABULARY = 61, CONTEXT = 96;

    private TinyModels() {}

    /// Width 32, 2 layers, 4 heads.
    public static DecoderConfig config(int kvHeads, boolean isTied) {
        return new DecoderConfig(
                VOCABULARY, 32, 2, 48, new DecoderConfig.Heads(4, kvHeads, 8, CONTEXT, 10_000), 1e-6, isTied);
    }

    /// Weights so large that every part of the model shows in its logits; no norm is 1. The caller closes it.
    public static Decoder lively(DecoderConfig config, long seed) {
        return filled(Decoder.blank(config), seed);
    }

    static Decoder filled(Decoder model, long seed) {
        try (Scope _ = Scope.open()) {
            for (String name : model.parameters().names()) {
                long[] shape = model.parameters().shape(name);
                double deviation = shape.length == 1 ? 0.15 : 1.2 / Math.sqrt(shape[1]);
                MemorySegment values = model.parameters().value(name).memory();
                RandomStream random = RandomStream.of(seed, name);
                for (long at = 0; at < values.byteSize(); at += Float.BYTES) {
                    double center = shape.length == 1 ? 0.6 : 0;
                    values.set(ValueLayout.JAVA_FLOAT, at, (float) (center + deviation * random.normal()));
                }
            }
        }
        return model;
    }

    /// Four heads on two key/value heads, tied.
    public static Decoder lively(long seed) {
        return lively(config(2, true), seed);
    }

    /// Token ids from 3 on, none of them special.
    public static int[] tokens(int count, long seed) {
        RandomStream random = RandomStream.of(seed, "tokens");
        int[] tokens = new int[count];
        for (int i = 0; i < count; i++) {
            tokens[i] = 3 + random.below(VOCABULARY - 3);
        }
        return tokens;
    }
}
