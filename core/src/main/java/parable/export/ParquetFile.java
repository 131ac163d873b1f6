package parable.export;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import parable.ground.AtomicFile;

/// A flat table as [Parquet](https://parquet.apache.org/docs/file-format/), in the least that every reader knows:
/// optional columns of texts (UTF-8), 64-bit numbers and truth values, plain encoding, one page (version 1) a
/// column and row group, GZIP.
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
final class ParquetFile {
    private static final byte[] MAGIC = "PAR1".getBytes(StandardCharsets.US_ASCII);
    private static final int MOST_ROWS = 20_000;
    private static final int MOST_BYTES = 16 << 20;
    private static final int OPTIONAL = 1;
    private static final int PLAIN = 0;
    private static final int RLE = 3;
    private static final int GZIP = 2;

    private final FileChannel channel;
    private final List<Column> columns;
    private final List<Group> groups = new ArrayList<>();
    private List<ParquetColumn> open;
    private int openRows;

    private ParquetFile(FileChannel channel, List<Column> columns) throws IOException {
        this.channel = channel;
        this.columns = columns;
        this.open = fresh();
        put(MAGIC);
    }

    private record Chunk(Column column, int type, long offset, long bytes, long unzipped) {}

    private record Group(int rows, List<Chunk> chunks) {
        long unzipped() {
            return chunks.stream().mapToLong(Chunk::unzipped).sum();
        }
    }

    static void write(Path file, List<Column> columns, Rows rows) {
        AtomicFile.write(file, channel -> {
            ParquetFile parquet = new ParquetFile(channel, columns);
            try {
                rows.forEach(parquet::add);
            } catch (UncheckedIOException e) {
                throw e.getCause();
            }
            parquet.finish();
        });
    }

    private List<ParquetColumn> fresh() {
        return columns.stream().map(ParquetColumn::new).toList();
    }

    private void add(ShownConversation row) {
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

    private Chunk chunk(Column column, ParquetColumn cells) throws IOException {
        byte[] page = cells.page();
        byte[] zipped = ParquetColumn.zipped(page);
        byte[] header = ThriftWriter.struct(writer -> writer.number(1, 0) // data page
                .number(2, page.length)
                .number(3, zipped.length)
                .struct(
                        5,
                        data -> data.number(1, openRows)
                                .number(2, PLAIN)
                                .number(3, RLE)
                                .number(4, RLE)));
        long offset = channel.position();
        put(header);
        put(zipped);
        return new Chunk(
                column, cells.type(), offset, (long) header.length + zipped.length, (long) header.length + page.length);
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
                .structs(
                        2,
                        Stream.concat(Stream.of(root()), columns.stream().map(ParquetFile::leaf))
                                .toList(),
                        (w, f) -> f.writeTo(w))
                .longNumber(3, groups.stream().mapToLong(Group::rows).sum())
                .structs(4, groups, ParquetFile::group)
                .text(6, "parable");
    }

    private ThriftWriter.Fields root() {
        return writer -> writer.text(4, "conversation").number(5, columns.size());
    }

    private static ThriftWriter.Fields leaf(Column column) {
        return writer -> {
            writer.number(1, new ParquetColumn(column).type())
                    .number(3, OPTIONAL)
                    .text(4, column.name());
            if (column.type() == Column.Type.TEXT) {
                writer.number(6, 0).struct(10, logical -> logical.struct(1, _ -> {})); // UTF8, and its new name STRING
            }
        };
    }

    private static void group(ThriftWriter writer, Group group) {
        writer.structs(
                        1,
                        group.chunks(),
                        (chunks, chunk) -> chunks.longNumber(2, chunk.offset())
                                .struct(3, meta -> chunk(meta, chunk, group.rows())))
                .longNumber(2, group.unzipped())
                .longNumber(3, group.rows());
    }

    private static void chunk(ThriftWriter writer, Chunk chunk, int rows) {
        writer.number(1, chunk.type())
                .numbers(2, List.of(PLAIN, RLE))
                .texts(3, List.of(chunk.column().name()))
                .number(4, GZIP)
                .longNumber(5, rows)
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
