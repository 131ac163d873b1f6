package parable.corpus.curate;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import parable.corpus.near.LongMap;
import parable.corpus.near.Words;

/// Phrases of one kind, found in a text word by word whatever case and punctuation it has. Immutable.
final class Phrases {
    /// By the number of their first word.
    private final LongMap byFirst = new LongMap();
    private final List<List<long[]>> lists = new ArrayList<>();

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
                all.list(numbers[0]).add(numbers);
            }
        }
        return all;
    }

    private List<long[]> list(long first) {
        if (byFirst.get(first) == LongMap.NONE) {
            byFirst.put(first, lists.size());
            lists.add(new ArrayList<>());
        }
        return lists.get((int) byFirst.get(first));
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

    /// How many different first words of phrases occur.
    int kinds(Words words) {
        BitSet kinds = new BitSet();
        for (int i = 0; i < words.count(); i++) {
            long list = byFirst.get(words.number(i));
            if (list != LongMap.NONE) {
                kinds.set((int) list);
            }
        }
        return kinds.cardinality();
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
        long list = byFirst.get(words.number(place));
        return list != LongMap.NONE
                && lists.get((int) list).stream().anyMatch(phrase -> continues(words, place, phrase));
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
