/// A self-contained page of sections and blocks: tables, figures, claims, transcripts.
///
/// It knows what a block looks like, not which results fill it.
/// Read first: [parable.view.page.Report], [parable.view.page.Block].
@NullMarked
package parable.view.page;

import org.jspecify.annotations.NullMarked;
