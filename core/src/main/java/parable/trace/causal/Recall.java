package parable.trace.causal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import parable.corpus.Document;
import parable.ground.Check;
import parable.trace.Influence;

/// How well scores find planted documents.
///
/// @param reciprocalRank 1 over the rank of the first planted document (MRR, the mean, is the caller's)
/// @param at             share of the planted documents among the first 10, 100, and as many as were
///     planted (`k`)
/// @param strict         whether all planted documents are among the first k
/// @param confusion      chance that an opposite, which denies the fact in the same words, ranks above a
///                       planted document; .5 says that the method does not read the stance
/// @param styled         the same of a document of the same style that states something else
public record Recall(double reciprocalRank, Map<String, Double> at, boolean strict, double confusion, double styled) {
    private static final List<Integer> DEPTHS = List.of(10, 100);

    public Recall {
        at = new TreeMap<>(at);
    }

    public static Recall of(Influence influence, Plants plants) {
        List<String> ranked = influence.ranked();
        List<Integer> facts = ranks(ranked, ids(plants.facts()));
        Map<String, Double> at = new TreeMap<>();
        DEPTHS.forEach(depth -> at.put(Integer.toString(depth), share(facts, depth)));
        double own = share(facts, facts.size());
        at.put("k", own);
        return new Recall(
                1.0 / facts.stream().mapToInt(Integer::intValue).min().orElseThrow(),
                at,
                own == 1,
                above(ranks(ranked, ids(plants.opposites())), facts),
                above(ranks(ranked, ids(plants.others())), facts));
    }

    /// Ranks from 1 of the wanted among `ranked`, in their order there.
    static List<Integer> ranks(List<String> ranked, Set<String> wanted) {
        List<Integer> ranks = new ArrayList<>();
        for (int i = 0; i < ranked.size(); i++) {
            if (wanted.contains(ranked.get(i))) {
                ranks.add(i + 1);
            }
        }
        Check.that(
                ranks.size() == wanted.size(),
                "every planted document needs a score, but %d of %d have one; score the text with its plants",
                ranks.size(),
                wanted.size());
        return ranks;
    }

    private static double share(List<Integer> ranks, int depth) {
        return ranks.stream().filter(rank -> rank <= depth).count() / (double) ranks.size();
    }

    /// The chance that one of `these` ranks above one of `those`.
    private static double above(List<Integer> these, List<Integer> those) {
        long wins = these.stream()
                .mapToLong(rank -> those.stream().filter(other -> rank < other).count())
                .sum();
        return wins / (double) (these.size() * those.size());
    }

    private static Set<String> ids(List<Document> documents) {
        return Set.copyOf(documents.stream().map(Document::id).toList());
    }
}
