package parable.lab;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import parable.model.Decoder;

/// Where a study happens: what a model begins as, what it reads, and what is held out of its text. The stages of a
/// study are written once, over this.
///
/// @param <T> a plan of text: a value that always yields the same text
public interface Lab<T> {
    /// What decides a model that is trained here, besides its text, its training and its seed. Part of every stage
    /// key, so each value must turn into JSON.
    ///
    /// @param isTaught whether it starts from another model of this laboratory
    Map<String, Object> inputs(boolean isTaught);

    /// Tokens that the text holds, for forecasts.
    long tokens(T text);

    /// The text in the form that is trained on, checked against what the evaluation holds out.
    Reading read(T text);

    /// A model to be trained. The caller closes it.
    ///
    /// @param base folder that [#save] wrote; empty for the beginning of this laboratory
    /// @param seed of what is random in a beginning
    Decoder begin(Optional<Path> base, long seed);

    /// How often a training here is logged and saved.
    Pace pace();

    /// Writes a model as a folder that Hugging Face's libraries open.
    void save(Decoder model, Path folder) throws IOException;
}
