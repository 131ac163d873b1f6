/// Tables in Parquet files: read into trees of JSON a batch at a time, and written.
///
/// Read first: [parable.corpus.parquet.ParquetRows].
@NullMarked
package parable.corpus.parquet;

import org.jspecify.annotations.NullMarked;
