package parable.trace.lexical;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import parable.ground.CorruptFileException;

/// One shard of an index, mapped. Immutable; safe to share between threads until its arena is closed.
///
/// A query is an array of keys ([TokenWidth]) and a part of it, `[from, to)`.
final class Shard {
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final TokenWidth width;
    private final MemorySegment tokens;
    private final MemorySegment table;
    private final MemorySegment offsets;
    private final MemorySegment metadata;
    private final MemorySegment metaoff;
    private final Unigrams unigrams;
    private final long length;
    private final int pointer;

    private Shard(Path folder, int shard, TokenWidth width, Arena arena) throws IOException {
        this.width = width;
        tokens = map(folder, ShardFile.TOKENIZED, shard, arena);
        table = map(folder, ShardFile.TABLE, shard, arena);
        offsets = map(folder, ShardFile.OFFSET, shard, arena);
        metadata = map(folder, ShardFile.METADATA, shard, arena);
        metaoff = map(folder, ShardFile.METAOFF, shard, arena);
        length = tokens.byteSize() / width.bytes();
        pointer = length == 0 ? 1 : (int) (table.byteSize() / length);
        Path file = folder.resolve(ShardFile.UNIGRAM.of(shard));
        unigrams = Unigrams.read(file, Files.readAllLines(file), width);
        if (unigrams.total() != length || table.byteSize() != length * pointer) {
            throw new CorruptFileException(
                    file,
                    "it counts %,d tokens, but the shard holds %,d and %,d bytes of pointers",
                    unigrams.total(),
                    length,
                    table.byteSize());
        }
    }

    /// @param arena keeps the maps
    static Shard open(Path folder, int shard, TokenWidth width, Arena arena) throws IOException {
        return new Shard(folder, shard, width, arena);
    }

    private static MemorySegment map(Path folder, ShardFile file, int shard, Arena arena) throws IOException {
        try (FileChannel channel = FileChannel.open(folder.resolve(file.of(shard)), StandardOpenOption.READ)) {
            return channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena);
        }
    }

    Unigrams unigrams() {
        return unigrams;
    }

    /// Ranks of suffixes, the last one not among them.
    record Ranks(long from, long to) {
        static final Ranks NONE = new Ranks(0, 0);

        long count() {
            return to - from;
        }
    }

    /// The suffixes that begin with the query.
    Ranks find(int[] keys, int from, int to) {
        Ranks bucket = unigrams.bucket(keys[from]);
        if (to - from == 1 || bucket.count() == 0) {
            return bucket;
        }
        long first = boundary(bucket, keys, from, to, false);
        Ranks rest = new Ranks(first, bucket.to());
        return new Ranks(first, boundary(rest, keys, from, to, true));
    }

    /// The first rank whose suffix is not below the query; or, `passing`, not below any that begins with it.
    private long boundary(Ranks bucket, int[] keys, int from, int to, boolean passing) {
        long low = bucket.from() - 1, high = bucket.to();
        int lowShared = 0, highShared = 0;
        while (high - low > 1) {
            long middle = (low + high) >>> 1;
            long start = suffix(middle);
            int shared = shared(start, keys, from, to, Math.min(lowShared, highShared));
            if (isBelow(start, shared, keys, from, to, passing)) {
                low = middle;
                lowShared = shared;
            } else {
                high = middle;
                highShared = shared;
            }
        }
        return high;
    }

    /// How many tokens of the query stand somewhere in this shard in a row, from its first: one binary
    /// search, for the longest match is with one of the two suffixes between which the query falls.
    int longest(int[] keys, int from, int to) {
        Ranks bucket = unigrams.bucket(keys[from]);
        long low = bucket.from() - 1, high = bucket.to();
        int lowShared = 0, highShared = 0;
        while (high - low > 1) {
            long middle = (low + high) >>> 1;
            long start = suffix(middle);
            int shared = shared(start, keys, from, to, Math.min(lowShared, highShared));
            if (from + shared == to) {
                return shared;
            }
            if (isBelow(start, shared, keys, from, to, false)) {
                low = middle;
                lowShared = shared;
            } else {
                high = middle;
                highShared = shared;
            }
        }
        return Math.max(lowShared, highShared);
    }

    /// @param known tokens that are equal for sure
    private int shared(long start, int[] keys, int from, int to, int known) {
        int most = (int) Math.min(to - from, length - start);
        int shared = known;
        while (shared < most && width.key(tokens, start + shared) == keys[from + shared]) {
            shared++;
        }
        return shared;
    }

    private boolean isBelow(long start, int shared, int[] keys, int from, int to, boolean ifEqual) {
        if (from + shared == to) {
            return ifEqual;
        }
        return start + shared == length
                || Integer.compareUnsigned(width.key(tokens, start + shared), keys[from + shared]) < 0;
    }

    /// Where the suffix of this rank begins, in tokens.
    long suffix(long rank) {
        long at = rank * pointer;
        long bytes = switch (pointer) {
            case 4 -> Integer.toUnsignedLong(table.get(INT, at));
            case 3 -> at == 0 ? low(0, 3) : table.get(INT, at - 1) >>> Byte.SIZE;
            default -> low(at, pointer);
        };
        return width == TokenWidth.U16 ? bytes >>> 1 : bytes >>> 2;
    }

    private long low(long at, int bytes) {
        long value = 0;
        for (int i = 0; i < bytes; i++) {
            value |= (table.get(ValueLayout.JAVA_BYTE, at + i) & 0xFFL) << Byte.SIZE * i;
        }
        return value;
    }

    int documents() {
        return (int) (offsets.byteSize() / Long.BYTES);
    }

    /// Number of the document that holds this token, from 0.
    int documentAt(long token) {
        long byteOffset = token * width.bytes();
        int low = 0, high = documents();
        while (high - low > 1) {
            int middle = (low + high) >>> 1;
            if (offsets.get(LONG, (long) middle * Long.BYTES) <= byteOffset) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /// Position of the document's first token.
    long start(int document) {
        return offsets.get(LONG, (long) document * Long.BYTES) / width.bytes() + 1;
    }

    /// After the document's last token.
    long end(int document) {
        return document + 1 == documents() ? length : start(document + 1) - 1;
    }

    int[] tokens(long from, long to) {
        int[] read = new int[(int) (to - from)];
        for (int i = 0; i < read.length; i++) {
            read[i] = width.reversed(width.key(tokens, from + i));
        }
        return read;
    }

    /// The document's line of JSON.
    String metadata(int document) {
        long from = metaoff.get(LONG, (long) document * Long.BYTES);
        long to = document + 1 == documents()
                ? metadata.byteSize()
                : metaoff.get(LONG, (long) (document + 1) * Long.BYTES);
        return new String(metadata.asSlice(from, to - from).toArray(ValueLayout.JAVA_BYTE), StandardCharsets.UTF_8);
    }
}
