package parable.ground;

import static parable.ground.JournalFormat.FRAME_BYTES;
import static parable.ground.JournalFormat.HEADER_BYTES;
import static parable.ground.JournalFormat.HEAD_BYTES;
import static parable.ground.JournalFormat.LONGEST_PAYLOAD;
import static parable.ground.JournalFormat.PIECE;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.AbstractList;
import java.util.Arrays;
import java.util.List;
import java.util.RandomAccess;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import parable.ground.StudyException.Category;

/// An append-only file of records that survives being killed at any moment. All numbers are little-endian:
///
/// ```
/// 8 bytes   magic "PARABLEJ"
/// 4 bytes   version, 1
/// then per record
/// 4 bytes   n, length of the payload, 0 to 2^30
/// 4 bytes   CRC-32C of the four length bytes, so that a damaged length cannot hide the records behind it
/// n bytes   payload
/// 4 bytes   CRC-32C of the payload
/// ```
///
/// Opening reads every record. What a kill or a power failure leaves at the end is cut off and counted in
/// [#dropped()]: a record whose bytes are not all there, bytes that are all zero (blocks the file system
/// reserved but never filled), and a last record with a wrong checksum. A wrong checksum anywhere before that
/// is damage, not interruption, and becomes a [CorruptFileException].
///
/// One process at a time: the file is locked while open. Thread-safe: calls wait for each other. It does not
/// use a file channel for reading and writing because interrupting a thread inside one closes it for all
/// threads.
public final class Journal implements AutoCloseable {
    private final Path file;
    private final RandomAccessFile access;
    private long[] starts = new long[64]; // where each record begins
    private int count;
    private long end = HEADER_BYTES;
    private long dropped;

    private Journal(Path file, RandomAccessFile access) {
        this.file = file;
        this.access = access;
    }

