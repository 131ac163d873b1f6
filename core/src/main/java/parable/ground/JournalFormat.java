package parable.ground;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.zip.CRC32C;

/// The bytes of a [Journal]: its header and the frame around each record. Numbers are little-endian.
final class JournalFormat {
    static final byte[] MAGIC = {'P', 'A', 'R', 'A', 'B', 'L', 'E', 'J'};
    static final int VERSION = 1;
    static final int HEADER_BYTES = 12;

    /// Length of the payload and that length's checksum before it, its own checksum behind it.
    static final int HEAD_BYTES = 8, FRAME_BYTES = 12;

    static final int LONGEST_PAYLOAD = 1 << 30;

    /// Bytes that are read or written at once where a record does not stand in memory as a whole.
    static final int PIECE = 1 << 14;

    private JournalFormat() {}

    static byte[] header() {
        return little(new byte[HEADER_BYTES]).put(MAGIC).putInt(VERSION).array();
    }

    /// The bytes before a payload of that length.
    static byte[] head(int bytes) {
        ByteBuffer head = little(new byte[HEAD_BYTES]).putInt(bytes);
        return head.putInt(crc(head.array(), Integer.BYTES)).array();
    }

    /// The bytes after a payload with that checksum.
    static byte[] tail(int checksum) {
        return little(new byte[Integer.BYTES]).putInt(checksum).array();
    }

    static byte[] framed(byte[] payload) {
        return little(new byte[FRAME_BYTES + payload.length])
                .put(head(payload.length))
                .put(payload)
                .putInt(crc(payload, payload.length))
                .array();
    }

    /// CRC-32C of the first `count` bytes.
    static int crc(byte[] bytes, int count) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, count);
        return (int) crc.getValue();
    }

    static ByteBuffer little(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    static CorruptFileException damaged(Path file, long start) {
        return new CorruptFileException(file, "the record at offset %d does not match its checksum", start);
    }
}
