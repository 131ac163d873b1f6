package parable.corpus.parquet;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import parable.ground.AtomicFile;

/// A table as [Parquet](https://parquet.apache.org/docs/file-format/), in the least that every reader knows: optional
/// columns of texts (UTF-8), 64-bit numbers and truth values, lists of structs of texts, plain encoding, one page
/// (version 1) a column and row group, GZIP.
///
/// ```
/// "PAR1"
/// per row group and column: page header, page
/// metadata: schema, where everything is
/// 4 bytes their length, little-endian
/// "PAR1"
/// ```
///
/// Memory holds one row group: up to 20,000 rows or about 16 MiB. Confined to one thread.
///
/// @param <T> what a row is made of
public final class ParquetFile<T> {
    private static final byte[] MAGIC = "PAR1".getBytes(StandardCharsets.US_ASCII);
    private static final int MOST_ROWS = 20_000;
    private static final int MOST_BYTES = 16 << 20;
    private static final int REQUIRED = 0, OPTIONAL = 1, REPEATED = 2;
    private static final String LIST = "list", ELEMENT = "element";
    private static final int PLAIN = 0;
    private static final int RLE = 3;
    private static final int GZIP = 2;

    private final FileChannel channel;
    private final List<Column<T>> columns;
    private final List<Group> groups = new ArrayList<>();
    private List<ParquetColumn> open;
    private int openRows;

    private ParquetFile(FileChannel channel, List<Column<T>> columns) throws IOException {
        this.channel = channel;
        this.columns = columns;
        this.open = fresh();
        put(MAGIC);
    }

    private record Chunk(List<String> path, int type, int values, long offset, long bytes, long unzipped) {}

    private record Group(int rows, List<Chunk> chunks) {
        long unzipped() {
            return chunks.stream().mapToLong(Chunk::unzipped).sum();
        }
    }

    /// @param rows gives every row to what it is given
    public static <T> void write(Path file, List<Column<T>> columns, Consumer<Consumer<T>> rows) {
        AtomicFile.write(file, channel -> {
            ParquetFile<T> parquet = new ParquetFile<>(channel, columns);
            try {
                rows.accept(parquet::add);
            } catch (UncheckedIOException e) {
                throw e.getCause();
            }
            parquet.finish();
        });
    }

    private List<ParquetColumn> fresh() {
        return columns.stream().<ParquetColumn>map(ParquetColumn::new).toList();
    }

    private void add(T row) {
        for (int i = 0; i < columns.size(); i++) {
            open.get(i).add(columns.get(i).cell().apply(row));
        }
        openRows++;
        if (openRows == MOST_ROWS
                || open.stream().mapToInt(ParquetColumn::bytes).sum() >= MOST_BYTES) {
            closeGroup();
        }
    }

    private void closeGroup() {
        try {
            List<Chunk> chunks = new ArrayList<>();
            for (int i = 0; i < columns.size(); i++) {
                chunks.add(chunk(columns.get(i), open.get(i)));
            }
            groups.add(new Group(openRows, chunks));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        open = fresh();
        openRows = 0;
    }

    private Chunk chunk(Column<T> column, ParquetColumn cells) throws IOException {
        byte[] page = cells.page();
        byte[] zipped = ParquetColumn.zipped(page);
        byte[] header = ThriftWriter.struct(writer -> writer.number(1, 0) // data page
                .number(2, page.length)
                .number(3, zipped.length)
                .struct(
                        5,
                        data -> data.number(1, cells.slots())
                                .number(2, PLAIN)
                                .number(3, RLE)
                                .number(4, RLE)));
        long offset = channel.position();
        put(header);
        put(zipped);
        return new Chunk(
                path(column),
                cells.type(),
                cells.slots(),
                offset,
                (long) header.length + zipped.length,
                (long) header.length + page.length);
    }

    private void finish() throws IOException {
        if (openRows > 0) {
            closeGroup();
        }
        byte[] metadata = ThriftWriter.struct(this::metadata);
        put(metadata);
        put(ByteBuffer.allocate(Integer.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(metadata.length)
                .array());
        put(MAGIC);
    }

    /// `FileMetaData` of the format's Thrift definition.
    private void metadata(ThriftWriter writer) {
        writer.number(1, 1)
                .structs(2, schema(), (w, f) -> f.writeTo(w))
                .longNumber(3, groups.stream().mapToLong(Group::rows).sum())
                .structs(4, groups, ParquetFile::group)
                .text(6, "parable");
    }

    /// Elements in depth-first order.
    private List<ThriftWriter.Fields> schema() {
        Map<String, List<Column<T>>> tops = new LinkedHashMap<>();
        columns.forEach(column -> tops.computeIfAbsent(column.path().getFirst(), _ -> new ArrayList<>())
                .add(column));
        List<ThriftWriter.Fields> elements = new ArrayList<>();
        elements.add(writer -> writer.text(4, "row").number(5, tops.size()));
        tops.forEach((name, fields) -> {
            if (fields.getFirst().isList()) {
                elements.add(list(name));
                elements.add(writer -> writer.number(3, REPEATED).text(4, LIST).number(5, 1));
                elements.add(
                        writer -> writer.number(3, REQUIRED).text(4, ELEMENT).number(5, fields.size()));
            }
            fields.forEach(field -> elements.add(leaf(field)));
        });
        return elements;
    }

    private static ThriftWriter.Fields list(String name) {
        int convertedList = 3, logicalList = 3;
        return writer -> writer.number(3, REQUIRED)
                .text(4, name)
                .number(5, 1)
                .number(6, convertedList)
                .struct(10, logical -> logical.struct(logicalList, _ -> {}));
    }

    private static ThriftWriter.Fields leaf(Column<?> column) {
        return writer -> {
            ParquetColumn cells = new ParquetColumn(column);
            writer.number(1, cells.type())
                    .number(3, column.isList() ? REQUIRED : OPTIONAL)
                    .text(4, column.path().getLast());
            if (column.isList() || column.type() == Column.Type.TEXT) {
                writer.number(6, 0).struct(10, logical -> logical.struct(1, _ -> {})); // UTF8, and its new name STRING
            }
        };
    }

    private static List<String> path(Column<?> column) {
        return column.isList()
                ? List.of(column.path().getFirst(), LIST, ELEMENT, column.path().getLast())
                : column.path();
    }

    private static void group(ThriftWriter writer, Group group) {
        writer.structs(
                        1,
                        group.chunks(),
                        (chunks, chunk) -> chunks.longNumber(2, chunk.offset()).struct(3, meta -> chunk(meta, chunk)))
                .longNumber(2, group.unzipped())
                .longNumber(3, group.rows());
    }

    private static void chunk(ThriftWriter writer, Chunk chunk) {
        writer.number(1, chunk.type())
                .numbers(2, List.of(PLAIN, RLE))
                .texts(3, chunk.path())
                .number(4, GZIP)
                .longNumber(5, chunk.values())
                .longNumber(6, chunk.unzipped())
                .longNumber(7, chunk.bytes())
                .longNumber(9, chunk.offset());
    }

    private void put(byte[] bytes) throws IOException {
        ByteBuffer left = ByteBuffer.wrap(bytes);
        while (left.hasRemaining()) {
            channel.write(left);
        }
    }
}
