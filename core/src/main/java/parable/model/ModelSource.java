package parable.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import parable.ground.Disk;
import parable.ground.Hash;
import parable.ground.StudyException;

/// Where a published model lies: opened for reading or training, and written back in a layout that its own libraries
/// open once it is trained.
public sealed interface ModelSource permits ModelFolder, ModelFile {
    String HF = "hf:", GGUF = "gguf:";

    /// @param name `hf:FOLDER`, `gguf:FILE`, or the path alone
    static ModelSource of(String name) {
        if (name.startsWith(GGUF)) {
            return new ModelFile(Path.of(name.substring(GGUF.length())));
        }
        if (name.startsWith(HF)) {
            return new ModelFolder(Path.of(name.substring(HF.length())));
        }
        Path path = Path.of(name);
        return name.endsWith(".gguf") && !Files.isDirectory(path) ? new ModelFile(path) : new ModelFolder(path);
    }

    Path path();

    /// @throws StudyException when the model cannot be read; when it is to be trained, also where it could not be
    ///     written back
    OpenModel open(OpenModel.Use use);

    /// The weights alone.
    Decoder decoder(OpenModel.Use use);

    /// The shape of the decoder, read without the weights.
    DecoderConfig config();

    /// All but the weights, which the caller closes.
    ModelTexts texts();

    /// Files whose bytes decide what the model computes.
    ///
    /// @throws StudyException when there is no model
    List<Path> files();

    /// Writes a folder in Hugging Face layout with the weights of `trained` in float32 and all else as it is in
    /// this source. In 16 bits the small steps of a fine-tuning would round away.
    ///
    /// @param trained was opened from this source
    /// @throws StudyException when `folder` is the source itself, or the disk refuses
    void save(Decoder trained, Path folder);

    /// Hash of the files' names and bytes, wherever they lie.
    default String identity() {
        List<String> parts = new ArrayList<>();
        for (Path file : files()) {
            try {
                parts.add(String.valueOf(file.getFileName()));
                parts.add(Hash.ofFile(file));
            } catch (IOException e) {
                throw new StudyException(
                        StudyException.Category.CHECKPOINT, e, "%s could not be read. Check its rights.", file);
            }
        }
        return Hash.of(parts.toArray());
    }

    /// Makes the folder for a trained model.
    static void create(Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw Disk.refusal(folder, e);
        }
    }
}
