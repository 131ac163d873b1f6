/// Training text: documents with identity and origin, corpora that stream, the files they are read from, and
/// described changes of a corpus.
///
/// It does not know how text is trained on, nor what any of it means.
/// Read first: [parable.corpus.Document], [parable.corpus.Corpus], [parable.corpus.TextFiles].
@NullMarked
package parable.corpus;

import org.jspecify.annotations.NullMarked;
