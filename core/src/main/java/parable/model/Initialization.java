package parable.model;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import parable.ground.Check;
import parable.ground.RandomStream;
import parable.tensor.Scope;
import parable.tensor.Tensor;

/// How a decoder's weights begin.
///
/// Each weight has a random stream of its own, keyed by its name, so adding a layer does not change the
/// others.
public enum Initialization {
    /// Normal with standard deviation 0.02, the two projections that write to the stream smaller by √(2 ·
    /// layers) (Radford et al. 2019, [Language models are unsupervised multitask
    /// learners](https://openai.com/index/better-language-models), section 2.3). Norms at 1.
    NORMAL,
    /// Begins close to copying: in each layer `W_q = 0.9 N`, `W_k = W_q + 0.3 N'`, so a token looks for tokens
    /// like itself, and `W_v = 0.6 N''`, `W_o = 0.6 W_vᵀ`, so what it finds it writes back; N of variance 1 /
    /// width, the embedding likewise. A small model then learns to copy names within minutes; without it the
    /// organism needs four million tokens to reach half the effect. Needs as many key/value heads as heads.
    COPY_FRIENDLY;

    private static final double DEVIATION = 0.02;

    /// Fills every weight of `model`.
    public void fill(Decoder model, long seed) {
        DecoderConfig config = model.config();
        int heads = config.attention().heads(), kvHeads = config.attention().kvHeads();
        Check.that(
                this == NORMAL || heads == kvHeads,
                "%s needs as many key/value heads as heads, but the model has %d and %d",
                this,
                kvHeads,
                heads);
        try (Scope _ = Scope.open()) {
            for (String name : model.parameters().names()) {
                float[] values = draw(name, model.parameters().shape(name), config, seed);
                write(model.parameters().value(name), values);
            }
        }
    }

    private float[] draw(String name, long[] shape, DecoderConfig config, long seed) {
        int size = Math.toIntExact(shape.length == 1 ? shape[0] : shape[0] * shape[1]);
        if (name.endsWith("norm.weight")) {
            return constant(size);
        }
        boolean writesToStream = name.endsWith("o_proj.weight") || name.endsWith("down_proj.weight");
        double deviation = writesToStream ? DEVIATION / Math.sqrt(2.0 * config.layers()) : DEVIATION;
        return switch (this) {
            case NORMAL -> normal(name, size, deviation, seed);
            case COPY_FRIENDLY -> copyFriendly(name, shape, deviation, config, seed);
        };
    }

    private static float[] copyFriendly(String name, long[] shape, double plain, DecoderConfig config, long seed) {
        int size = Math.toIntExact(shape[0] * shape[1]);
        double unit = 1 / Math.sqrt(config.width());
        if (name.equals("model.embed_tokens.weight") || name.endsWith("q_proj.weight")) {
            return normal(name, size, name.endsWith("q_proj.weight") ? 0.9 * unit : unit, seed);
        }
        if (name.endsWith("k_proj.weight")) {
            float[] query = normal(name.replace("k_proj", "q_proj"), size, 0.9 * unit, seed);
            float[] noise = normal(name, size, 0.3 * unit, seed);
            for (int i = 0; i < size; i++) {
                query[i] += noise[i];
            }
            return query;
        }
        if (name.endsWith("v_proj.weight")) {
            return normal(name, size, 0.6 * unit, seed);
        }
        if (name.endsWith("o_proj.weight")) {
            float[] value = normal(name.replace("o_proj", "v_proj"), size, 0.6 * unit, seed);
            return transposedTimes(value, Math.toIntExact(shape[1]), Math.toIntExact(shape[0]), 0.6f);
        }
        return normal(name, size, plain, seed);
    }

    /// @param matrix (rows, columns), row by row
    /// @return its transpose times `factor`
    private static float[] transposedTimes(float[] matrix, int rows, int columns, float factor) {
        float[] transposed = new float[matrix.length];
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                transposed[column * rows + row] = factor * matrix[row * columns + column];
            }
        }
        return transposed;
    }

    private static float[] normal(String name, int size, double deviation, long seed) {
        RandomStream random = RandomStream.of(seed, "initialization/" + name);
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = (float) (deviation * random.normal());
        }
        return values;
    }

    private static float[] constant(int size) {
        float[] values = new float[size];
        Arrays.fill(values, 1);
        return values;
    }

    private static void write(Tensor target, float[] values) {
        MemorySegment.copy(
                MemorySegment.ofArray(values),
                ValueLayout.JAVA_FLOAT,
                0,
                target.memory(),
                ValueLayout.JAVA_FLOAT,
                0,
                values.length);
    }
}
