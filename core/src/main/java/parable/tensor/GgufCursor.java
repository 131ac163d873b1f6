package parable.tensor;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import parable.ground.CorruptFileException;

/// Reads the header of a GGUF file from front to back; every step is checked against the end of the file.
/// Confined to one thread.
final class GgufCursor {
    /// Arrays of arrays deeper than this are no model's.
    private static final int DEEPEST = 4;
    /// Elements of all lists together, each of which becomes an object; the largest known tokenizers need 2
    /// million.
    private static final long MOST_ELEMENTS = 1 << 24;

    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfShort SHORT =
            ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final Path file;
    private final MemorySegment bytes;
    private long at;
    private long elements;

    GgufCursor(Path file, MemorySegment bytes) {
        this.file = file;
        this.bytes = bytes;
    }

    /// Bytes read so far.
    long position() {
        return at;
    }

    int integer(String what) {
        return bytes.get(INT, step(what, Integer.BYTES));
    }

    /// A number of things that each take at least `least` bytes.
    int count(String what, int least) {
        long count = bytes.get(LONG, step(what, Long.BYTES));
        long room = (bytes.byteSize() - at) / least;
        if (count < 0 || count > room || count > Integer.MAX_VALUE) {
            throw new CorruptFileException(
                    file,
                    "%s must be at most %d, because no more fit into the file, found %s at byte %d",
                    what,
                    room,
                    Long.toUnsignedString(count),
                    at - Long.BYTES);
        }
        return (int) count;
    }

    long size(String what) {
        return bytes.get(LONG, step(what, Long.BYTES));
    }

    String text(String what) {
        int length = count("the length of " + what, 1);
        byte[] utf8 = bytes.asSlice(step(what, length), length).toArray(ValueLayout.JAVA_BYTE);
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(utf8))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new CorruptFileException(file, "%s before byte %d is not UTF-8", what, at);
        }
    }

    /// @param key for messages
    GgufValue value(String key) {
        return value(key, integer("the type of \"" + key + "\""), 0);
    }

    private GgufValue value(String key, int type, int depth) {
        String what = "the value of \"" + key + "\"";
        return switch (type) {
            case 0 -> new GgufValue.Whole(Byte.toUnsignedLong(bytes.get(ValueLayout.JAVA_BYTE, step(what, 1))));
            case 1 -> new GgufValue.Whole(bytes.get(ValueLayout.JAVA_BYTE, step(what, 1)));
            case 2 -> new GgufValue.Whole(Short.toUnsignedLong(bytes.get(SHORT, step(what, 2))));
            case 3 -> new GgufValue.Whole(bytes.get(SHORT, step(what, 2)));
            case 4 -> new GgufValue.Whole(Integer.toUnsignedLong(integer(what)));
            case 5 -> new GgufValue.Whole(integer(what));
            case 6 -> new GgufValue.Real(Float.intBitsToFloat(integer(what)));
            case 7 -> new GgufValue.Flag(bytes.get(ValueLayout.JAVA_BYTE, step(what, 1)) != 0);
            case 8 -> new GgufValue.Text(text(what));
            case 9 -> items(key, depth + 1);
            case 10, 11 -> new GgufValue.Whole(size(what));
            case 12 -> new GgufValue.Real(Double.longBitsToDouble(size(what)));
            default ->
                throw new CorruptFileException(
                        file,
                        "\"%s\" has value type %s; the format defines 0 to 12",
                        key,
                        Integer.toUnsignedString(type));
        };
    }

    private GgufValue items(String key, int depth) {
        if (depth > DEEPEST) {
            throw new CorruptFileException(file, "\"%s\" nests arrays more than %d deep", key, DEEPEST);
        }
        int type = integer("the element type of \"" + key + "\"");
        int count = count("the number of elements of \"" + key + "\"", least(type));
        elements += count;
        if (elements > MOST_ELEMENTS) {
            throw new CorruptFileException(
                    file,
                    "its lists hold more than %d elements up to \"%s\"; no model has as many",
                    MOST_ELEMENTS,
                    key);
        }
        List<GgufValue> values = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            values.add(value(key, type, depth));
        }
        return new GgufValue.Items(values);
    }

    /// The fewest bytes that a value of a type takes.
    private static int least(int type) {
        return switch (type) {
            case 2, 3 -> Short.BYTES;
            case 4, 5, 6 -> Integer.BYTES;
            case 8, 10, 11, 12 -> Long.BYTES;
            case 9 -> Integer.BYTES + Long.BYTES;
            default -> 1;
        };
    }

    /// Where the next `length` bytes begin; moves behind them.
    private long step(String what, long length) {
        if (length > bytes.byteSize() - at) {
            throw new CorruptFileException(
                    file,
                    "%s must have %d bytes from byte %d on, found %d: the file is truncated",
                    what,
                    length,
                    at,
                    bytes.byteSize() - at);
        }
        long here = at;
        at += length;
        return here;
    }
}
