package parable.model;

import java.nio.file.Path;
import parable.ground.StudyException;

/// What a GGUF file says of its model.
record GgufModel(GgufArchitecture architecture, DecoderConfig config, Dialect dialect) {
    /// The same in the words of a `config.json`.
    ///
    /// @throws StudyException when its rotary factors follow no rule that such a file can say
    GgufModel writable(Path file) {
        if (!(dialect.scaling() instanceof RotaryScaling.Divided table)) {
            return this;
        }
        DecoderConfig.Heads heads = config.attention();
        RotaryScaling rule = RotaryFactors.rule(table, heads.width(), heads.ropeBase())
                .orElseThrow(() -> new StudyException(
                        StudyException.Category.CHECKPOINT,
                        "%s holds a table of %d rotary factors that are not those of Llama 3's rule, so a trained model"
                                + " could not be saved for other programs. Train its folder of safetensors instead.",
                        file,
                        table.factors().size()));
        return new GgufModel(architecture, config, new Dialect(dialect.hasQueryKeyValueBias(), rule));
    }
}
