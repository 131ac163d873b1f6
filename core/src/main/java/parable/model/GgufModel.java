package parable.model;

/// What a GGUF file says of its model.
record GgufModel(GgufArchitecture architecture, DecoderConfig config, Dialect dialect) {}
