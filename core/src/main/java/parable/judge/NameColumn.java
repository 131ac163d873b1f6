package parable.judge;

import java.util.Collection;
import parable.ground.Visible;

/// The first column of a table in plain text: as wide as the longest name in it, up to a limit, beyond which a
/// name gets a line of its own. Names of judges hold paths and may be as long as those.
///
/// @param width in characters, without the blank behind it
public record NameColumn(String indent, int width) {
    /// Arbitrary: leaves some two thirds of a wide terminal to the numbers.
    private static final int WIDEST = 48;

    public static NameColumn of(String indent, Collection<String> names) {
        int longest = names.stream()
                .mapToInt(name -> length(Visible.line(name)))
                .max()
                .orElse(0);
        return new NameColumn(indent, Math.min(longest, WIDEST));
    }

    /// The name and what belongs to it, without a line end.
    public String line(String name, String rest) {
        String shown = Visible.line(name);
        String gap = length(shown) <= width
                ? " ".repeat(width - length(shown) + 1)
                : "%n".formatted() + indent + " ".repeat(width + 1);
        return indent + shown + gap + rest;
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }
}
