package parable.corpus.parquet;

import dev.hardwood.metadata.ColumnChunk;
import dev.hardwood.metadata.RowGroup;
import dev.hardwood.reader.ColumnReader;
import dev.hardwood.reader.ParquetFileReader;
import dev.hardwood.reader.RowGroupPredicate;
import dev.hardwood.schema.SchemaNode;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// One row group, some rows at a time: about [#BATCH_BYTES], whatever the size of the group. Confined to one thread.
final class RowGroupReader implements AutoCloseable {
    private static final long BATCH_BYTES = 4 << 20;
    private static final long MOST_ROWS = 1000;

    private final RowGroup group;
    private final List<SchemaNode> columns;
    private final Map<Integer, ColumnReader> leaves = new TreeMap<>();
    private long before;
    private int rows;
    private int at;
    private Cells.@Nullable Structs cells;

    RowGroupReader(ParquetFileReader file, RowGroup group, List<SchemaNode> columns) {
        this.group = group;
        this.columns = columns;
        for (SchemaNode column : columns) {
            CellsReader.leaves(column)
                    .forEach(leaf -> leaves.put(leaf.columnIndex(), reader(file, leaf.columnIndex())));
        }
    }

    private ColumnReader reader(ParquetFileReader file, int leaf) {
        long start = group.columns().getFirst().chunkStartOffset();
        long packed = group.columns().stream()
                .mapToLong(chunk -> chunk.metaData().totalCompressedSize())
                .sum();
        return file.buildColumnReader(leaf)
                .filter(RowGroupPredicate.byteRange(start, start + Math.max(1, packed))) // holds its own middle only
                .batchSize((int) Math.clamp(BATCH_BYTES / bytesPerRow(), 1, MOST_ROWS))
                .build();
    }

    long bytesPerRow() {
        long bytes = group.columns().stream()
                .map(ColumnChunk::metaData)
                .mapToLong(chunk -> chunk.totalUncompressedSize())
                .sum();
        return Math.max(1, bytes / Math.max(1, group.numRows()));
    }

    /// How many rows of the group were taken.
    long taken() {
        return before + at;
    }

    /// Whether a row is left, which is read if it was not.
    ///
    /// @throws IllegalStateException where columns do not hold the rows that they should
    boolean hasNext() {
        if (at == rows) {
            before += rows;
            at = 0;
            rows = 0;
            if (before < group.numRows()) {
                readBatch();
            }
        }
        return at < rows;
    }

    private void readBatch() {
        Set<Integer> counts = new TreeSet<>();
        for (ColumnReader leaf : leaves.values()) {
            counts.add(leaf.nextBatch() ? leaf.getRecordCount() : 0);
        }
        if (counts.size() != 1 || counts.contains(0)) {
            throw new IllegalStateException("columns of %s rows after row %d".formatted(counts, before));
        }
        rows = counts.iterator().next();
        cells = new CellsReader(leaves).row(columns);
    }

    /// Of the rows among which the next one is.
    Cells.Structs cells() {
        return Objects.requireNonNull(cells);
    }

    /// Moves past a row.
    ///
    /// @return its place among the cells
    int take() {
        return at++;
    }

    @Override
    public void close() {
        leaves.values().forEach(ColumnReader::close);
    }
}
