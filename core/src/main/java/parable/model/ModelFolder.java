package parable.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import parable.ground.AtomicFile;
import parable.ground.Disk;
import parable.ground.Json;
import parable.ground.StudyException;
import parable.tensor.SafetensorsFolder;
import tools.jackson.databind.node.ObjectNode;

/// A folder in Hugging Face layout.
///
/// @param path the folder
public record ModelFolder(Path path) implements ModelSource {
    private static final String TEMPLATES = "additional_chat_templates";

    /// Besides configuration and weights, what decides what is read and written.
    private static final List<String> TEXTS = List.of(
            "generation_config.json",
            "tokenizer.json",
            "tokenizer_config.json",
            "special_tokens_map.json",
            "added_tokens.json",
            "chat_template.jinja");

    /// What else belongs to a model: older forms of its tokenizer, and its terms.
    private static final List<String> COMPANIONS =
            List.of("chat_template.json", "vocab.json", "merges.txt", "tokenizer.model", "LICENSE", "NOTICE");

    /// Keys under which transformers looks for the type of the weights: before version 5 the first, then both.
    private static final List<String> TYPE_KEYS = List.of("torch_dtype", "dtype");

    @Override
    public OpenModel open(OpenModel.Use use) {
        return OpenModel.hf(path, use);
    }

    @Override
    public Decoder decoder(OpenModel.Use use) {
        LlamaConfigFile config = configuration();
        try (SafetensorsWeights weights =
                SafetensorsWeights.open(path, config.decoder().isTied())) {
            return OpenModel.decoder(config, weights, use);
        }
    }

    @Override
    public DecoderConfig config() {
        return configuration().decoder().withContextUpTo(LlamaConfigFile.LONGEST);
    }

    @Override
    public ModelTexts texts() {
        return ModelTexts.of(path, configuration());
    }

    private LlamaConfigFile configuration() {
        FolderContents.requireModel(path);
        return LlamaConfigFile.read(path);
    }

    @Override
    public List<Path> files() {
        FolderContents.requireModel(path);
        Path single = path.resolve(SafetensorsFolder.SINGLE);
        Stream<Path> weights = Files.exists(single)
                ? Stream.of(single)
                : Stream.concat(
                        Stream.of(path.resolve(SafetensorsFolder.INDEX)), listed(path, ".safetensors").stream());
        return Stream.of(weights, Stream.of(path.resolve(LlamaConfigFile.NAME)), present(TEXTS), templates())
                .flatMap(files -> files)
                .toList();
    }

    @Override
    public void save(Decoder trained, Path folder) {
        ModelSource.create(folder);
        refuseItself(folder);
        ObjectNode config = ConfigJson.read(path.resolve(LlamaConfigFile.NAME)).copy();
        boolean isTyped = TYPE_KEYS.stream().anyMatch(config::has);
        TYPE_KEYS.stream()
                .filter(key -> config.has(key) || !isTyped && key.equals(TYPE_KEYS.getFirst()))
                .forEach(key -> config.put(key, "float32"));
        AtomicFile.write(folder.resolve(LlamaConfigFile.NAME), Json.pretty(config));
        Stream.of(present(TEXTS), present(COMPANIONS), templates())
                .flatMap(files -> files)
                .forEach(file -> copy(file, folder.resolve(path.relativize(file))));
        Checkpoint.saveWeights(trained, folder);
    }

    private void refuseItself(Path folder) {
        try {
            if (Files.isSameFile(path, folder)) {
                throw new StudyException(
                        StudyException.Category.CONFIG,
                        "%s is the folder of the base model, which a trained one would replace. Name another folder.",
                        folder);
            }
        } catch (IOException e) {
            throw Disk.refusal(folder, e);
        }
    }

    private static void copy(Path from, Path to) {
        try {
            Files.createDirectories(to.toAbsolutePath().getParent());
            AtomicFile.write(to, Files.readAllBytes(from));
        } catch (IOException e) {
            throw Disk.refusal(to, e);
        }
    }

    private Stream<Path> present(List<String> names) {
        return names.stream().map(path::resolve).filter(Files::isRegularFile);
    }

    private Stream<Path> templates() {
        Path folder = path.resolve(TEMPLATES);
        return Files.isDirectory(folder) ? listed(folder, ".jinja").stream() : Stream.empty();
    }

    private static List<Path> listed(Path folder, String ending) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(ending))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new StudyException(
                    StudyException.Category.CHECKPOINT, e, "%s could not be read. Check its rights.", folder);
        }
    }
}
