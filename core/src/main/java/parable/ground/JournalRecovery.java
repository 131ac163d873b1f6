package parable.ground;

import static parable.ground.JournalFormat.FRAME_BYTES;
import static parable.ground.JournalFormat.HEADER_BYTES;
import static parable.ground.JournalFormat.HEAD_BYTES;
import static parable.ground.JournalFormat.LONGEST_PAYLOAD;
import static parable.ground.JournalFormat.MAGIC;
import static parable.ground.JournalFormat.PIECE;
import static parable.ground.JournalFormat.VERSION;
import static parable.ground.JournalFormat.little;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.LongConsumer;
import java.util.zip.CRC32C;
import parable.ground.StudyException.Category;

/// Finds the whole records of a [Journal] that may have been interrupted anywhere, and cuts off what is none.
/// Every record is read once, piece by piece.
final class JournalRecovery {
    private final Path file;
    private final RandomAccessFile access;

    /// @param access open for reading and writing
    JournalRecovery(Path file, RandomAccessFile access) {
        this.file = file;
        this.access = access;
    }

    /// @param end     where the last whole record ends; the file's length from now on
    /// @param dropped bytes behind it that were cut off
    record Found(long end, long dropped) {}

    /// @param starts receives the start of each record, in order
    /// @throws CorruptFileException when a record before the last is damaged
    Found recover(LongConsumer starts) throws IOException {
        long length = access.length();
        if (length < HEADER_BYTES) {
            begin(length);
            return new Found(HEADER_BYTES, length);
        }
        requireHeader();
        long end = HEADER_BYTES;
        for (long next = recordEnd(end, length); next >= 0; next = recordEnd(end, length)) {
            starts.accept(end);
            end = next;
        }
        if (end < length) {
            access.setLength(end);
        }
        return new Found(end, length - end);
    }

    /// An incomplete header means that no record follows: the file is started again from empty.
    private void begin(long length) throws IOException {
        byte[] present = new byte[(int) length];
        access.readFully(present);
        byte[] header = JournalFormat.header();
        if (!isZero(present) && !Arrays.equals(present, Arrays.copyOf(header, present.length))) {
            throw new CorruptFileException(file, "a journal begins with \"PARABLEJ\", found %d other bytes", length);
        }
        access.seek(0);
        access.write(header);
    }

    private void requireHeader() throws IOException {
        byte[] found = new byte[HEADER_BYTES];
        access.seek(0);
        access.readFully(found);
        if (!Arrays.equals(found, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
            throw new CorruptFileException(file, "a journal begins with \"PARABLEJ\", found other bytes at offset 0");
        }
        int version = little(found).getInt(MAGIC.length);
        if (version != VERSION) {
            throw new StudyException(
                    Category.STORAGE,
                    "Journal %s has format version %d; this build reads version %d."
                            + " Open it with the build that wrote it.",
                    file,
                    version,
                    VERSION);
        }
    }

    /// @return where the record at `start` ends, or -1 when there is no whole record
    private long recordEnd(long start, long length) throws IOException {
        long left = length - start;
        if (left < FRAME_BYTES) {
            return -1;
        }
        byte[] head = new byte[HEAD_BYTES];
        access.seek(start);
        access.readFully(head);
        int bytes = little(head).getInt(0);
        if (JournalFormat.crc(head, Integer.BYTES) != little(head).getInt(Integer.BYTES)
                || bytes < 0
                || bytes > LONGEST_PAYLOAD) {
            if (isZeroFrom(start, length)) {
                return -1;
            }
            throw new CorruptFileException(file, "the record at offset %d has a damaged length (%d)", start, bytes);
        }
        if (bytes > left - FRAME_BYTES) {
            return -1;
        }
        long after = start + FRAME_BYTES + bytes;
        if (isIntact(bytes)) {
            return after;
        }
        if (isZeroFrom(after, length)) {
            return -1;
        }
        throw JournalFormat.damaged(file, start);
    }

    /// Whether the payload and its checksum at the current position agree.
    private boolean isIntact(int bytes) throws IOException {
        CRC32C crc = new CRC32C();
        byte[] piece = new byte[Math.min(bytes, PIECE)];
        for (int left = bytes; left > 0; left -= piece.length) {
            int some = Math.min(left, piece.length);
            access.readFully(piece, 0, some);
            crc.update(piece, 0, some);
        }
        byte[] checksum = new byte[Integer.BYTES];
        access.readFully(checksum);
        return (int) crc.getValue() == little(checksum).getInt();
    }

    private boolean isZeroFrom(long start, long length) throws IOException {
        access.seek(start);
        byte[] chunk = new byte[1 << 16];
        for (long at = start; at < length; at += chunk.length) {
            int bytes = (int) Math.min(chunk.length, length - at);
            access.readFully(chunk, 0, bytes);
            if (!isZero(bytes == chunk.length ? chunk : Arrays.copyOf(chunk, bytes))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isZero(byte[] bytes) {
        for (byte b : bytes) {
            if (b != 0) {
                return false;
            }
        }
        return true;
    }
}
