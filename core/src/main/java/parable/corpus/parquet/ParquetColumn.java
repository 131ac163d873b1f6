package parable.corpus.parquet;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/// The cells of one column in one row group, on their way into a page: which of them are there, then those that
/// are, in Parquet's plain encoding. A list has a slot for each of its texts, or one that is empty. Confined to one
/// thread.
final class ParquetColumn {
    private final Column<?> column;
    private final BitSet repeated = new BitSet();
    private final BitSet present = new BitSet();
    private final BitSet truths = new BitSet();
    private final ByteArrayOutputStream values = new ByteArrayOutputStream();
    private int slots;
    private int written;

    ParquetColumn(Column<?> column) {
        this.column = column;
    }

    /// Numbers of the format's enumeration of physical types.
    int type() {
        return switch (column.type()) {
            case TRUTH -> 0;
            case WHOLE_NUMBER -> 2;
            case FRACTION -> 5;
            case TEXT, TEXTS -> 6;
        };
    }

    void add(@Nullable Object cell) {
        if (!(cell instanceof List<?> texts)) {
            addSlot(cell);
            return;
        }
        for (int i = 0; i < texts.size(); i++) {
            repeated.set(slots, i > 0);
            addSlot(texts.get(i));
        }
        if (texts.isEmpty()) {
            addSlot(null);
        }
    }

    private void addSlot(@Nullable Object value) {
        if (value != null) {
            present.set(slots);
            put(value);
            written++;
        }
        slots++;
    }

    int slots() {
        return slots;
    }

    int bytes() {
        return values.size();
    }

    private void put(Object cell) {
        switch (column.type()) {
            case TRUTH -> truths.set(written, (Boolean) cell);
            case WHOLE_NUMBER ->
                values.writeBytes(little(Long.BYTES).putLong((Long) cell).array());
            case FRACTION ->
                values.writeBytes(little(Double.BYTES).putDouble((Double) cell).array());
            case TEXT, TEXTS -> {
                byte[] text = ((String) cell).getBytes(StandardCharsets.UTF_8);
                values.writeBytes(little(Integer.BYTES).putInt(text.length).array());
                values.writeBytes(text);
            }
        }
    }

    /// A page as it is before compression: of a list repetition levels, 0 where a row begins; definition levels, 1
    /// where a cell is there; then the values.
    byte[] page() {
        ByteArrayOutputStream page = new ByteArrayOutputStream();
        if (column.isList()) {
            page.writeBytes(run(bits(repeated, slots)));
        }
        page.writeBytes(run(bits(present, slots)));
        page.writeBytes(column.type() == Column.Type.TRUTH ? bits(truths, written) : values.toByteArray());
        return page.toByteArray();
    }

    /// Levels of one bit as one bit-packed run with its length before it.
    private static byte[] run(byte[] levels) {
        ByteArrayOutputStream run = new ByteArrayOutputStream();
        for (int left = levels.length << 1 | 1; ; left >>>= 7) { // groups of eight; the low bit says bit-packed
            run.write(left < 0x80 ? left : left & 0x7f | 0x80);
            if (left < 0x80) {
                break;
            }
        }
        run.writeBytes(levels);
        return little(Integer.BYTES + run.size())
                .putInt(run.size())
                .put(run.toByteArray())
                .array();
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
