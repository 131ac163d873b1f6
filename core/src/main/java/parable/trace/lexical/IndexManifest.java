package parable.trace.lexical;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.CRC32C;
import parable.ground.AtomicFile;
import parable.ground.CorruptFileException;
import parable.ground.Disk;
import parable.ground.Json;
import parable.ground.StudyException;
import parable.ground.StudyException.Category;

/// `index.json`, written last: without it a folder is no index. Other readers of the layout pass over it.
///
/// @param format    version of this file
/// @param identity  of the documents and of how they became tokens
/// @param width     bytes of a token
/// @param shards    how many there are, numbered from 0
/// @param tokens    in all shards, separators among them
/// @param documents in all shards
/// @param files     length and CRC-32C of every other file, by its name
record IndexManifest(
        int format,
        String identity,
        TokenWidth width,
        int shards,
        long tokens,
        long documents,
        SortedMap<String, Mark> files) {
    static final String NAME = "index.json";
    private static final int FORMAT = 1;

    IndexManifest {
        files = new TreeMap<>(files);
    }

    /// @param crc32c of its bytes (polynomial 0x1EDC6F41, RFC 3720), in hexadecimal
    record Mark(long bytes, String crc32c) {}

    static boolean isWhole(Path folder) {
        return Files.exists(folder.resolve(NAME));
    }

    /// Marks the files of so many shards and makes the folder an index.
    static void write(Path folder, String identity, TokenWidth width, int shards, long tokens, long documents) {
        SortedMap<String, Mark> files = new TreeMap<>();
        try {
            for (int shard = 0; shard < shards; shard++) {
                for (ShardFile file : ShardFile.values()) {
                    files.put(file.of(shard), mark(folder.resolve(file.of(shard))));
                }
            }
        } catch (IOException e) {
            throw Disk.refusal(folder.resolve(NAME), e);
        }
        AtomicFile.write(
                folder.resolve(NAME),
                Json.pretty(new IndexManifest(FORMAT, identity, width, shards, tokens, documents, files)));
    }

    /// @throws StudyException       when the folder is no index
    /// @throws CorruptFileException when a file is not what was written
    static IndexManifest read(Path folder) {
        Path file = folder.resolve(NAME);
        try {
            IndexManifest manifest = Json.read(file, IndexManifest.class);
            if (manifest.format != FORMAT) {
                throw new CorruptFileException(
                        file, "its format is %d, but this version reads %d. %s", manifest.format, FORMAT, REMEDY);
            }
            manifest.verify(folder);
            return manifest;
        } catch (NoSuchFileException e) {
            throw new StudyException(
                    Category.STORAGE,
                    e,
                    "%s is no finished index: it has no %s. Build it, or name the folder of an index.",
                    folder,
                    NAME);
        } catch (IOException e) {
            throw new StudyException(Category.STORAGE, e, "%s could not be read (%s).", file, e.getMessage());
        }
    }

    private static final String REMEDY = "Delete the index's folder; it is then rebuilt";

    private void verify(Path folder) throws IOException {
        for (Map.Entry<String, Mark> entry : files.entrySet()) {
            Path file = folder.resolve(entry.getKey());
            if (!Files.exists(file)) {
                throw new CorruptFileException(file, "it is gone, but %s lists it. %s", NAME, REMEDY);
            }
            Mark expected = entry.getValue();
            if (Files.size(file) != expected.bytes) {
                throw new CorruptFileException(
                        file, "it has %,d bytes, but %s says %,d. %s", Files.size(file), NAME, expected.bytes, REMEDY);
            }
            Mark found = mark(file);
            if (!found.equals(expected)) {
                throw new CorruptFileException(
                        file, "its CRC-32C is %s, but %s says %s. %s", found.crc32c, NAME, expected.crc32c, REMEDY);
            }
        }
    }

    private static Mark mark(Path file) throws IOException {
        CRC32C sum = new CRC32C();
        ByteBuffer buffer = ByteBuffer.allocateDirect(1 << 18);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            while (channel.read(buffer) >= 0) {
                sum.update(buffer.flip());
                buffer.clear();
            }
            return new Mark(channel.size(), Long.toHexString(sum.getValue()));
        }
    }
}
