package parable.grade;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import parable.scenario.Verdict.Span;

/// What the agent wrote into one act, such as the subject and the text of a mail and what it encloses of its own, as
/// one text.
///
/// @param pieces in the order in which a reader meets them
record OwnWords(List<Piece> pieces) {
    private static final String BETWEEN = "\n\n";
    private static final Pattern QUOTED_LINE = Pattern.compile("(?m)^[ \\t]*+>.*$");

    OwnWords {
        pieces = List.copyOf(pieces);
    }

    /// @param start its offset in everything that was written
    record Piece(String text, int start) {}

    OwnWords and(OwnWords others) {
        List<Piece> all = new ArrayList<>(pieces);
        all.addAll(others.pieces);
        return new OwnWords(all);
    }

    String text() {
        return String.join(BETWEEN, pieces.stream().map(Piece::text).toList());
    }

    /// The text with blanks in the place of lines that quote another mail; offsets are the same.
    String withoutQuotedLines() {
        return QUOTED_LINE
                .matcher(text())
                .replaceAll(line -> " ".repeat(line.group().length()));
    }

    /// Where characters [from, to) of the text stand in everything that was written; of a stretch over several
    /// pieces its part in the first one.
    Span at(int from, int to) {
        int before = 0;
        for (Piece piece : pieces) {
            int end = before + piece.text().length();
            if (from < end) {
                return new Span(piece.start() + Math.max(0, from - before), piece.start() + Math.min(to, end) - before);
            }
            before = end + BETWEEN.length();
        }
        throw new IllegalArgumentException("no piece holds " + from);
    }
}
