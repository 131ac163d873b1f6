package parable.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import parable.ground.StudyException;
import parable.tensor.SafetensorsFolder;

/// What lies where a model folder was expected. Its messages say what was found and what to do with it.
final class FolderContents {
    private static final String ADAPTER = "adapter_config.json";
    private static final Pattern HUB_ID = Pattern.compile("[\\w.-]+/[\\w.-]+");
    private static final Pattern SHARD = Pattern.compile("model-\\d+-of-\\d+\\.safetensors");
    private static final int NAMED = 3;
    private static final String MERGE =
            "Merge the adapter into its base model (peft: merge_and_unload, then save_pretrained)";

    private final Path folder;
    private final List<String> names;

    private FolderContents(Path folder, List<String> names) {
        this.folder = folder;
        this.names = names;
    }

    /// @throws StudyException of category CHECKPOINT unless the folder holds `config.json` and safetensors of a
    /// whole
    ///     model
    static void requireModel(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw refusal("%s", noFolder(folder));
        }
        FolderContents contents = new FolderContents(folder, names(folder));
        boolean hasWeights = contents.has(SafetensorsFolder.SINGLE) || contents.has(SafetensorsFolder.INDEX);
        if (!hasWeights || !contents.has(LlamaConfigFile.NAME)) {
            throw refusal("%s", contents.insteadOfAModel(hasWeights));
        }
        if (contents.has(ADAPTER)) {
            throw refusal(
                    "%s holds a whole model and an adapter (%s): which of them is meant is not clear. %s, or move the"
                            + " adapter's files elsewhere.",
                    folder, ADAPTER, MERGE);
        }
    }

    private static String noFolder(Path folder) {
        if (Files.isRegularFile(folder)) {
            boolean isGguf = folder.toString().endsWith(".gguf");
            return "%s is a file, and a model is a folder with config.json, model.safetensors and tokenizer.json. %s"
                    .formatted(folder, isGguf ? "Name it as gguf:" + folder + "." : "Name the folder that it lies in.");
        }
        String download = HUB_ID.matcher(folder.toString()).matches()
                ? "If this is a name on a hub, download it first (hf download %s --local-dir FOLDER) and name the folder."
                        .formatted(folder)
                : "Check the path.";
        return "There is no folder %s. Models are read from this machine only. %s".formatted(folder, download);
    }

    private static List<String> names(Path folder) {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
        } catch (IOException e) {
            throw new StudyException(
                    StudyException.Category.CHECKPOINT, e, "%s cannot be listed. Check its rights.", folder);
        }
    }

    private boolean has(String name) {
        return names.contains(name);
    }

    private Optional<String> first(Pattern name) {
        return names.stream().filter(one -> name.matcher(one).matches()).findFirst();
    }

    private Optional<String> ending(String... suffixes) {
        return names.stream()
                .filter(name -> Stream.of(suffixes).anyMatch(name::endsWith))
                .findFirst();
    }

    private String insteadOfAModel(boolean hasWeights) {
        String found = has(ADAPTER) && !hasWeights
                ? "holds an adapter without its base model. " + MERGE
                : hasWeights
                        ? "holds weights, but no config.json. Copy it from where the weights come from"
                        : instead();
        return "%s %s. A model is a folder with config.json, model.safetensors and tokenizer.json."
                .formatted(folder, found);
    }

    /// In order of what is most telling.
    private String instead() {
        Optional<String> shard = first(SHARD), gguf = ending(".gguf"), python = ending(".bin", ".pth", ".pt", ".ckpt");
        Optional<String> other = ending(".onnx", ".h5", ".msgpack", ".tflite", ".mlpackage", ".nemo", ".npz");
        Optional<String> nested = nested();
        if (shard.isPresent()) {
            return "holds %s and perhaps other parts, but no %s. Copy the index too"
                    .formatted(shard.get(), SafetensorsFolder.INDEX);
        }
        if (gguf.isPresent()) {
            return "holds the GGUF file %s. Name it as gguf:%s".formatted(gguf.get(), folder.resolve(gguf.get()));
        }
        if (python.isPresent()) {
            return ("holds weights as PyTorch pickles them (%s), which can run code and are not read. Save the model as"
                            + " safetensors (transformers: from_pretrained, then save_pretrained)")
                    .formatted(python.get());
        }
        if (other.isPresent()) {
            return "holds %s, a format that is not read. Take the safetensors of the same model".formatted(other.get());
        }
        if (nested.isPresent()) {
            return "holds no model, but its folder %s does. Name that one".formatted(nested.get());
        }
        Optional<String> safetensors = ending(".safetensors");
        if (safetensors.isPresent()) {
            return "holds %s, but no model.safetensors. Rename it if it is the whole model"
                    .formatted(safetensors.get());
        }
        return names.isEmpty() ? "is empty" : "holds no weights, only %s".formatted(some());
    }

    /// A folder inside that is a model, as trainers and download caches lay them out; the last by name.
    private Optional<String> nested() {
        try (Stream<Path> inside = Files.walk(folder, 2)) {
            return inside.filter(
                            path -> !path.equals(folder) && Files.isRegularFile(path.resolve(LlamaConfigFile.NAME)))
                    .map(path -> folder.relativize(path).toString())
                    .max(String::compareTo);
        } catch (IOException _) {
            return Optional.empty(); // it only would have made the message better
        }
    }

    private String some() {
        String first = String.join(", ", names.subList(0, Math.min(NAMED, names.size())));
        return names.size() > NAMED ? "%s and %d more".formatted(first, names.size() - NAMED) : first;
    }

    private static StudyException refusal(String message, Object... values) {
        return new StudyException(StudyException.Category.CHECKPOINT, message, values);
    }
}
