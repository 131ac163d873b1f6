package parable.corpus;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import parable.ground.StudyException;
import parable.ground.StudyException.Category;

/// A file of text, read line by line or whole: UTF-8 to the last byte, packed as [Packing] says.
/// Confined to one thread.
final class TextLines implements AutoCloseable {
    /// Bytes of a line, or of a file that is one document. Arbitrary.
    private static final int LONGEST = 64 << 20;

    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final Path file;
    private final InputStream in;
    private final byte[] buffer = new byte[1 << 16];
    private int at;
    private int filled;
    private long number;

    /// @param number counted from 1
    record Line(long number, String text) {}

    private TextLines(Path file, InputStream in) {
        this.file = file;
        this.in = in;
    }

    static TextLines open(Path file) {
        try {
            InputStream raw = Files.newInputStream(file);
            try {
                InputStream plain = Packing.of(file).unpacked(raw);
                return new TextLines(file, plain);
            } catch (IOException e) {
                raw.close();
                throw e;
            }
        } catch (IOException e) {
            throw fault(file, e);
        }
    }

    /// A line that is not decoded yet, without its end.
    record Bytes(long number, byte[] bytes) {
        boolean isBlank() {
            for (byte b : bytes) {
                if (b < 0 || b > ' ') {
                    return false;
                }
            }
            return true;
        }
    }

    /// The next line; null after the last.
    @Nullable
    Line next() {
        Bytes bytes = nextBytes();
        return bytes == null ? null : line(file, bytes);
    }

    /// The same, for those who decode it elsewhere.
    @Nullable
    Bytes nextBytes() {
        byte[] bytes = upTo('\n');
        return bytes == null ? null : new Bytes(++number, bytes);
    }

    /// @throws StudyException where it is no text
    static Line line(Path file, Bytes read) {
        String text = text(file, read.bytes(), ":" + read.number(), read.number() == 1);
        return new Line(read.number(), text.endsWith("\r") ? text.substring(0, text.length() - 1) : text);
    }

    /// So many bytes.
    ///
    /// @throws StudyException where the file ends before
    byte[] take(int count) {
        byte[] taken = new byte[count];
        try {
            for (int done = 0; done < count; ) {
                if (!isFilled()) {
                    throw new EOFException();
                }
                int some = Math.min(count - done, filled - at);
                System.arraycopy(buffer, at, taken, done, some);
                done += some;
                at += some;
            }
            return taken;
        } catch (IOException e) {
            throw fault(file, e);
        }
    }

    /// All that is left.
    String rest() {
        byte[] bytes = upTo(-1);
        number++;
        return bytes == null ? "" : text(file, bytes, "", number == 1);
    }

    /// @param end the byte to stop at, which is dropped; -1 for none
    /// @return null at the end of the file
    private byte @Nullable [] upTo(int end) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            if (!isFilled()) {
                return null;
            }
            while (isFilled()) {
                int stop = stop(end);
                bytes.write(buffer, at, stop - at);
                at = Math.min(stop + 1, filled);
                requireRoom(bytes.size());
                if (stop < filled) {
                    break;
                }
            }
            return bytes.toByteArray();
        } catch (IOException e) {
            throw fault(file, e);
        }
    }

    private boolean isFilled() throws IOException {
        if (at == filled) {
            at = 0;
            filled = Math.max(0, in.read(buffer));
        }
        return filled > 0;
    }

    /// Where the byte to stop at is in the buffer; its filled end where it is not.
    private int stop(int end) {
        if (end < 0) {
            return filled;
        }
        int stop = at;
        while (stop < filled && buffer[stop] != end) {
            stop++;
        }
        return stop;
    }

    private void requireRoom(int bytes) {
        if (bytes > LONGEST) {
            throw new StudyException(
                    Category.CONFIG,
                    "%s:%d has more than %d MiB. Split it into shorter documents.",
                    file,
                    number + 1,
                    LONGEST >> 20);
        }
    }

    static String text(Path file, byte[] bytes, String place, boolean isFirst) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            boolean isMarked = isFirst && !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK;
            return isMarked ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw new StudyException(
                    Category.CONFIG, e, "%s%s is not text in UTF-8. Convert the file first.", file, place);
        }
    }

    private static StudyException fault(Path file, IOException e) {
        return new StudyException(
                Category.CONFIG, e, "%s %s.", file, Packing.of(file).fault(e));
    }

    @Override
    public void close() {
        try {
            in.close();
        } catch (IOException e) {
            throw fault(file, e);
        }
    }
}
