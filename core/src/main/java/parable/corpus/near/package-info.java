/// Which texts are the same, word for word or nearly, in corpora that are larger than memory.
///
/// It does not know what a document means, nor what becomes of a duplicate.
/// Read first: [parable.corpus.near.Words], [parable.corpus.near.Sketch], [parable.corpus.near.Duplicates].
@NullMarked
package parable.corpus.near;

import org.jspecify.annotations.NullMarked;
