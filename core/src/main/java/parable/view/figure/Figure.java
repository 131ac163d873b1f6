package parable.view.figure;

import java.util.List;
import parable.ground.Check;

/// A picture of estimates: the same bytes on the page and on disk, with its numbers as a table.
public sealed interface Figure permits IntervalDots, Lines, SmallMultiples, StackedBars, Grid, TokenStrip {
    /// What a figure is called and what it shows.
    ///
    /// @param name    of its files: lower-case letters, digits and hyphens
    /// @param title   the finding or the question, as a heading
    /// @param caption one sentence that says how to read it, and what the intervals are
    record Label(String name, String title, String caption) {
        public Label {
            Check.that(
                    name.matches("[a-z][a-z0-9-]*"),
                    "a figure's name becomes a file name of lower-case letters, digits and hyphens, but was \"%s\"",
                    name);
        }
    }

    Label label();

    /// A standalone SVG document in fixed light colors; a page may recolor it through its classes.
    String svg();

    /// The figure's numbers, header first; every row has as many fields as the header.
    List<List<String>> records();

    /// [#records()] as RFC 4180 text.
    default String csv() {
        return Csv.text(records());
    }
}
