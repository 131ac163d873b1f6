package parable.model;

import java.nio.file.Path;
import parable.ground.StudyException;
import parable.tensor.SafetensorsFolder;
import parable.tensor.SafetensorsWriter;
import parable.tensor.Scope;
import parable.tensor.StoredType;
import parable.tensor.Tensor;
import parable.text.Specials;

/// Weights at one step, as a folder in Hugging Face layout that opens in transformers as it is: `config.json`
/// and `model.safetensors` (float32, with a content hash).
public final class Checkpoint {

    private Checkpoint() {}

    /// Writes `config.json` and `model.safetensors` into `folder`.
    public static void save(Decoder model, Specials specials, Path folder) {
        LlamaConfigFile.write(model.config(), specials, folder);
        saveWeights(model, folder);
    }

    /// Writes `model.safetensors` alone.
    static void saveWeights(Decoder model, Path folder) {
        SafetensorsWriter writer = new SafetensorsWriter().metadata("format", "pt");
        try (Scope _ = Scope.open()) {
            for (String name : model.parameters().names()) {
                Tensor value = model.parameters().value(name);
                writer.add(name, StoredType.F32, model.parameters().shape(name), value::memory);
            }
            writer.write(folder.resolve(SafetensorsFolder.SINGLE));
        }
    }

    /// Reads a checkpoint into a new decoder that can be trained, which the caller closes.
    ///
    /// @throws StudyException when a tensor is missing or has another shape than `config.json` says
    /// @throws parable.ground.CorruptFileException when the file is truncated or its bytes have changed
    public static Decoder load(Path folder) {
        return new ModelFolder(folder).decoder(OpenModel.Use.TRAIN);
    }
}
