package parable.tensor;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import parable.ground.CorruptFileException;
import parable.ground.Json;
import parable.ground.StudyException;
import parable.ground.StudyException.Category;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// The tensors of a checkpoint folder, whether in one `model.safetensors` or sharded over several files by a
/// `model.safetensors.index.json` whose `weight_map` names the file of each tensor.
///
/// Thread-safe until closed.
public final class SafetensorsFolder implements AutoCloseable {
    public static final String SINGLE = "model.safetensors";
    public static final String INDEX = "model.safetensors.index.json";

    /// Bytes; the largest known index has 10 MB.
    private static final long LARGEST_INDEX = 64 << 20;

    private static final String MISSING = "Checkpoint %s has no tensor \"%s\".%nIt holds %d tensors%s. config.json"
            + " asks for what the weights do not have: the files belong to different models, or a part is missing.";

    private final Path folder;
    private final Map<String, SafetensorsFile> files = new LinkedHashMap<>(); // by tensor name
    private final TensorTable<SafetensorsFile> table;
    private final Map<String, SafetensorsFile> shards = new TreeMap<>(); // by file name

    private SafetensorsFolder(Path folder) {
        this.folder = folder;
        this.table = new TensorTable<>(folder, files);
    }

    /// Content hashes, where files carry them, are checked for single files only: shards are for models too
    /// large to read twice.
    public static SafetensorsFolder open(Path folder) {
        SafetensorsFolder opened = new SafetensorsFolder(folder);
        try {
            if (Files.exists(folder.resolve(INDEX)) && !Files.exists(folder.resolve(SINGLE))) {
                opened.addShards();
            } else {
                opened.add(SINGLE, SafetensorsFile.open(folder.resolve(SINGLE)));
            }
            return opened;
        } catch (RuntimeException | Error e) {
            opened.close();
            throw e;
        }
    }

    public Path path() {
        return folder;
    }

    public boolean has(String name) {
        return table.has(name);
    }

    /// Tensor names of all files.
    public Set<String> names() {
        return Collections.unmodifiableSet(files.keySet());
    }

    /// The file that holds `name`.
    ///
    /// @throws StudyException of category CHECKPOINT when none does
    public SafetensorsFile fileOf(String name) {
        return table.entry(name, MISSING);
    }

    /// The weight files, by name.
    public List<Path> paths() {
        return shards.values().stream()
                .map(SafetensorsFile::path)
                .sorted(Comparator.naturalOrder())
                .toList();
    }

    @Override
    public void close() {
        shards.values().forEach(SafetensorsFile::close);
    }

    private void add(String name, SafetensorsFile file) {
        shards.put(name, file);
        file.names().forEach(tensor -> files.put(tensor, file));
    }

    private void addShards() {
        Path index = folder.resolve(INDEX);
        JsonNode map = parsed(index).path("weight_map");
        if (!map.isObject() || map.isEmpty()) {
            throw new CorruptFileException(index, "it must hold an object \"weight_map\" from tensor to file name");
        }
        Map<String, String> shardOf = new LinkedHashMap<>();
        map.properties().forEach(entry -> shardOf.put(entry.getKey(), shard(index, entry.getKey(), entry.getValue())));
        requireAll(new TreeSet<>(shardOf.values()));
        for (String name : new TreeSet<>(shardOf.values())) {
            add(name, SafetensorsFile.openUnhashed(folder.resolve(name)));
        }
        requireAgreement(index, shardOf);
    }

    private static String shard(Path index, String tensor, JsonNode value) {
        String shard = value.asString("");
        if (!shard.endsWith(".safetensors")
                || shard.chars().anyMatch(sign -> sign == '/' || sign == '\\' || sign < ' ')) {
            throw new CorruptFileException(
                    index, "\"%s\" must lie in a .safetensors file in the same folder, found %s", tensor, value);
        }
        return shard;
    }

    private void requireAll(Set<String> names) {
        List<String> missing = names.stream()
                .filter(name -> !Files.isRegularFile(folder.resolve(name)))
                .toList();
        if (!missing.isEmpty()) {
            throw new StudyException(
                    Category.CHECKPOINT,
                    "There is no checkpoint file %s: %d of the %d files that %s names are missing. Download or copy the"
                            + " folder again.",
                    folder.resolve(missing.getFirst()),
                    missing.size(),
                    names.size(),
                    INDEX);
        }
    }

    /// What the index says of each tensor, its file holds, and nothing more.
    private void requireAgreement(Path index, Map<String, String> shardOf) {
        shardOf.forEach((tensor, shard) ->
                Objects.requireNonNull(shards.get(shard), shard).entry(tensor));
        shards.forEach((shard, file) -> file.names().stream()
                .filter(tensor -> !shard.equals(shardOf.get(tensor)))
                .findFirst()
                .ifPresent(tensor -> {
                    throw new CorruptFileException(
                            index,
                            "file %s holds \"%s\", which the index %s",
                            shard,
                            tensor,
                            shardOf.containsKey(tensor) ? "places in " + shardOf.get(tensor) : "does not name");
                }));
    }

    private static JsonNode parsed(Path index) {
        try {
            if (Files.size(index) > LARGEST_INDEX) {
                throw new CorruptFileException(index, "an index has at most %d bytes", LARGEST_INDEX);
            }
            return Json.mapper().readTree(Files.readString(index));
        } catch (JacksonException e) {
            throw new CorruptFileException(
                    index, "it is no JSON from line %d on", e.getLocation().getLineNr());
        } catch (CharacterCodingException e) {
            throw new CorruptFileException(index, "it is not UTF-8 text");
        } catch (IOException e) {
            throw new StudyException(Category.STORAGE, e, "%s could not be read. Check its rights.", index);
        }
    }
}
