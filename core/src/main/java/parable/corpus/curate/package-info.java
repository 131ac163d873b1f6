/// What the documents of a corpus are, one signal a column: language and length, duplicates, words of an evaluation,
/// and how they show an AI. It streams, in parts that may run anywhere, and removes nothing unless asked.
///
/// It does not know what an evaluation asks, nor how text is trained on.
/// Read first: [parable.corpus.curate.Curation], [parable.corpus.curate.Signals], [parable.corpus.curate.Merge].
@NullMarked
package parable.corpus.curate;

import org.jspecify.annotations.NullMarked;
