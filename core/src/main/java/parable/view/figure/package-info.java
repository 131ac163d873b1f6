/// Figures as SVG, drawn to the same bytes on the page and on disk.
///
/// They know numbers and labels, no studies and no audits.
/// Read first: [parable.view.figure.Figure], [parable.view.figure.Canvas].
@NullMarked
package parable.view.figure;

import org.jspecify.annotations.NullMarked;
