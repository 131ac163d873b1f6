/// Shows results: one self-contained page that opens from a file, and its figures as SVG and CSV.
///
/// What it renders is an immutable model filled by others; figures are drawn here, in Java, so that the picture
/// on the page and the picture in a paper are the same bytes. Everything that a model wrote is hostile input
/// until escaped.
///
/// It does not know experiments: no arms, stages, seeds or claims beyond the words that it prints.
/// Read first: [parable.view.page.Report], [parable.view.figure.Figure], [parable.view.page.ReportWriter].
@NullMarked
package parable.view;

import org.jspecify.annotations.NullMarked;