    /// Opens the journal or begins a new one.
    ///
    /// @throws CorruptFileException when a record before the last is damaged, naming its offset
    /// @throws StudyException of category STORAGE when the file cannot be used or another process has it open
    public static Journal open(Path file) {
        @Nullable RandomAccessFile access = null;
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            access = new RandomAccessFile(file.toFile(), "rw");
            lock(file, access);
            Journal journal = new Journal(file, access);
            journal.recover();
            return journal;
        } catch (IOException e) {
            release(access);
            throw Disk.refusal(file, e);
        } catch (RuntimeException e) {
            release(access);
            throw e;
        }
    }

    /// Adds one record. When this returns, a killed process keeps it; after [#force()], so does a machine
    /// without power.
    ///
    /// @return the record's index
    /// @throws StudyException of category STORAGE when the disk refuses; the journal then holds what it held
    /// before
    public synchronized int append(byte[] payload) {
        Check.that(
                payload.length <= LONGEST_PAYLOAD,
                "a journal record holds up to %,d bytes, but was %,d; split it",
                LONGEST_PAYLOAD,
                payload.length);
        try {
            access.seek(end);
            access.write(JournalFormat.framed(payload)); // one call, so that only the operating system can tear it
        } catch (IOException e) {
            cutBack();
            throw Disk.refusal(file, e);
        }
        remember(end);
        end += FRAME_BYTES + payload.length;
        return count - 1;
    }

    /// What a record holds, written piece by piece; the same bytes each time.
    @FunctionalInterface
    public interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    /// The same for content that should not stand in memory as a whole. It is written once to be measured and,
    /// unless it turned out small, once more into the file.
    ///
    /// @throws IllegalStateException when it writes other bytes the second time
    public synchronized int append(Content content) {
        try {
            Measure measure = new Measure();
            content.writeTo(measure);
            if (measure.length() <= Measure.KEPT) {
                return append(measure.kept());
            }
            Check.that(
                    measure.length() <= LONGEST_PAYLOAD,
                    "a journal record holds up to %,d bytes, but was %,d; split it",
                    LONGEST_PAYLOAD,
                    measure.length());
            appendPieces(content, measure);
        } catch (IOException e) {
            cutBack();
            throw Disk.refusal(file, e);
        } catch (RuntimeException e) {
            cutBack();
            throw e;
        }
        return count - 1;
    }

    private void appendPieces(Content content, Measure measure) throws IOException {
        int bytes = (int) measure.length();
        access.seek(end);
        access.write(JournalFormat.head(bytes));
        Measure again = new Measure();
        try (OutputStream pieces = new BufferedOutputStream(new Pieces(again), PIECE)) {
            content.writeTo(pieces);
        }
        if (again.length() != bytes || again.checksum() != measure.checksum()) {
            throw new IllegalStateException("a record wrote other bytes when it was asked for them again");
        }
        access.write(JournalFormat.tail(again.checksum()));
        remember(end);
        end += FRAME_BYTES + bytes;
    }

    /// Writes to the file at its current position and to a measure.
    private final class Pieces extends OutputStream {
        private final Measure measure;

        Pieces(Measure measure) {
            this.measure = measure;
        }

        @Override
        public void write(int octet) throws IOException {
            write(new byte[] {(byte) octet}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int start, int length) throws IOException {
            measure.write(bytes, start, length);
            access.write(bytes, start, length);
        }
    }

    /// Waits until everything appended is on the disk itself.
    public synchronized void force() {
        try {
            access.getFD().sync();
        } catch (IOException e) {
            throw Disk.refusal(file, e);
        }
    }

    public synchronized int size() {
        return count;
    }

    /// Bytes of an unfinished record that opening cut off the end.
    public long dropped() {
        return dropped;
    }

    /// The records held now, in order. Each is read from the disk when asked for, and checked again.
    public synchronized List<byte[]> records() {
        return new Records(count);
    }

    /// The records held now, each one value in JSON.
    ///
    /// @throws StudyException of category STORAGE where another version wrote it
    public synchronized <T> List<T> records(Class<T> type) {
        return IntStream.range(0, count)
                .mapToObj(i -> Json.read(read(i), file, i, type))
                .toList();
    }

    /// Bytes of a record, without reading it.
    public synchronized int bytes(int index) {
        return (int) ((index + 1 < count ? starts[index + 1] : end) - starts[index]) - FRAME_BYTES;
    }

    /// One record piece by piece, for those too large to stand in memory or of which only the first bytes
    /// matter. Its checksum is not looked at: opening the journal did.
    public InputStream stream(int index) {
        return new BufferedInputStream(new RecordStream(index), PIECE);
    }

    @Override
    public synchronized void close() {
        release(access);
    }

    private void recover() throws IOException {
        JournalRecovery.Found found = new JournalRecovery(file, access).recover(this::remember);
        end = found.end();
        dropped = found.dropped();
    }

    /// Reads the payload and its checksum at the current position.
    ///
    /// @return null when the checksum does not match
    private byte @Nullable [] payload(int bytes) throws IOException {
        byte[] payload = new byte[bytes];
        byte[] checksum = new byte[Integer.BYTES];
        access.readFully(payload);
        access.readFully(checksum);
        return JournalFormat.crc(payload, bytes)
                        == JournalFormat.little(checksum).getInt()
                ? payload
                : null;
    }

    private synchronized byte[] read(int index) {
        long start = starts[index];
        long after = index + 1 < count ? starts[index + 1] : end;
        try {
            access.seek(start + HEAD_BYTES);
            byte[] payload = payload((int) (after - start) - FRAME_BYTES);
            if (payload == null) {
                throw JournalFormat.damaged(file, start);
            }
            return payload;
        } catch (IOException e) {
            throw new StudyException(
                    Category.STORAGE, e, "Journal %s could not be read (%s). Check the disk.", file, e.getMessage());
        }
    }

    /// After a failed write the file may hold half a record; without this the next record would follow it.
    private void cutBack() {
        try {
            access.setLength(end);
        } catch (IOException _) {
            release(access); // takes no more records; opening it again drops the half record
        }
    }

    private void remember(long start) {
        if (count == starts.length) {
            starts = Arrays.copyOf(starts, 2 * count);
        }
        starts[count++] = start;
    }

    private static void lock(Path file, RandomAccessFile access) throws IOException {
        @Nullable FileLock lock = null;
        try {
            lock = access.getChannel().tryLock();
        } catch (OverlappingFileLockException _) {
            // this process has it open already
        }
        if (lock == null) {
            throw new StudyException(
                    Category.STORAGE,
                    "Journal %s is in use by another run. One run writes a journal at a time; wait for it or stop it.",
                    file);
        }
    }

    private static void release(@Nullable RandomAccessFile access) {
        try {
            if (access != null) {
                access.close();
            }
        } catch (IOException _) {
            // Nothing is buffered here: all that was appended is with the operating system already.
        }
    }

    private synchronized int read(int index, int from, byte[] bytes, int start, int most) throws IOException {
        int some = Math.min(most, bytes(index) - from);
        if (some <= 0) {
            return most == 0 ? 0 : -1;
        }
        access.seek(starts[index] + HEAD_BYTES + from);
        access.readFully(bytes, start, some);
        return some;
    }

    private final class RecordStream extends InputStream {
        private final int index;
        private int from;

        RecordStream(int index) {
            this.index = index;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int start, int most) throws IOException {
            int some = Journal.this.read(index, from, bytes, start, most);
            from += Math.max(0, some);
            return some;
        }
    }

    /// A view of the first `size` records; they never change.
    private final class Records extends AbstractList<byte[]> implements RandomAccess {
        private final int size;

        Records(int size) {
            this.size = size;
        }

        @Override
        public byte[] get(int index) {
            Check.that(index >= 0 && index < size, "the journal has records 0 to %d, but was %d", size - 1, index);
            return read(index);
        }

        @Override
        public int size() {
            return size;
        }
    }
}
