package parable.bench;

import parable.model.DecoderConfig;

/// Floating-point operations that the mathematics asks for: two for each multiplication in a matrix product;
/// norms, softmax, rotary positions and the optimizer are left out.
///
/// Letters: C width, H heads, K key/value heads, D head width, F feed-forward width, L layers, V vocabulary,
/// S keys.
final class Flops {
    private Flops() {}

    /// Multiplications with weights for one token: `L · (C(H + 2K)D + HDC + 3CF) + CV`.
    private static long products(DecoderConfig config) {
        long C = config.width(), F = config.mlpWidth(), D = config.attention().width();
        long H = config.attention().heads(), K = config.attention().kvHeads();
        return config.layers() * (C * (H + 2 * K) * D + H * D * C + 3 * C * F) + C * config.vocabulary();
    }

    /// Multiplications of scores and mixing for one token over `keys` keys: `2 L H D S`.
    private static double attention(DecoderConfig config, double keys) {
        return 2.0 * config.layers() * config.attention().heads() * config.attention().width() * keys;
    }

    /// A token of a training row: forward once, backward twice (Kaplan et al. 2020, section 2.1). Attention
    /// counts all keys of the row, which the kernels compute, seen or not.
    static double ofTraining(DecoderConfig config, int rowLength) {
        return 3 * 2 * (products(config) + attention(config, rowLength));
    }

    /// A written token after `prompt` others, with its share of reading the prompt; the last token is not
    /// read.
    static double ofWriting(DecoderConfig config, int prompt, int tokens) {
        double read = prompt + tokens - 1;
        double keys = (prompt * (double) prompt + (tokens - 1) * (prompt + tokens / 2.0)) / read;
        long head = (long) config.width() * config.vocabulary();
        double body = 2 * (products(config) - head + attention(config, keys));
        return body * read / tokens + 2 * head;
    }
}
