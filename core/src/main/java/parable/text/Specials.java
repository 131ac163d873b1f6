package parable.text;

import java.util.stream.IntStream;
import parable.ground.Check;

/// The ids with a meaning of their own. Immutable.
///
/// @param pad     fills rows that are too short; never trained on
/// @param begin   opens a document
/// @param end     closes a document; always trained on, or the model never stops
/// @param unknown replaces a word outside the vocabulary
public record Specials(int pad, int begin, int end, int unknown) {
    public Specials {
        long different = IntStream.of(pad, begin, end, unknown).distinct().count();
        Check.that(
                different == 4 && Math.min(Math.min(pad, begin), Math.min(end, unknown)) >= 0,
                "the special ids must be four different numbers from 0, but were %d, %d, %d, %d",
                pad,
                begin,
                end,
                unknown);
    }

    /// Whether this id has a meaning of its own.
    public boolean holds(int id) {
        return id == pad || id == begin || id == end || id == unknown;
    }
}
