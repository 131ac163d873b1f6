package parable.tensor;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import parable.ground.CorruptFileException;
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
    private static final String MISSING = "%s has no tensor \"%s\" among its %d%s. The file may be one part of"
            + " several, or of another architecture than it says.";

    /// Rows are decoded in pieces of about this many elements, so that they stay in the processor's cache.
    private static final int PIECE = 1 << 16;

    private final MappedFile file;
    private final GgufMetadata metadata;
    private final TensorTable<GgufTensor> tensors;
    private final MemorySegment data;

    private GgufFile(MappedFile file) {
        GgufHeader header = GgufHeader.read(file.path(), file.bytes());
        this.file = file;
        this.metadata = header.metadata();
        this.tensors = new TensorTable<>(file.path(), header.tensors());
        this.data = file.bytes().asSlice(header.dataBegin());
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
        return MappedFile.read(file, GgufFile::new);
    }

    public Path path() {
        return file.path();
    }

    public GgufMetadata metadata() {
        return metadata;
    }

    /// Tensor names in the order of the header.
    public List<String> names() {
        return tensors.names();
    }

    public boolean has(String name) {
        return tensors.has(name);
    }

    /// @throws StudyException of category CHECKPOINT when the file has no tensor of that name
    public GgufTensor entry(String name) {
        return tensors.entry(name, MISSING);
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
        file.close();
    }
}
