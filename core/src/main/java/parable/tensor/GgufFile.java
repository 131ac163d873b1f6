package parable.tensor;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import parable.ground.CorruptFileException;
import parable.ground.Nearest;
import parable.ground.StudyException;
import parable.ground.StudyException.Category;

/// A model in one mapped file of the [GGUF format](https://github.com/ggml-org/ggml/blob/master/docs/gguf.md),
/// versions 2 and 3, little-endian:
///
/// ```
/// "GGUF"  version u32  tensors u64  pairs u64
/// pairs    key text, type u32, value; a text is its length u64 and UTF-8, an array its type u32, count u64, items
/// tensors  name text, axes u32, size u64 of each axis (fastest first), type u32, offset u64
/// padding to a multiple of general.alignment (32 when absent), then the data section
/// ```
///
/// Everything the header says is checked on opening: nothing is read out of bounds later. The format carries no
/// checksum, so a flipped bit in the data goes unseen.
///
/// Immutable and thread-safe until closed. The file must not be cut short by others while it is open.
public final class GgufFile implements AutoCloseable {
    private static final int MAGIC = 0x46554747; // "GGUF" as a little-endian integer
    private static final int DEFAULT_ALIGNMENT = 32;
    private static final int MOST_AXES = 4;

    /// Rows are decoded in pieces of about this many elements, so that they stay in the processor's cache.
    private static final int PIECE = 1 << 16;

    private final Path file;
    private final Arena arena;
    private final GgufMetadata metadata;
    private final Map<String, GgufTensor> tensors = new LinkedHashMap<>();
    private final MemorySegment data;

    private GgufFile(Path file, Arena arena, MemorySegment whole) {
        this.file = file;
        this.arena = arena;
        GgufCursor cursor = new GgufCursor(file, whole);
        requireVersion(cursor);
        int tensorCount = cursor.count("the number of tensors", 24);
        int pairs = cursor.count("the number of metadata pairs", 13);
        this.metadata = new GgufMetadata(file, pairs(cursor, pairs));
        for (int i = 0; i < tensorCount; i++) {
            GgufTensor tensor = tensor(cursor);
            if (tensors.putIfAbsent(tensor.name(), tensor) != null) {
                throw new CorruptFileException(file, "tensor \"%s\" stands twice in the header", tensor.name());
            }
        }
        this.data = dataSection(whole, cursor.position());
        tensors.values().forEach(this::requireInside);
    }

