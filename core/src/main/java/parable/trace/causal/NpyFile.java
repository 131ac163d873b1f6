package parable.trace.causal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import parable.ground.AtomicFile;
import parable.ground.Check;
import parable.ground.CorruptFileException;

/// Tables in NumPy's format 1.0 ([NEP 1](https://numpy.org/neps/nep-0001-npy-format.html)), which numpy
/// opens as they are:
///
/// ```
/// 6 bytes   magic \x93NUMPY
/// 2 bytes   version 1, 0
/// 2 bytes   length of the header, little-endian
/// header    Python dictionary with descr, fortran_order and shape, padded with spaces so that the numbers begin at a
///           multiple of 64; newline at the end
/// numbers   little-endian, row by row
/// ```
public final class NpyFile {
    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0};
    private static final String BYTES = "|u1", FLOATS = "<f4";
    private static final int ALIGNMENT = 64;
    private static final Pattern HEADER =
            Pattern.compile("\\{'descr': '([^']+)', 'fortran_order': False, 'shape': \\((\\d+), (\\d+)\\), \\} *\\n");

    private NpyFile() {}

    /// Writes one byte a cell.
    public static void write(Path file, byte[][] table) {
        int columns = columns(Arrays.stream(table).mapToInt(row -> row.length).toArray());
        ByteBuffer buffer = begun(BYTES, table.length, columns, 1);
        for (byte[] row : table) {
            buffer.put(row);
        }
        AtomicFile.write(file, buffer.array());
    }

    /// Writes four bytes a cell.
    public static void write(Path file, float[][] table) {
        int columns = columns(Arrays.stream(table).mapToInt(row -> row.length).toArray());
        ByteBuffer buffer = begun(FLOATS, table.length, columns, Float.BYTES);
        for (float[] row : table) {
            for (float value : row) {
                buffer.putFloat(value);
            }
        }
        AtomicFile.write(file, buffer.array());
    }

    /// @throws CorruptFileException when the file is no table of bytes, or not whole
    public static byte[][] bytes(Path file) {
        Opened opened = open(file, BYTES, 1);
        byte[][] table = new byte[opened.rows()][opened.columns()];
        for (byte[] row : table) {
            opened.numbers().get(row);
        }
        return table;
    }

    /// @throws CorruptFileException when the file is no table of 32-bit floats, or not whole
    public static float[][] floats(Path file) {
        Opened opened = open(file, FLOATS, Float.BYTES);
        float[][] table = new float[opened.rows()][opened.columns()];
        for (float[] row : table) {
            for (int i = 0; i < row.length; i++) {
                row[i] = opened.numbers().getFloat();
            }
        }
        return table;
    }

    /// @param numbers positioned at the first one
    private record Opened(int rows, int columns, ByteBuffer numbers) {}

    private static int columns(int[] lengths) {
        int columns = lengths.length == 0 ? 0 : lengths[0];
        Check.that(
                Arrays.stream(lengths).allMatch(length -> length == columns),
                "every row of a table has the same length, but they are %s",
                Arrays.toString(lengths));
        return columns;
    }

    private static ByteBuffer begun(String type, int rows, int columns, int size) {
        String header = "{'descr': '%s', 'fortran_order': False, 'shape': (%d, %d), }".formatted(type, rows, columns);
        int before = MAGIC.length + Short.BYTES;
        int length = (before + header.length() + 1 + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT - before;
        ByteBuffer buffer = ByteBuffer.allocate(before + length + Math.multiplyExact(rows * columns, size))
                .order(ByteOrder.LITTLE_ENDIAN);
        buffer.put(MAGIC).putShort((short) length);
        String padded = header + " ".repeat(length - header.length() - 1) + "\n";
        return buffer.put(padded.getBytes(StandardCharsets.US_ASCII));
    }

    private static Opened open(Path file, String type, int size) {
        ByteBuffer buffer = read(file);
        byte[] magic = new byte[MAGIC.length];
        if (buffer.remaining() < MAGIC.length + Short.BYTES) {
            throw new CorruptFileException(file, "it has %d bytes, which is no NumPy table", buffer.remaining());
        }
        buffer.get(magic);
        int length = Short.toUnsignedInt(buffer.getShort());
        if (!Arrays.equals(magic, MAGIC) || buffer.remaining() < length) {
            throw new CorruptFileException(file, "it does not begin like a NumPy table of version 1.0");
        }
        byte[] header = new byte[length];
        buffer.get(header);
        Matcher fields = HEADER.matcher(new String(header, StandardCharsets.US_ASCII));
        if (!fields.matches() || !fields.group(1).equals(type)) {
            throw new CorruptFileException(file, "its header is not that of a two-dimensional table of %s", type);
        }
        int rows = side(fields.group(2), file, buffer), columns = side(fields.group(3), file, buffer);
        if (buffer.remaining() != (long) rows * columns * size) {
            throw new CorruptFileException(
                    file,
                    "it should hold %d x %d numbers of %d bytes, but has %d bytes",
                    rows,
                    columns,
                    size,
                    buffer.remaining());
        }
        return new Opened(rows, columns, buffer);
    }

    /// Each side alone is checked against the bytes that follow: of 400,000,000 rows of nothing, the product is
    /// none, but the rows are not.
    private static int side(String digits, Path file, ByteBuffer numbers) {
        if (digits.length() > 9 || Integer.parseInt(digits) > numbers.remaining()) {
            throw new CorruptFileException(
                    file,
                    "its header promises %s rows or columns, but only %d bytes of numbers follow",
                    digits,
                    numbers.remaining());
        }
        return Integer.parseInt(digits);
    }

    private static ByteBuffer read(Path file) {
        try {
            return ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
