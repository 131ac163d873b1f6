package parable.tensor;

import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import parable.ground.CorruptFileException;
import parable.ground.StudyException;
import parable.ground.StudyException.Category;

/// The header of a GGUF file, whose layout [GgufFile] describes: what is said of the model, and the tensors in
/// order, each of which lies within the file. Immutable.
///
/// @param dataBegin where the data section begins, in bytes from the start of the file
record GgufHeader(GgufMetadata metadata, Map<String, GgufTensor> tensors, long dataBegin) {
    private static final int MAGIC = 0x46554747; // "GGUF" as a little-endian integer
    private static final int DEFAULT_ALIGNMENT = 32;
    private static final int MOST_AXES = 4;

    /// The fewest bytes that a tensor and a pair of metadata take in the header.
    private static final int LEAST_TENSOR = 24, LEAST_PAIR = 13;

    /// @throws CorruptFileException when the bytes cannot be a whole GGUF file
    /// @throws StudyException of category CHECKPOINT when its version, or the type of a tensor, cannot be read
    static GgufHeader read(Path file, MemorySegment whole) {
        GgufCursor cursor = new GgufCursor(file, whole);
        requireVersion(file, cursor, whole);
        int tensorCount = cursor.count("the number of tensors", LEAST_TENSOR);
        int pairs = cursor.count("the number of metadata pairs", LEAST_PAIR);
        GgufMetadata metadata = new GgufMetadata(file, pairs(file, cursor, pairs));
        Map<String, GgufTensor> tensors = tensors(file, cursor, tensorCount);
        long dataBegin = Math.min(dataBegin(file, metadata, cursor.position()), whole.byteSize());
        tensors.values().forEach(tensor -> requireInside(file, tensor, whole.byteSize() - dataBegin));
        return new GgufHeader(metadata, tensors, dataBegin);
    }

    private static void requireVersion(Path file, GgufCursor cursor, MemorySegment whole) {
        if (whole.byteSize() == 0) {
            throw new CorruptFileException(file, "it is empty: the download was not finished. Download it again");
        }
        int magic = cursor.integer("the magic number");
        if (magic != MAGIC) {
            FirstBytes.of(whole).ifPresent(other -> {
                throw new StudyException(Category.CHECKPOINT, "%s is no GGUF file but %s.", file, other);
            });
            throw new CorruptFileException(file, "a GGUF file starts with \"GGUF\", found bytes 0x%08x", magic);
        }
        int version = cursor.integer("the version");
        if (Integer.reverseBytes(version) == 2 || Integer.reverseBytes(version) == 3) {
            throw new StudyException(
                    Category.CHECKPOINT,
                    "%s is in big-endian order; little-endian files are read. Convert the model again on this machine.",
                    file);
        }
        if (version != 2 && version != 3) {
            throw new StudyException(
                    Category.CHECKPOINT,
                    "%s is of GGUF version %s; versions 2 and 3 in little-endian order are read. Convert the model"
                            + " again with a current converter.",
                    file,
                    Integer.toUnsignedString(version));
        }
    }

    private static Map<String, GgufValue> pairs(Path file, GgufCursor cursor, int count) {
        Map<String, GgufValue> pairs = new LinkedHashMap<>();
        for (int i = 0; i < count; i++) {
            String key = cursor.text("a metadata key");
            if (pairs.putIfAbsent(key, cursor.value(key)) != null) {
                throw new CorruptFileException(file, "metadata key \"%s\" occurs twice", key);
            }
        }
        return pairs;
    }

    private static Map<String, GgufTensor> tensors(Path file, GgufCursor cursor, int count) {
        Map<String, GgufTensor> tensors = new LinkedHashMap<>();
        for (int i = 0; i < count; i++) {
            GgufTensor tensor = tensor(file, cursor);
            if (tensors.putIfAbsent(tensor.name(), tensor) != null) {
                throw new CorruptFileException(file, "tensor \"%s\" occurs twice in the header", tensor.name());
            }
        }
        return tensors;
    }

    private static GgufTensor tensor(Path file, GgufCursor cursor) {
        String name = cursor.text("a tensor's name");
        List<Long> shape = shape(file, name, cursor);
        GgufType type = type(file, name, cursor.integer("the type of " + name));
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

    private static List<Long> shape(Path file, String name, GgufCursor cursor) {
        int axes = cursor.integer("the axes of " + name);
        if (axes < 1 || axes > MOST_AXES) {
            throw new CorruptFileException(
                    file, "tensor \"%s\" must have 1 to %d axes, found %d", name, MOST_AXES, axes);
        }
        List<Long> shape = new ArrayList<>();
        for (int axis = 0; axis < axes; axis++) {
            shape.addFirst(cursor.size("the shape of " + name));
        }
        return shape;
    }

    private static GgufType type(Path file, String name, int code) {
        return GgufType.of(code)
                .orElseThrow(() -> new StudyException(
                        Category.CHECKPOINT,
                        "%s stores \"%s\" as %s; %s can be read. Take a file quantized to one of those.",
                        file,
                        name,
                        GgufType.nameOf(code),
                        Arrays.toString(GgufType.values())));
    }

    private static long dataBegin(Path file, GgufMetadata metadata, long headerEnd) {
        long alignment = metadata.count("general.alignment", DEFAULT_ALIGNMENT);
        if (alignment < 1 || Long.bitCount(alignment) != 1) {
            throw new CorruptFileException(file, "general.alignment must be a power of two, found %d", alignment);
        }
        return (headerEnd + alignment - 1) / alignment * alignment;
    }

    /// @param room bytes of the data section
    private static void requireInside(Path file, GgufTensor tensor, long room) {
        Optional<Long> bytes = bytes(tensor);
        boolean inside = bytes.isPresent()
                && tensor.offset() >= 0
                && tensor.offset() <= room
                && bytes.get() <= room - tensor.offset();
        if (!inside) {
            throw new CorruptFileException(
                    file,
                    "tensor \"%s\" of type %s and shape %s at offset %s must lie within the %d bytes of the data"
                            + " section: the file is truncated or its header is wrong",
                    tensor.name(),
                    tensor.type(),
                    tensor.shape(),
                    Long.toUnsignedString(tensor.offset()),
                    room);
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
