package parable.tensor;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import parable.ground.AtomicFile;
import parable.ground.Check;
import parable.ground.Hash;

/// Writes a [SafetensorsFile]: tensors in the order they were added, streamed one at a time, whole or not at
/// all.
///
/// The same calls give the same bytes. Confined to one thread.
///
/// ```java
/// new SafetensorsWriter()
///     .metadata("format", "pt")
///     .add("embedding.weight", StoredType.F32, new long[] {475, 128}, () -> weights)
///     .write(folder.resolve("model.safetensors"));
/// ```
public final class SafetensorsWriter {
    private static final String UNKNOWN_HASH = "0".repeat(64);

    private final Map<String, String> metadata = new TreeMap<>();
    private final List<StoredTensor> tensors = new ArrayList<>();
    private final List<Supplier<MemorySegment>> contents = new ArrayList<>();
    private final Set<String> names = new HashSet<>();
    private long end;

    /// Sets one text of the header. `format` = `pt` is what transformers expects of PyTorch weights.
    public SafetensorsWriter metadata(String key, String text) {
        Check.that(
                !key.equals(SafetensorsFile.CONTENT_HASH),
                "metadata \"%s\" is computed while writing and cannot be set; choose another key",
                key);
        metadata.put(key, text);
        return this;
    }

    /// Adds a tensor after those added before. Adding wide element types first keeps every tensor aligned.
    ///
    /// @param content called once per [#write(Path)], on the writing thread, when the tensor's turn has come;
    ///                its memory is not needed after the next tensor's turn
    public SafetensorsWriter add(String name, StoredType type, long[] shape, Supplier<MemorySegment> content) {
        Check.that(
                !name.equals(SafetensorsHeader.METADATA),
                "the format reserves the tensor name \"__metadata__\"; rename it");
        Check.that(names.add(name), "tensor \"%s\" was added twice; names must differ within a file", name);
        long begin = end;
        end = Math.addExact(begin, type.bytes(shape));
        tensors.add(new StoredTensor(name, type, shape, begin, end));
        contents.add(content);
        return this;
    }

    /// @throws parable.ground.StudyException of category STORAGE when the disk refuses; a former file stays
    public void write(Path file) {
        AtomicFile.write(file, this::writeTo);
    }

    /// The hash precedes the bytes that it covers: a header of the same length is written first and replaced at
    /// the end.
    private void writeTo(FileChannel channel) throws IOException {
        MessageDigest digest = Hash.sha256();
        ByteBuffer blank = header(UNKNOWN_HASH);
        channel.position(0);
        writeAll(channel, blank);
        for (int i = 0; i < tensors.size(); i++) {
            Chunks.<IOException>of(content(i), (bytes, offset, count) -> {
                digest.update(bytes, offset, count);
                writeAll(channel, ByteBuffer.wrap(bytes, offset, count));
            });
        }
        channel.position(0);
        writeAll(channel, header(HexFormat.of().formatHex(digest.digest())));
    }

    private MemorySegment content(int index) {
        StoredTensor tensor = tensors.get(index);
        MemorySegment memory = contents.get(index).get();
        Check.that(
                memory.byteSize() == tensor.bytes(),
                "tensor %s needs %d bytes, but its content has %d",
                tensor,
                tensor.bytes(),
                memory.byteSize());
        return memory;
    }

    private ByteBuffer header(String hash) {
        Map<String, String> all = new TreeMap<>(metadata);
        all.put(SafetensorsFile.CONTENT_HASH, hash);
        byte[] json = new SafetensorsHeader(tensors, all).json().getBytes(StandardCharsets.UTF_8);
        int padded = Math.ceilDiv(json.length, Long.BYTES) * Long.BYTES;
        Check.that(
                padded <= SafetensorsFile.LONGEST_HEADER,
                "the header would have %,d bytes; the format allows %,d. Store fewer tensors a file",
                padded,
                SafetensorsFile.LONGEST_HEADER);
        ByteBuffer buffer =
                ByteBuffer.allocate(SafetensorsFile.LENGTH_BYTES + padded).order(ByteOrder.LITTLE_ENDIAN);
        buffer.putLong(padded).put(json);
        while (buffer.hasRemaining()) {
            buffer.put((byte) ' ');
        }
        return buffer.flip();
    }

    private static void writeAll(FileChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }
}
