package parable.export;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/// The cells of one column in one row group, on their way into a page: which of them are there, then those that
/// are, in Parquet's plain encoding. Confined to one thread.
final class ParquetColumn {
    private final Column column;
    private final BitSet present = new BitSet();
    private final BitSet truths = new BitSet();
    private final ByteArrayOutputStream values = new ByteArrayOutputStream();
    private int rows;
    private int written;

    ParquetColumn(Column column) {
        this.column = column;
    }

    /// Numbers of the format's enumeration of physical types.
    int type() {
        return switch (column.type()) {
            case TRUTH -> 0;
            case WHOLE_NUMBER -> 2;
            case TEXT -> 6;
        };
    }

    void add(@Nullable Object cell) {
        if (cell != null) {
            present.set(rows);
            put(cell);
            written++;
        }
        rows++;
    }

    int bytes() {
        return values.size();
    }

    private void put(Object cell) {
        switch (column.type()) {
            case TRUTH -> truths.set(written, (Boolean) cell);
            case WHOLE_NUMBER ->
                values.writeBytes(little(Long.BYTES).putLong((Long) cell).array());
            case TEXT -> {
                byte[] text = ((String) cell).getBytes(StandardCharsets.UTF_8);
                values.writeBytes(little(Integer.BYTES).putInt(text.length).array());
                values.writeBytes(text);
            }
        }
    }

    /// A page as it is before compression: definition levels, 1 where a cell is there, as one bit-packed run with
    /// its length before it; then the values.
    byte[] page() {
        ByteArrayOutputStream page = new ByteArrayOutputStream();
        byte[] levels = bits(present, rows);
        ByteArrayOutputStream run = new ByteArrayOutputStream();
        for (int left = levels.length << 1 | 1; ; left >>>= 7) { // groups of eight; the low bit says bit-packed
            run.write(left < 0x80 ? left : left & 0x7f | 0x80);
            if (left < 0x80) {
                break;
            }
        }
        run.writeBytes(levels);
        page.writeBytes(little(Integer.BYTES).putInt(run.size()).array());
        page.writeBytes(run.toByteArray());
        page.writeBytes(column.type() == Column.Type.TRUTH ? bits(truths, written) : values.toByteArray());
        return page.toByteArray();
    }

    static byte[] zipped(byte[] page) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(out)) {
            zip.write(page);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /// Lowest bit first, filled up to whole bytes.
    private static byte[] bits(BitSet set, int count) {
        byte[] bytes = new byte[(count + 7) / 8];
        byte[] used = set.toByteArray();
        System.arraycopy(used, 0, bytes, 0, used.length);
        return bytes;
    }

    private static ByteBuffer little(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
