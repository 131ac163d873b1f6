package parable.corpus.contrast;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The word whose count alone tells two sets of texts apart best.
///
/// @param word empty where the texts hold no word
/// @param area chance that a text of the first set holds more of it than one of the second, ties counting half
record SingleWord(String word, double area) {
    static SingleWord best(List<List<String>> first, List<List<String>> second) {
        Map<String, Map<Integer, int[]>> table = new TreeMap<>(); // word, count in a text, texts of either set
        tally(first, 0, table);
        tally(second, 1, table);
        return table.entrySet().stream()
                .map(entry -> new SingleWord(entry.getKey(), area(entry.getValue(), first.size(), second.size())))
                .max(Comparator.comparingDouble(SingleWord::sureness)) // of equals the last by alphabet
                .orElse(new SingleWord("", 0.5));
    }

    /// The count of the word, with the sign that makes it larger in the first set.
    double score(List<String> text) {
        long count = text.stream().filter(word::equals).count();
        return area < 0.5 ? -count : count;
    }

    private double sureness() {
        return Math.abs(area - 0.5);
    }

    private static void tally(List<List<String>> texts, int side, Map<String, Map<Integer, int[]>> table) {
        for (List<String> text : texts) {
            Map<String, Integer> counts = new HashMap<>();
            text.forEach(word -> counts.merge(word, 1, Integer::sum));
            counts.forEach((word, count) ->
                    table.computeIfAbsent(word, _ -> new TreeMap<>()).computeIfAbsent(count, _ -> new int[2])[side]++);
        }
    }

    /// Mann-Whitney over the counts in ascending order; texts without the word come first.
    private static double area(Map<Integer, int[]> texts, int first, int second) {
        int without = second - texts.values().stream().mapToInt(n -> n[1]).sum();
        int lacking = first - texts.values().stream().mapToInt(n -> n[0]).sum();
        double wins = lacking * without / 2.0, below = without;
        for (int[] n : texts.values()) {
            wins += n[0] * (below + n[1] / 2.0);
            below += n[1];
        }
        return wins / ((double) first * second);
    }
}
