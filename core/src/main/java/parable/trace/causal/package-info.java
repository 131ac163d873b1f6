/// Settles by retraining which documents made a model do what it does: a bank of retrainings with half of
/// the text left out, the removal and the return of documents, planted documents, single steps; and how
/// well any scores predict what those show.
///
/// It does not know how scores are made, only that each document has one.
/// Read first: [parable.trace.causal.Retraining], [parable.trace.causal.TruthBank],
/// [parable.trace.causal.Cut].
@NullMarked
package parable.trace.causal;

import org.jspecify.annotations.NullMarked;
