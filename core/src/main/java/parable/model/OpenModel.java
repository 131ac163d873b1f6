package parable.model;

import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Stream;
import parable.tensor.GgufFile;
import parable.tensor.Scope;
import parable.text.ChatTemplates;
import parable.text.HfTokenizer;

/// A published model with open weights, ready to read and write: decoder, tokenizer, and what it needs to
/// hold a conversation. Confined to one thread at a time; closing it frees the weights.
///
/// @param stops    tokens that end an answer
/// @param words    special words by role, such as `eos_token`, for the chat template
/// @param templates for conversations; empty for models that were not taught to chat
/// @param files    whose bytes decide what the model computes
public record OpenModel(
        Decoder decoder,
        HfTokenizer tokenizer,
        Set<Integer> stops,
        SortedMap<String, String> words,
        Optional<ChatTemplates> templates,
        List<Path> files)
        implements AutoCloseable {

    /// What a model is opened for. Training needs memory for gradients, and for an optimizer's moments on top.
    public enum Use {
        READ,
        TRAIN
    }

    public OpenModel {
        stops = Collections.unmodifiableSet(new TreeSet<>(stops));
        words = Collections.unmodifiableSortedMap(new TreeMap<>(words));
        files = List.copyOf(files);
    }

    /// The folder of a model that is only read.
    public static OpenModel hf(Path folder) {
        return hf(folder, Use.READ);
    }

    /// A folder in Hugging Face layout: `config.json`, safetensors in one file or sharded, `tokenizer.json`.
    ///
    /// @throws parable.ground.StudyException when something is missing or the model is of another family
    public static OpenModel hf(Path folder, Use use) {
        FolderContents.requireModel(folder);
        LlamaConfigFile config = LlamaConfigFile.read(folder);
        try (SafetensorsWeights weights =
                SafetensorsWeights.open(folder, config.decoder().isTied())) {
            WeightFit.require(config.decoder(), config.dialect(), weights);
            List<Path> files = Stream.concat(weights.files().paths().stream(), ModelTexts.files(folder))
                    .toList();
            return of(ModelTexts.of(folder, config), () -> decoder(config, weights, use), files);
        }
    }

    /// @param decoder may fail; then the texts are closed
    private static OpenModel of(ModelTexts texts, Supplier<Decoder> decoder, List<Path> files) {
        try {
            return new OpenModel(
                    decoder.get(), texts.tokenizer(), texts.stops(), texts.words(), texts.templates(), files);
        } catch (RuntimeException e) {
            texts.close();
            throw e;
        }
    }

    /// The file of a model that is only read.
    public static OpenModel gguf(Path path) {
        return gguf(path, Use.READ);
    }

    /// One GGUF file; its tensors are dequantized to float32.
    ///
    /// @throws parable.ground.StudyException when the model is of another family, or cut or quantized in a
    ///     way that is not known here
    public static OpenModel gguf(Path path, Use use) {
        try (GgufFile file = GgufFile.open(path)) {
            GgufModel model = model(file, use);
            GgufWeights weights = weights(file, model);
            ModelTexts texts = ModelTexts.of(file.metadata(), model.config().vocabulary());
            return of(texts, () -> filled(model.config(), model.dialect(), weights, use), List.of(path));
        }
    }

    private static GgufModel model(GgufFile file, Use use) {
        GgufModel model = GgufArchitecture.read(file, LlamaConfigFile.LONGEST);
        return use == Use.TRAIN ? model.writable(file.path()) : model;
    }

    /// The decoder alone.
    static Decoder decoder(LlamaConfigFile config, SafetensorsWeights weights, Use use) {
        DecoderConfig shape = config.decoder().withContextUpTo(LlamaConfigFile.LONGEST);
        WeightFit.require(shape, config.dialect(), weights);
        return filled(shape, config.dialect(), weights, use);
    }

    /// The decoder alone.
    static Decoder decoder(GgufFile file, Use use) {
        GgufModel model = model(file, use);
        return filled(model.config(), model.dialect(), weights(file, model), use);
    }

    private static GgufWeights weights(GgufFile file, GgufModel model) {
        GgufWeights weights = new GgufWeights(
                file, model.config().attention(), model.architecture().isPermuted());
        WeightFit.require(model.config(), model.dialect(), weights);
        return weights;
    }

    private static Decoder filled(DecoderConfig config, Dialect dialect, WeightSource weights, Use use) {
        Decoder decoder = use == Use.TRAIN ? Decoder.blank(config, dialect) : Decoder.frozen(config, dialect);
        try (Scope _ = Scope.open()) {
            weights.fill(decoder.parameters());
            return decoder;
        } catch (RuntimeException e) {
            decoder.close();
            throw e;
        }
    }

    @Override
    public void close() {
        decoder.close();
        tokenizer.close();
    }
}
