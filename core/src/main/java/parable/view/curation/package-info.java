/// The page of a curated corpus.
///
/// Read first: [parable.view.curation.CurationReport].
@NullMarked
package parable.view.curation;

import org.jspecify.annotations.NullMarked;
