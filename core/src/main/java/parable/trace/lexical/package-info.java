/// Exact words: finds each run of a text's tokens in a corpus, counts it and locates it through suffix arrays on disk.
///
/// It knows tokens, files and nothing of what a document means; it does not know models, tokenizers or studies.
/// Read first: [parable.trace.lexical.LexicalIndex], [parable.trace.lexical.SuffixArray],
/// [parable.trace.lexical.SpanTrace].
@NullMarked
package parable.trace.lexical;

import org.jspecify.annotations.NullMarked;
