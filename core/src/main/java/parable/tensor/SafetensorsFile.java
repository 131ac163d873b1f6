package parable.tensor;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import parable.ground.CorruptFileException;
import parable.ground.Hash;
import parable.ground.StudyException;
import parable.ground.StudyException.Category;

/// Named tensors in a mapped file of the [safetensors
/// format](https://huggingface.co/docs/safetensors/index#format):
///
/// ```
/// bytes 0-7    length N of the header, unsigned, little-endian; at most 100,000,000
/// N bytes      header: one JSON object in UTF-8, padded with spaces so that the data begin at a multiple of
/// 8
///                "__metadata__"  optional: object of texts
///                any other key   tensor name: {"dtype": StoredType, "shape": [...], "data_offsets": [begin,
/// end]}
/// the rest     data section: the tensors' little-endian elements, row-major, without holes or overlaps
/// ```
///
/// Everything the header says is checked on opening: nothing is read out of bounds later. The format itself
/// cannot see a flipped bit inside the data; files written by [SafetensorsWriter] therefore carry the SHA-256
/// of their data section as metadata [#CONTENT_HASH], and opening compares it.
///
/// Immutable and thread-safe until closed. The file must not be cut short by others while it is open: the
/// operating system answers reads beyond the end of a mapped file with an error that Java cannot name.
public final class SafetensorsFile implements AutoCloseable {
    /// Metadata key of the SHA-256 over the data section, 64 lower-case hexadecimal digits.
    public static final String CONTENT_HASH = "parable.sha256";

    /// The limit of the reference implementation, which guards against absurd lengths.
    static final long LONGEST_HEADER = 100_000_000;

    static final int LENGTH_BYTES = Long.BYTES;

    private static final ValueLayout.OfLong LITTLE_ENDIAN_LONG =
            ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private static final String MISSING = "Checkpoint %s has no tensor \"%s\".%nThe file holds %d tensors%s."
            + " Build the model with the settings this file was saved with, or name another file.";

    private final MappedFile file;
    private final MemorySegment data;
    private final TensorTable<StoredTensor> tensors;
    private final Map<String, String> metadata;

    private SafetensorsFile(MappedFile file) {
        byte[] json = headerText(file.path(), file.bytes());
        this.file = file;
        this.data = file.bytes().asSlice(LENGTH_BYTES + json.length);
        SafetensorsHeader header = SafetensorsHeader.parse(file.path(), json, data.byteSize());
        this.metadata = header.metadata();
        Map<String, StoredTensor> named = new LinkedHashMap<>();
        header.tensors().forEach(tensor -> named.put(tensor.name(), tensor));
        this.tensors = new TensorTable<>(file.path(), named);
    }

    /// Opens and checks the file, its content hash included when it carries one (0.7 to 1.2 GB/s measured on
    /// one busy core).
    ///
    /// @throws CorruptFileException when the bytes cannot be a whole safetensors file
    /// @throws StudyException of category CHECKPOINT when there is no such file
    public static SafetensorsFile open(Path file) {
        SafetensorsFile opened = openUnhashed(file);
        try {
            opened.verifyContent();
            return opened;
        } catch (RuntimeException | Error e) {
            opened.close();
            throw e;
        }
    }

    /// Opens without reading the data: for files too large to read twice. A flipped bit in the data goes
    /// unseen.
    public static SafetensorsFile openUnhashed(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new StudyException(
                    Category.CHECKPOINT,
                    "There is no checkpoint file %s. A checkpoint is a folder with a model.safetensors;"
                            + " check the path, or train the model first.",
                    file);
        }
        return MappedFile.read(file, SafetensorsFile::new);
    }

    public Path path() {
        return file.path();
    }

    /// Tensor names in the order of their bytes.
    public List<String> names() {
        return tensors.names();
    }

    public Map<String, String> metadata() {
        return metadata;
    }

    public boolean has(String name) {
        return tensors.has(name);
    }

    /// @throws StudyException of category CHECKPOINT when the file has no tensor of that name
    public StoredTensor entry(String name) {
        return tensors.entry(name, MISSING);
    }

    /// The tensor's bytes, read-only, valid until this file is closed. They start at a multiple of the
    /// element's width only if the tensors before it make it so: read them with unaligned layouts.
    public MemorySegment bytes(String name) {
        StoredTensor tensor = entry(name);
        return data.asSlice(tensor.begin(), tensor.bytes());
    }

    /// Unmaps the file. Segments handed out by [#bytes(String)] must not be used afterwards: Java refuses;
    /// native code that was given their address does not know.
    @Override
    public void close() {
        file.close();
    }

    private static byte[] headerText(Path file, MemorySegment whole) {
        boolean isHeader = whole.byteSize() > LENGTH_BYTES && whole.get(ValueLayout.JAVA_BYTE, LENGTH_BYTES) == '{';
        if (!isHeader) {
            FirstBytes.of(whole).ifPresent(other -> {
                throw new StudyException(Category.CHECKPOINT, "%s is no safetensors file but %s.", file, other);
            });
        }
        if (whole.byteSize() < LENGTH_BYTES) {
            throw new CorruptFileException(
                    file,
                    "a safetensors file starts with %d bytes of header length, found %d bytes in all",
                    LENGTH_BYTES,
                    whole.byteSize());
        }
        long length = whole.get(LITTLE_ENDIAN_LONG, 0);
        if (length < 0 || length > LONGEST_HEADER) {
            throw new CorruptFileException(
                    file,
                    "its header length must be within [0, %,d], found %s",
                    LONGEST_HEADER,
                    Long.toUnsignedString(length));
        }
        if (length > whole.byteSize() - LENGTH_BYTES) {
            throw new CorruptFileException(
                    file,
                    "its header must have %d bytes, found %d: the file is truncated",
                    length,
                    whole.byteSize() - LENGTH_BYTES);
        }
        return whole.asSlice(LENGTH_BYTES, length).toArray(ValueLayout.JAVA_BYTE);
    }

    private void verifyContent() {
        String expected = metadata.get(CONTENT_HASH);
        if (expected == null) {
            return;
        }
        MessageDigest digest = Hash.sha256();
        Chunks.of(data, digest::update);
        String actual = HexFormat.of().formatHex(digest.digest());
        if (!actual.equals(expected)) {
            throw new CorruptFileException(
                    file.path(),
                    "its data must have SHA-256 %s, found %s: bits have flipped, or another program rewrote the data",
                    expected,
                    actual);
        }
    }
}