    /// Opens the file and checks its header.
    ///
    /// @throws CorruptFileException when the bytes cannot be a whole GGUF file
    /// @throws StudyException of category CHECKPOINT when there is no such file, or a tensor is of a type that
    /// cannot be read
    public static GgufFile open(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new StudyException(
                    Category.CHECKPOINT, "There is no file %s. Check the path; gguf: wants one .gguf file.", file);
        }
        Arena arena = Arena.ofShared();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            return new GgufFile(file, arena, channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena));
        } catch (IOException e) {
            arena.close();
            throw new StudyException(
                    Category.STORAGE,
                    e,
                    "%s could not be read (%s). Check its rights and the disk.",
                    file,
                    e.getMessage());
        } catch (CorruptFileException | StudyException e) {
            arena.close();
            throw e;
        }
    }

    public Path path() {
        return file;
    }

    public GgufMetadata metadata() {
        return metadata;
    }

    /// Tensor names in the order of the header.
    public List<String> names() {
        return List.copyOf(tensors.keySet());
    }

    public boolean has(String name) {
        return tensors.containsKey(name);
    }

    /// @throws StudyException of category CHECKPOINT when the file has no tensor of that name
    public GgufTensor entry(String name) {
        GgufTensor tensor = tensors.get(name);
        if (tensor == null) {
            throw new StudyException(
                    Category.CHECKPOINT,
                    "%s has no tensor \"%s\" among its %d%s. The file may be one part of several, or of another"
                            + " architecture than it says.",
                    file,
                    name,
                    tensors.size(),
                    Nearest.to(name, tensors.keySet())
                            .map("; the nearest name is \"%s\""::formatted)
                            .orElse(""));
        }
        return tensor;
    }

    /// Writes rows of a tensor as float32 in the machine's byte order.
    ///
    /// @param first  row to begin with
    /// @param target takes `columns` values for each row it has room for
    public void copyRows(String name, long first, MemorySegment target) {
        GgufTensor tensor = entry(name);
        MemorySegment stored = data.asSlice(
                tensor.offset() + first * tensor.rowBytes(),
                target.byteSize() / Float.BYTES / tensor.columns() * tensor.rowBytes());
        GgufType type = tensor.type();
        int piece = PIECE / type.blockElements() * type.blockBytes();
        float[] values = new float[PIECE];
        long to = 0;
        for (long at = 0; at < stored.byteSize(); at += piece) {
            long length = Math.min(piece, stored.byteSize() - at);
            int count = (int) (length / type.blockBytes() * type.blockElements());
            type.decode(stored.asSlice(at, length), values);
            MemorySegment.copy(values, 0, target, ValueLayout.JAVA_FLOAT_UNALIGNED, to, count);
            to += (long) count * Float.BYTES;
        }
    }

    /// All values of a tensor that fits into one array.
    public float[] floats(String name) {
        GgufTensor tensor = entry(name);
        float[] values = new float[Math.toIntExact(tensor.rows() * tensor.columns())];
        copyRows(name, 0, MemorySegment.ofArray(values));
        return values;
    }

    /// Unmaps the file.
    @Override
    public void close() {
        if (arena.scope().isAlive()) {
            arena.close();
        }
    }

    private void requireVersion(GgufCursor cursor) {
        int magic = cursor.integer("the magic number");
        if (magic != MAGIC) {
            throw new CorruptFileException(file, "a GGUF file starts with \"GGUF\", found bytes 0x%08x", magic);
        }
        int version = cursor.integer("the version");
        if (version != 2 && version != 3) {
            throw new StudyException(
                    Category.CHECKPOINT,
                    "%s is of GGUF version %s; versions 2 and 3 in little-endian order are read. Convert the model"
                            + " again with a current converter.",
                    file,
                    Integer.toUnsignedString(version));
        }
    }

    private Map<String, GgufValue> pairs(GgufCursor cursor, int count) {
        Map<String, GgufValue> pairs = new LinkedHashMap<>();
        for (int i = 0; i < count; i++) {
            String key = cursor.text("a metadata key");
            if (pairs.putIfAbsent(key, cursor.value(key)) != null) {
                throw new CorruptFileException(file, "metadata key \"%s\" stands twice", key);
            }
        }
        return pairs;
    }

    private GgufTensor tensor(GgufCursor cursor) {
        String name = cursor.text("a tensor's name");
        int axes = cursor.integer("the axes of " + name);
        if (axes < 1 || axes > MOST_AXES) {
            throw new CorruptFileException(
                    file, "tensor \"%s\" must have 1 to %d axes, found %d", name, MOST_AXES, axes);
        }
        List<Long> shape = new ArrayList<>();
        for (int axis = 0; axis < axes; axis++) {
            shape.addFirst(cursor.size("the shape of " + name));
        }
        int code = cursor.integer("the type of " + name);
        GgufType type = GgufType.of(code)
                .orElseThrow(() -> new StudyException(
                        Category.CHECKPOINT,
                        "%s stores \"%s\" as %s; %s can be read. Take a file quantized to one of those.",
                        file,
                        name,
                        GgufType.nameOf(code),
                        Arrays.toString(GgufType.values())));
        if (shape.stream().anyMatch(size -> size < 1) || shape.getLast() % type.blockElements() != 0) {
            throw new CorruptFileException(
                    file,
                    "tensor \"%s\" of type %s must have positive sizes and rows of whole blocks of %d, found %s",
                    name,
                    type,
                    type.blockElements(),
                    shape);
        }
        return new GgufTensor(name, type, shape, cursor.size("the offset of " + name));
    }

    private MemorySegment dataSection(MemorySegment whole, long headerEnd) {
        long alignment = metadata.count("general.alignment", DEFAULT_ALIGNMENT);
        if (alignment < 1 || Long.bitCount(alignment) != 1) {
            throw new CorruptFileException(file, "general.alignment must be a power of two, found %d", alignment);
        }
        long begin = (headerEnd + alignment - 1) / alignment * alignment;
        return whole.asSlice(Math.min(begin, whole.byteSize()));
    }

    private void requireInside(GgufTensor tensor) {
        Optional<Long> bytes = bytes(tensor);
        boolean inside = bytes.isPresent()
                && tensor.offset() >= 0
                && tensor.offset() <= data.byteSize()
                && bytes.get() <= data.byteSize() - tensor.offset();
        if (!inside) {
            throw new CorruptFileException(
                    file,
                    "tensor \"%s\" of type %s and shape %s at offset %s must lie within the %d bytes of the data"
                            + " section: the file is truncated or its header is wrong",
                    tensor.name(),
                    tensor.type(),
                    tensor.shape(),
                    Long.toUnsignedString(tensor.offset()),
                    data.byteSize());
        }
    }

    private static Optional<Long> bytes(GgufTensor tensor) {
        try {
            return Optional.of(tensor.bytes());
        } catch (ArithmeticException e) {
            return Optional.empty(); // more than 2^63 bytes: no file holds them
        }
    }
}
