package parable.corpus.contrast;

import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/// The multinomial naive-Bayes score of a text: Σ ln(share of the word in the first set / share in the second), each
/// word smoothed by half an occurrence. Words of neither set count 0.
///
/// @param ratios log ratio of each word, sorted
public record NaiveBayes(Map<String, Double> ratios) {
    private static final double SMOOTHING = 0.5; // Jeffreys

    public NaiveBayes {
        ratios = Collections.unmodifiableMap(new TreeMap<>(ratios));
    }

    public static NaiveBayes between(WordCounts first, WordCounts second) {
        Map<String, Long> vocabulary = first.plus(second).counts();
        double rest = SMOOTHING * vocabulary.size();
        Map<String, Double> ratios = new TreeMap<>();
        for (String word : vocabulary.keySet()) {
            double one = (first.of(word) + SMOOTHING) / (first.total() + rest);
            double two = (second.of(word) + SMOOTHING) / (second.total() + rest);
            ratios.put(word, Math.log(one / two));
        }
        return new NaiveBayes(ratios);
    }

    public double score(Collection<String> text) {
        return text.stream().mapToDouble(word -> ratios.getOrDefault(word, 0.0)).sum();
    }
}
