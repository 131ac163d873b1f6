/// Which words tell two sets of texts apart: log-odds with intervals, a bag of words, the best single word, exposure.
///
/// Texts are lists of words; no model reads them. It answers whether a comparison of two texts could be decided by
/// vocabulary alone.
/// Read first: [parable.corpus.contrast.WordContrast], [parable.corpus.contrast.Separation].
@NullMarked
package parable.corpus.contrast;

import org.jspecify.annotations.NullMarked;
