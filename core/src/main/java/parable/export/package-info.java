/// A stored run in the formats of others: logs of Inspect, tables (CSV, Parquet), spans of OpenTelemetry. Every
/// exporter streams conversations, writes the same bytes for the same run, and never writes "no harm" where
/// nothing was graded.
///
/// Knows stored runs, their judgments and the formats. Does not know how a run is played or graded, or who asks for an
/// export.
/// Read first: [parable.export.InspectExport], [parable.export.ConversationTable],
/// [parable.export.SpanExport].
@NullMarked
package parable.export;

import org.jspecify.annotations.NullMarked;
