package parable.trace.causal;

import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import parable.corpus.Document;

/// Which documents of a text a retraining keeps.
///
/// @param name what it is called in tables, such as the ranking's method
/// @param kept by their number in the text
public record Cut(String name, Kind kind, BitSet kept) {
    /// What is done to the text.
    public enum Kind {
        /// Nothing: trained on all of it.
        WHOLE,
        /// All documents known to show the behavior are left out: what no ranking can exceed by much.
        WITHOUT_SUSPECTS,
        /// The top of a ranking is left out.
        REMOVED,
        /// All suspects are left out but those that stand at the top of a ranking.
        ADDED_BACK
    }

    /// All of the text.
    public static Cut whole(List<Document> text) {
        BitSet kept = new BitSet();
        kept.set(0, text.size());
        return new Cut("whole", Kind.WHOLE, kept);
    }

    /// @param suspects ids of the documents that show the behavior, as the world knows and no method does
    public static Cut withoutSuspects(List<Document> text, Set<String> suspects) {
        return new Cut("without suspects", Kind.WITHOUT_SUSPECTS, without(text, suspects));
    }

    /// @param name   of the ranking
    /// @param ranked ids from the strongest raiser down
    /// @param count  how many of them are left out
    public static Cut removed(String name, List<Document> text, List<String> ranked, int count) {
        return new Cut(name, Kind.REMOVED, without(text, new HashSet<>(ranked.subList(0, count))));
    }

    /// @param name  of the ranking
    /// @param count how many from the top of the ranking are trained on although they may be suspects
    public static Cut addedBack(
            String name, List<Document> text, Set<String> suspects, List<String> ranked, int count) {
        Set<String> gone = new HashSet<>(suspects);
        ranked.subList(0, count).forEach(gone::remove);
        return new Cut(name, Kind.ADDED_BACK, without(text, gone));
    }

    /// Documents left out of a text of so many.
    public int leftOut(int documents) {
        return documents - kept.cardinality();
    }

    private static BitSet without(List<Document> text, Set<String> gone) {
        BitSet kept = new BitSet();
        for (int i = 0; i < text.size(); i++) {
            kept.set(i, !gone.contains(text.get(i).id()));
        }
        return kept;
    }
}
