package parable.view.page;

import java.util.List;
import parable.stats.Effect;
import parable.stats.Estimate;
import parable.view.figure.Quantity;
import parable.view.figure.Tone;

/// The content of one table cell.
public sealed interface Cell {
    record Text(String text) implements Cell {}

    /// An estimate, always printed with its interval and counts.
    record Measured(Estimate estimate, Quantity quantity) implements Cell {}

    /// A number made from several others, such as a difference or a corrected rate, always printed with its
    /// interval.
    record Derived(Effect effect, Quantity quantity) implements Cell {}

    /// A word to notice, such as `broken` or `leaked`.
    record Flag(String text, Tone tone) implements Cell {}

    /// Words of which some are marked.
    record Marked(List<Piece> pieces) implements Cell {
        public Marked {
            pieces = List.copyOf(pieces);
        }
    }

    /// Words that lead elsewhere on the page.
    record Linked(Link link) implements Cell {}

    static Cell text(String text) {
        return new Text(text);
    }

    static Cell share(Estimate estimate) {
        return new Measured(estimate, Quantity.SHARE);
    }

    static Cell points(Estimate estimate) {
        return new Measured(estimate, Quantity.POINTS);
    }

    static Cell flag(String text, Tone tone) {
        return new Flag(text, tone);
    }
}
