package parable.trace.lexical;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import parable.ground.AtomicFile;
import parable.ground.Json;

/// Collects the documents of one shard in memory and writes its files. Confined to one thread.
final class ShardWriter {
    private static final int BUFFER = 1 << 20;

    private final TokenWidth width;
    private int[] tokens = new int[1 << 12];
    private int length;
    private final List<Integer> starts = new ArrayList<>();
    private final List<String> lines = new ArrayList<>();

    ShardWriter(TokenWidth width) {
        this.width = width;
    }

    int length() {
        return length;
    }

    int documents() {
        return starts.size();
    }

    /// @throws IllegalArgumentException when a token id does not fit
    void add(IndexedDocument document) {
        int[] added = document.tokens();
        for (int token : added) {
            width.keyOf(token);
        }
        while (length + added.length + 1 > tokens.length) {
            tokens = Arrays.copyOf(tokens, Math.multiplyExact(tokens.length, 2));
        }
        starts.add(length);
        tokens[length++] = separator();
        System.arraycopy(added, 0, tokens, length, added.length);
        length += added.length;
        Map<String, Object> metadata = Map.of("id", document.id(), "tags", document.tags());
        lines.add(Json.line(Map.of("path", "", "linenum", lines.size(), "metadata", metadata)));
    }

    /// In memory a separator is the id after the last.
    private int separator() {
        return width.limit();
    }

    void write(Path folder, int shard) {
        long[] counts = counts();
        write(folder.resolve(ShardFile.UNIGRAM.of(shard)), unigrams(counts));
        write(folder.resolve(ShardFile.TOKENIZED.of(shard)), this::writeTokens);
        write(folder.resolve(ShardFile.OFFSET.of(shard)), to -> {
            for (int start : starts) {
                to.putLong(bytes(start));
            }
        });
        byte[][] metadata = lines.stream()
                .map(line -> (line + "\n").getBytes(StandardCharsets.UTF_8))
                .toArray(byte[][]::new);
        write(folder.resolve(ShardFile.METADATA.of(shard)), to -> {
            for (byte[] line : metadata) {
                to.put(line);
            }
        });
        write(folder.resolve(ShardFile.METAOFF.of(shard)), to -> {
            long start = 0;
            for (byte[] line : metadata) {
                to.putLong(start);
                start += line.length;
            }
        });
        int[] order = SuffixArray.of(symbols(counts), alphabet(counts));
        int pointer = pointerBytes(bytes(length));
        write(folder.resolve(ShardFile.TABLE.of(shard)), to -> {
            for (int suffix : order) {
                to.putLow(bytes(suffix), pointer);
            }
        });
    }

    /// The fewest bytes that hold any offset into a file of this size, at least 1.
    static int pointerBytes(long fileBytes) {
        return Math.max(1, (71 - Long.numberOfLeadingZeros(fileBytes - 1)) / 8);
    }

    private long bytes(int token) {
        return (long) token * width.bytes();
    }

    private void writeTokens(Sink to) throws IOException {
        for (int i = 0; i < length; i++) {
            to.putToken(width, tokens[i] == separator() ? -1 : tokens[i]);
        }
    }

    private long[] counts() {
        int largest = Arrays.stream(tokens, 0, length).max().orElse(0);
        long[] counts = new long[largest + 1];
        for (int i = 0; i < length; i++) {
            counts[tokens[i]]++;
        }
        return counts;
    }

    private Content unigrams(long[] counts) {
        return to -> {
            for (int token = 0; token < counts.length; token++) {
                if (counts[token] > 0) {
                    long number = token == separator() ? Integer.toUnsignedLong(width.separatorKey()) : token;
                    to.put((number + " " + counts[token] + "\n").getBytes(StandardCharsets.UTF_8));
                }
            }
        };
    }

    private static int alphabet(long[] counts) {
        return (int) Arrays.stream(counts).filter(count -> count > 0).count();
    }

    /// The text in ranks of its tokens by key: no symbol is wasted on a token that does not occur.
    private Symbols symbols(long[] counts) {
        int[] rank = new int[counts.length];
        long[] sorted = sortedByKey(counts);
        for (int i = 0; i < sorted.length; i++) {
            rank[(int) sorted[i]] = i;
        }
        if (sorted.length > 1 << 16) {
            int[] ranks = new int[length];
            Arrays.setAll(ranks, i -> rank[tokens[i]]);
            return new Symbols.Wide(ranks, 0, length);
        }
        char[] ranks = new char[length];
        for (int i = 0; i < length; i++) {
            ranks[i] = (char) rank[tokens[i]];
        }
        return new Symbols.Narrow(ranks);
    }

    /// Tokens that occur, in the low half of each number; their keys in the high one.
    private long[] sortedByKey(long[] counts) {
        long[] sorted = new long[alphabet(counts)];
        int next = 0;
        for (int token = 0; token < counts.length; token++) {
            if (counts[token] > 0) {
                int key = token == separator() ? width.separatorKey() : width.keyOf(token);
                sorted[next++] = Integer.toUnsignedLong(key) << Integer.SIZE | token;
            }
        }
        sortUnsigned(sorted);
        return sorted;
    }

    private static void sortUnsigned(long[] values) {
        for (int i = 0; i < values.length; i++) {
            values[i] ^= Long.MIN_VALUE;
        }
        Arrays.sort(values);
        for (int i = 0; i < values.length; i++) {
            values[i] ^= Long.MIN_VALUE;
        }
    }

    @FunctionalInterface
    private interface Content {
        void writeTo(Sink sink) throws IOException;
    }

    private static void write(Path file, Content content) {
        AtomicFile.write(file, channel -> {
            Sink sink = new Sink(channel);
            content.writeTo(sink);
            sink.drain();
        });
    }

    /// Little-endian numbers through one buffer.
    private record Sink(FileChannel channel, ByteBuffer buffer) {
        Sink(FileChannel channel) {
            this(channel, ByteBuffer.allocateDirect(BUFFER).order(ByteOrder.LITTLE_ENDIAN));
        }

        void putToken(TokenWidth width, int token) throws IOException {
            room();
            width.put(buffer, token);
        }

        void putLong(long value) throws IOException {
            putLow(value, Long.BYTES);
        }

        /// The lowest bytes of `value`.
        void putLow(long value, int bytes) throws IOException {
            room();
            buffer.putLong(buffer.position(), value);
            buffer.position(buffer.position() + bytes);
        }

        void put(byte[] bytes) throws IOException {
            for (int from = 0; from < bytes.length; ) {
                room();
                int size = Math.min(bytes.length - from, buffer.remaining());
                buffer.put(bytes, from, size);
                from += size;
            }
        }

        private void room() throws IOException {
            if (buffer.remaining() < Long.BYTES) {
                drain();
            }
        }

        void drain() throws IOException {
            buffer.flip();
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            buffer.clear();
        }
    }
}
