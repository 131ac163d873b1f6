/// Like words: how much each document is about what a text is about, by BM25.
///
/// It knows documents as bags of words; it does not know order, models or studies.
/// Read first: [parable.trace.semantic.SemanticIndex], [parable.trace.semantic.WordAnalyzer].
@NullMarked
package parable.trace.semantic;

import org.jspecify.annotations.NullMarked;
