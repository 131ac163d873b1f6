/// Exact words: where each run of a text's tokens stands in a corpus, counted and located through suffix
/// arrays on disk.
///
/// It knows tokens, files and nothing of what a document means; it does not know models, tokenizers or studies.
/// Read first: [parable.trace.lexical.LexicalIndex], [parable.trace.lexical.SuffixArray],
/// [parable.trace.lexical.SpanTrace].
@NullMarked
package parable.trace.lexical;

import org.jspecify.annotations.NullMarked;
