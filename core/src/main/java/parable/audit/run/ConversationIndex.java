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
import java.util.Arrays;
import parable.ground.Check;
import parable.ground.Json;

/// The conversations of a stored run by number, each read from the disk when asked for: 8 bytes a
/// conversation in memory. Thread-safe.
public final class ConversationIndex implements AutoCloseable {
    private final StoredRun run;
    private final Path file;
    private final FileChannel channel;
    /// Where each line begins, and where the last one ends.
    private final long[] starts;

    private ConversationIndex(StoredRun run, Path file, FileChannel channel, long[] starts) {
        this.run = run;
        this.file = file;
        this.channel = channel;
        this.starts = starts;
    }

    public static ConversationIndex of(StoredRun run) {
        Path file = run.folder().resolve(StoredRun.TRANSCRIPTS);
        try {
            return new ConversationIndex(run, file, FileChannel.open(file, StandardOpenOption.READ), starts(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long[] starts(Path file) throws IOException {
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

    public int size() {
        return starts.length - 1;
    }

    /// @param number from 0, in the order of [StoredRun#conversations()]
    public Rollout at(int number) {
        Check.that(number >= 0 && number < size(), "conversations are 0 to %d, but was %d", size() - 1, number);
        ByteBuffer line = ByteBuffer.allocate((int) (starts[number + 1] - starts[number]));
        try {
            while (line.hasRemaining() && channel.read(line, starts[number] + line.position()) >= 0) {
                // a read may bring less than was asked for
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Rollout read = Json.read(
                new String(line.array(), StandardCharsets.UTF_8),
                file,
                "line " + (number + 1),
                Rollout.class);
        run.requireKnown(read);
        return read;
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
