package parable.bench;

import parable.model.DecoderConfig;

/// The two models that are timed; `peer/llama.py` has the same.
enum Size {
    /// 0.67 M parameters, the embedded organism.
    ORGANISM(new DecoderConfig(512, 128, 3, 352, heads(4, 32), 1e-6, true)),
    /// 10.15 M parameters, about where threads inside an operator begin to pay.
    TEN(new DecoderConfig(4096, 320, 6, 880, heads(8, 40), 1e-6, false));

    /// The lowest ids are special tokens, which no random text contains.
    static final int FIRST_WORD = 3;

    private final DecoderConfig config;

    Size(DecoderConfig config) {
        this.config = config;
    }

    DecoderConfig config() {
        return config;
    }

    private static DecoderConfig.Heads heads(int heads, int width) {
        return new DecoderConfig.Heads(heads, heads, width, 1024, 10_000);
    }
}
