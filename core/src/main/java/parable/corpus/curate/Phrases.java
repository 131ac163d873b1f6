package parable.corpus.curate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import parable.corpus.near.Words;

/// Phrases of one kind, found in a text word by word whatever case and punctuation it has. Immutable.
final class Phrases {
    /// By the number of their first word.
    private final Map<Long, List<long[]>> byFirst = new HashMap<>();

    /// @param phrases parted by semicolons
    static Phrases of(String phrases) {
        Phrases all = new Phrases();
        for (String phrase : phrases.split(";")) {
            Words words = Words.of(phrase);
            long[] numbers = new long[words.count()];
            for (int i = 0; i < numbers.length; i++) {
                numbers[i] = words.number(i);
            }
            if (numbers.length > 0) {
                all.byFirst.computeIfAbsent(numbers[0], _ -> new ArrayList<>()).add(numbers);
            }
        }
        return all;
    }

    /// Where phrases begin.
    List<Integer> places(Words words) {
        List<Integer> places = new ArrayList<>();
        for (int i = 0; i < words.count(); i++) {
            if (isAt(words, i)) {
                places.add(i);
            }
        }
        return places;
    }

    int count(Words words) {
        return places(words).size();
    }

    boolean isIn(Words words, int from, int to) {
        for (int i = Math.max(0, from); i < Math.min(to, words.count()); i++) {
            if (isAt(words, i)) {
                return true;
            }
        }
        return false;
    }

    private boolean isAt(Words words, int place) {
        List<long[]> phrases = byFirst.get(words.number(place));
        return phrases != null && phrases.stream().anyMatch(phrase -> continues(words, place, phrase));
    }

    private static boolean continues(Words words, int place, long[] phrase) {
        if (place + phrase.length > words.count()) {
            return false;
        }
        for (int k = 1; k < phrase.length; k++) {
            if (words.number(place + k) != phrase[k]) {
                return false;
            }
        }
        return true;
    }
}
