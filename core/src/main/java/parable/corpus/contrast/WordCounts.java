package parable.corpus.contrast;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/// How often each word occurs in some texts, sorted by word.
///
/// @param total number of words, repeated ones counted each time
public record WordCounts(Map<String, Long> counts, long total) {
    public WordCounts {
        counts = Collections.unmodifiableMap(new TreeMap<>(counts));
    }

    public static WordCounts of(List<List<String>> texts) {
        return of(texts.stream());
    }

    /// Reads a stream once; memory grows with the vocabulary, not with the texts.
    public static WordCounts of(Stream<List<String>> texts) {
        Map<String, Long> counts = new TreeMap<>();
        texts.forEach(text -> text.forEach(word -> counts.merge(word, 1L, Long::sum)));
        return of(counts);
    }

    private static WordCounts of(Map<String, Long> counts) {
        return new WordCounts(
                counts, counts.values().stream().mapToLong(Long::longValue).sum());
    }

    public long of(String word) {
        return counts.getOrDefault(word, 0L);
    }

    public WordCounts plus(WordCounts more) {
        Map<String, Long> sum = new TreeMap<>(counts);
        more.counts.forEach((word, count) -> sum.merge(word, count, Long::sum));
        return of(sum);
    }
}
