package parable.trace.lexical;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import parable.ground.Check;
import parable.trace.lexical.LexicalIndex.Occurrence;

/// Which runs of a text stand word for word in a corpus, in the manner of OLMoTrace
/// ([Liu et al. 2025](https://arxiv.org/abs/2504.07096), section 3).
///
/// ```
/// 1  at every token of the text: the longest run from there that the corpus holds
/// 2  of these the maximal ones: whose end lies behind that of every run before
/// 3  of these the K = ceil(keptShare * L) least likely, by the product of their tokens' shares of the corpus
/// 4  of each, up to `places` documents that hold it
/// ```
/// Where theirs draws the documents of a frequent run by chance, ours takes them at even distances in the
/// table, so that a trace can be repeated.
///
/// @param shortest   tokens of the shortest run that counts
/// @param keptShare  runs that are kept, as a share of the text's tokens
/// @param places     documents named for one run
/// @param delimiters tokens that may only end a run, such as the full stop
public record SpanTrace(int shortest, double keptShare, int places, Set<Integer> delimiters) {
    /// The paper's numbers: 5 % of the text's tokens, ten documents; runs of any length over full stops too.
    public static final SpanTrace DEFAULT = new SpanTrace(1, 0.05, 10, Set.of());

    public SpanTrace {
        Check.that(shortest > 0 && places > 0, "shortest and places are at least 1, but were %d, %d", shortest, places);
        Check.share("keptShare", keptShare);
        delimiters = Set.copyOf(delimiters);
    }

    /// One run of the text, tokens `[start, end)`.
    ///
    /// @param count    how often the corpus holds it
    /// @param logShare sum over its tokens of the logarithms of their shares of the corpus: the smaller,
    ///                 the less likely by chance
    /// @param places   in up to so many different documents as were asked for
    public record Span(int start, int end, long count, double logShare, List<Occurrence> places) {
        public Span {
            places = List.copyOf(places);
        }

        public int length() {
            return end - start;
        }
    }

    /// The kept spans in the order of the text.
    ///
    /// @param text may be empty
    public List<Span> of(int[] text, LexicalIndex index) {
        int kept = (int) Math.ceil(keptShare * text.length);
        return maximal(text, index).stream()
                .sorted(Comparator.comparingDouble(Span::logShare).thenComparingInt(Span::start))
                .limit(kept)
                .sorted(Comparator.comparingInt(Span::start))
                .map(span -> placed(span, text, index))
                .toList();
    }

    /// Every maximal span, without count or places.
    List<Span> maximal(int[] text, LexicalIndex index) {
        List<Span> spans = new ArrayList<>();
        if (text.length == 0) {
            return spans;
        }
        int[] keys = index.keys(text);
        double[] logShares = IntStream.of(text).mapToDouble(index::logShare).toArray();
        int reached = 0;
        for (int start = 0; start < text.length; start++) {
            int end = start + index.longest(keys, start, limit(text, start));
            if (end > reached && end - start >= shortest) {
                spans.add(new Span(start, end, 0, sum(logShares, start, end), List.of()));
            }
            reached = Math.max(reached, end);
        }
        return spans;
    }

    /// Behind the first delimiter.
    private int limit(int[] text, int start) {
        int end = start;
        while (end < text.length && !delimiters.contains(text[end])) {
            end++;
        }
        return Math.min(end + 1, text.length);
    }

    private static double sum(double[] values, int from, int to) {
        double sum = 0;
        for (int i = from; i < to; i++) {
            sum += values[i];
        }
        return sum;
    }

    private Span placed(Span span, int[] text, LexicalIndex index) {
        int[] query = IntStream.range(span.start, span.end).map(i -> text[i]).toArray();
        long count = index.count(query);
        List<Occurrence> different = new ArrayList<>();
        for (Occurrence place : index.locate(query, OVERSAMPLED * places)) {
            boolean isNew =
                    different.stream().noneMatch(d -> d.shard() == place.shard() && d.document() == place.document());
            if (isNew && different.size() < places) {
                different.add(place);
            }
        }
        return new Span(span.start, span.end, count, span.logShare, different);
    }

    /// Places looked at for each one wanted, because a document may hold a run more than once.
    private static final int OVERSAMPLED = 4;
}
