package parable.audit.run;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import parable.ground.Check;
import parable.ground.Json;

/// The conversations of a stored run by number, each read from the disk when asked for: 12 bytes
/// a conversation in memory. Thread-safe.
public final class ConversationIndex implements AutoCloseable {
    private final List<Lines> parts = new ArrayList<>();

    private ConversationIndex() {}

    public static ConversationIndex of(StoredRun run) {
        ConversationIndex index = new ConversationIndex();
        try {
            for (StoredRun.Part part : run.parts()) {
                index.parts.add(Lines.of(part));
            }
            return index;
        } catch (IOException e) {
            index.close();
            throw new UncheckedIOException(e);
        } catch (RuntimeException e) {
            index.close();
            throw e;
        }
    }

    public int size() {
        return parts.stream().mapToInt(Lines::size).sum();
    }

    /// @param number from 0, in the order of [StoredRun#conversations()]
    public Rollout at(int number) {
        Check.that(number >= 0 && number < size(), "conversations are 0 to %d, but was %d", size() - 1, number);
        int before = 0;
        for (Lines part : parts) {
            if (number < before + part.size()) {
                return part.at(number - before);
            }
            before += part.size();
        }
        throw new IllegalStateException("no conversation " + number);
    }

    @Override
    public void close() {
        parts.forEach(Lines::close);
    }

    /// @param starts where each line begins, and where the last one ends
    /// @param wanted numbers of the lines that belong to the run
    private record Lines(AuditFolder folder, FileChannel channel, long[] starts, int[] wanted) {
        static Lines of(StoredRun.Part part) throws IOException {
            AuditFolder folder = part.files();
            long[] starts = scanned(folder.transcripts());
            Lines all = new Lines(
                    folder,
                    FileChannel.open(folder.transcripts(), StandardOpenOption.READ),
                    starts,
                    IntStream.range(0, starts.length - 1).toArray());
            return part.isWhole()
                    ? all
                    : new Lines(
                            folder,
                            all.channel,
                            starts,
                            Arrays.stream(all.wanted)
                                    .filter(line ->
                                            part.models().contains(all.at(line).model()))
                                    .toArray());
        }

        int size() {
            return wanted.length;
        }

        Rollout at(int number) {
            int at = wanted[number];
            ByteBuffer line = ByteBuffer.allocate((int) (starts[at + 1] - starts[at]));
            try {
                while (line.hasRemaining() && channel.read(line, starts[at] + line.position()) >= 0) {
                    // a read may bring less than was asked for
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            Rollout read = Json.read(
                    new String(line.array(), StandardCharsets.UTF_8),
                    folder.transcripts(),
                    "line " + (at + 1),
                    Rollout.class);
            folder.requireKnown(read);
            return read;
        }

        void close() {
            try {
                channel.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static long[] scanned(Path file) throws IOException {
        long[] starts = new long[64];
        int lines = 0;
        long at = 0;
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
            for (int next = in.read(); next >= 0; next = in.read()) {
                at++;
                if (next == '\n') {
                    starts = lines + 1 < starts.length ? starts : Arrays.copyOf(starts, 2 * starts.length);
                    starts[++lines] = at;
                }
            }
        }
        return Arrays.copyOf(starts, lines + 1);
    }
}
