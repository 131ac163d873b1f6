/// The documents that hold the words of a text, with every score that is known of them.
///
/// Read first: [parable.trace.search.CorpusIndex], [parable.trace.search.Trace].
@NullMarked
package parable.trace.search;

import org.jspecify.annotations.NullMarked;
