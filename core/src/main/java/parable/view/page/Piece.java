package parable.view.page;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;

/// Part of a text, marked or not.
public record Piece(String text, boolean isMarked) {
    /// Words parted by single spaces, neighbors of one kind in one piece; the spaces between two marked
    /// words are marked.
    public static List<Piece> of(List<String> words, IntPredicate isMarked) {
        List<Piece> pieces = new ArrayList<>();
        for (int from = 0; from < words.size(); ) {
            int to = from + 1;
            while (to < words.size() && isMarked.test(to) == isMarked.test(from)) {
                to++;
            }
            if (from > 0) {
                pieces.add(new Piece(" ", false));
            }
            pieces.add(new Piece(String.join(" ", words.subList(from, to)), isMarked.test(from)));
            from = to;
        }
        return pieces;
    }
}
