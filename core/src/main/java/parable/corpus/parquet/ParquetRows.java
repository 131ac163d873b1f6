package parable.corpus.parquet;

import dev.hardwood.HardwoodContext;
import dev.hardwood.InputFile;
import dev.hardwood.metadata.ColumnChunk;
import dev.hardwood.metadata.CompressionCodec;
import dev.hardwood.metadata.RowGroup;
import dev.hardwood.reader.ParquetFileReader;
import dev.hardwood.schema.SchemaNode;
import dev.hardwood.schema.SchemaNode.PrimitiveNode;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import parable.ground.StudyException;
import parable.ground.StudyException.Category;
import tools.jackson.databind.JsonNode;

/// The rows of a [Parquet](https://parquet.apache.org/docs/file-format/) file as JSON, row group by row group and in
/// each some rows at a time, so that memory holds neither. Confined to one thread, but its rows are not.
public final class ParquetRows implements AutoCloseable {
    private static final Set<CompressionCodec> UNPACKED = Set.of(
            CompressionCodec.UNCOMPRESSED, CompressionCodec.SNAPPY, CompressionCodec.GZIP, CompressionCodec.ZSTD);

    /// Kept, so that its level is: the reader's notes about the processor are not for users.
    private static final Logger LOG = Logger.getLogger("dev.hardwood");

    static {
        LOG.setLevel(Level.WARNING);
    }

    private final Path file;
    private final HardwoodContext context;
    private final ParquetFileReader reader;
    private final List<RowGroup> groups;
    private final List<SchemaNode> columns;
    private int group = -1;
    private long before;
    private @Nullable RowGroupReader open;

    /// One row, not assembled yet. Immutable.
    public static final class Row {
        private final Path file;
        private final int group;
        private final long number;
        private final long bytes;
        private final Cells.Structs cells;
        private final int item;

        private Row(Path file, int group, long number, RowGroupReader from) {
            this.file = file;
            this.group = group;
            this.number = number;
            this.bytes = from.bytesPerRow();
            this.cells = from.cells();
            this.item = from.take();
        }

        /// In the file, from 0.
        public long number() {
            return number;
        }

        /// About what it takes in memory.
        public long bytes() {
            return bytes;
        }

        /// What a message calls it.
        public String place() {
            return "%s: row %d (row group %d)".formatted(file, number + 1, group + 1);
        }

        /// An object with the columns that are not empty in this row.
        ///
        /// @throws StudyException where bytes are no text
        public JsonNode json() {
            try {
                return cells.fieldsAt(item);
            } catch (CharacterCodingException e) {
                throw refusal(e, "%s has a text that is not UTF-8. Convert it first.", place());
            }
        }
    }

    private ParquetRows(Path file, HardwoodContext context, Set<String> named) throws IOException {
        this.file = file;
        this.context = context;
        this.reader = ParquetFileReader.open(InputFile.of(file), context);
        this.groups = reader.getFileMetaData().rowGroups();
        this.columns = reader.getFileSchema().getRootNode().children().stream()
                .filter(column -> named.contains(column.name()) || isPlain(column))
                .toList();
    }

    private static boolean isPlain(SchemaNode column) {
        return column instanceof PrimitiveNode && column.maxRepetitionLevel() == 0 && CellsReader.isRead(column);
    }

    /// @param named columns that are read whatever they hold; of the others, those of words, numbers and truth
    /// values
    /// @throws StudyException where it is no whole Parquet file, or packed in a way that is not read
    public static ParquetRows open(Path file, Set<String> named) {
        HardwoodContext context = HardwoodContext.create(1);
        try {
            ParquetRows rows = new ParquetRows(file, context, named);
            rows.requireReadable();
            return rows;
        } catch (StudyException e) {
            context.close();
            throw e;
        } catch (IOException | RuntimeException e) {
            context.close();
            throw Files.isReadable(file)
                    ? refusal(e, "%s is not a whole Parquet file, or encrypted. Copy it again.", file)
                    : refusal(e, "%s could not be read. It must be a file that you may read.", file);
        }
    }

    private void requireReadable() {
        columns.stream()
                .filter(column -> !CellsReader.isRead(column))
                .findFirst()
                .ifPresent(column -> {
                    throw new StudyException(
                            Category.CONFIG,
                            "%s: the column \"%s\" holds values of a kind that is not read. Write it again as texts.",
                            file,
                            column.name());
                });
        groups.stream()
                .flatMap(one -> one.columns().stream())
                .filter(this::isWanted)
                .map(chunk -> chunk.metaData().codec())
                .filter(codec -> !UNPACKED.contains(codec))
                .findFirst()
                .ifPresent(codec -> {
                    throw new StudyException(
                            Category.CONFIG,
                            "%s is packed with %s, which is not read. Write it again with zstd or snappy.",
                            file,
                            codec);
                });
    }

    private boolean isWanted(ColumnChunk chunk) {
        String top = chunk.metaData().pathInSchema().topLevelName();
        return columns.stream().anyMatch(column -> column.name().equals(top));
    }

    /// The names of all columns, also of those that are not read.
    public List<String> names() {
        return reader.getFileSchema().getRootNode().children().stream()
                .map(SchemaNode::name)
                .toList();
    }

    /// The next row; null after the last.
    ///
    /// @throws StudyException naming the row group that is damaged
    public @Nullable Row next() {
        try {
            RowGroupReader from = open;
            while (from == null || !from.hasNext()) {
                from = opened();
                if (from == null) {
                    return null;
                }
            }
            return new Row(file, group, before + from.taken(), from);
        } catch (RuntimeException e) {
            throw refusal(e, "%s: row group %d is damaged. Copy the file again.", file, group + 1);
        }
    }

    /// The next row group; null after the last.
    private @Nullable RowGroupReader opened() {
        closeGroup();
        if (group >= 0) {
            before += groups.get(group).numRows();
        }
        if (group + 1 == groups.size() || columns.isEmpty()) {
            return null;
        }
        group++;
        RowGroupReader next = new RowGroupReader(reader, groups.get(group), columns);
        open = next;
        return next;
    }

    private void closeGroup() {
        if (open != null) {
            open.close();
            open = null;
        }
    }

    private static StudyException refusal(Exception cause, String message, Object... values) {
        return new StudyException(Category.CONFIG, cause, message, values);
    }

    @Override
    public void close() {
        closeGroup();
        try {
            reader.close();
        } catch (IOException e) {
            throw refusal(e, "%s could not be closed. Read it from a local disk.", file);
        } finally {
            context.close();
        }
    }
}
