/// Training text: documents with identity and origin, corpora that stream, described changes of a corpus,
/// and the overlap of a corpus with an evaluation.
///
/// It does not know how text is trained on, nor what any of it means.
/// Read first: [parable.corpus.Document], [parable.corpus.Corpus], [parable.corpus.Intervention].
@NullMarked
package parable.corpus;

import org.jspecify.annotations.NullMarked;
