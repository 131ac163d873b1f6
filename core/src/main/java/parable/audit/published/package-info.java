/// Results of the published agentic misalignment benchmark as a run that can be graded, judged, compared and reported
/// like any other.
///
/// It does not know what a language model would make of an answer.
/// Read first: [parable.audit.published.PublishedImport], [parable.audit.published.PublishedResults].
@NullMarked
package parable.audit.published;

import org.jspecify.annotations.NullMarked;
