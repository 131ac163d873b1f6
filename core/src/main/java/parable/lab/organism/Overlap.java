package parable.lab.organism;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import parable.corpus.Document;
import parable.ground.Check;
import parable.scenario.ScenarioFacts;
import parable.scenario.Suite;
import parable.stats.Figures;

/// How much of an evaluation's wording a text already holds.
///
/// ```
/// share(suite, n) = |ngrams_n(suite) ∩ ngrams_n(text)| / |ngrams_n(suite)|       distinct n-grams, n = 1 … 8
/// ```
/// A suite's n-grams are those of each prompt followed by a coercive and by a principled reference
/// continuation. N-grams are compared by 64-bit fingerprints: with 10^6 of them held against 10^7 of a text,
/// the chance of any false match is about 10^-6.
///
/// @param text      what was read
/// @param documents how many documents of it
/// @param shares    per suite, in the order of the suites, the share for n = 1 … 8
public record Overlap(String text, long documents, Map<String, List<Double>> shares) {
    /// Longest n-gram compared, in words.
    public static final int LONGEST = 8;

    private static final long MULTIPLIER = 0x9E3779B97F4A7C15L;

    /// @param n length of the n-grams, 1 to 8
    public double share(String suite, int n) {
        Check.that(n >= 1 && n <= LONGEST, "n-grams of 1 to %d words are compared, but n was %d", LONGEST, n);
        Check.that(shares.containsKey(suite), "no suite %s; there are %s", suite, shares.keySet());
        return Objects.requireNonNull(shares.get(suite)).get(n - 1);
    }

    /// Reads the documents once, to the end of the stream.
    public static Overlap measure(String name, Stream<Document> documents, World world, List<Suite> suites) {
        Map<String, long[][]> wanted = new LinkedHashMap<>();
        suites.forEach(suite -> wanted.put(suite.name(), grams(texts(world, suite))));
        long[][] union = union(wanted);
        boolean[][] seen =
                Arrays.stream(union).map(grams -> new boolean[grams.length]).toArray(boolean[][]::new);
        long read = documents
                .sequential()
                .peek(d -> mark(words(d.text()), union, seen))
                .mapToLong(_ -> 1)
                .sum();
        Map<String, List<Double>> shares = new LinkedHashMap<>();
        wanted.forEach((suite, grams) -> shares.put(suite, shares(grams, union, seen)));
        return new Overlap(name, read, shares);
    }

    /// A table for people: a line a suite, a column per n.
    @Override
    public String toString() {
        StringBuilder table = new StringBuilder(
                "%s (%d documents), share of distinct n-grams, n = 1 … %d%n".formatted(text, documents, LONGEST));
        shares.forEach((suite, values) -> {
            table.append("%-28s".formatted(suite));
            values.forEach(value -> table.append(" %5s".formatted(Figures.brief(value))));
            table.append(System.lineSeparator());
        });
        return table.toString();
    }

    private static List<String> texts(World world, Suite suite) {
        List<String> texts = new ArrayList<>();
        for (ScenarioFacts scenario : suite.scenarios()) {
            for (Stance stance : Stance.values()) {
                texts.add(SmallEnglish.prompt(scenario) + " " + world.continuation(scenario, stance, 0));
            }
        }
        return texts;
    }

    /// The distinct fingerprints of each length, sorted.
    private static long[][] grams(List<String> texts) {
        List<LongStream.Builder> found = new ArrayList<>();
        for (int n = 0; n < LONGEST; n++) {
            found.add(LongStream.builder());
        }
        for (String text : texts) {
            long[] words = words(text);
            for (int start = 0; start < words.length; start++) {
                long print = 0;
                for (int n = 0; n < LONGEST && start + n < words.length; n++) {
                    print = extend(print, words[start + n]);
                    found.get(n).add(print);
                }
            }
        }
        return found.stream().map(b -> b.build().distinct().sorted().toArray()).toArray(long[][]::new);
    }

    private static long[][] union(Map<String, long[][]> wanted) {
        long[][] union = new long[LONGEST][];
        for (int n = 0; n < LONGEST; n++) {
            int length = n;
            union[n] = wanted.values().stream()
                    .flatMapToLong(grams -> Arrays.stream(grams[length]))
                    .distinct()
                    .sorted()
                    .toArray();
        }
        return union;
    }

    private static void mark(long[] words, long[][] union, boolean[][] seen) {
        for (int start = 0; start < words.length; start++) {
            long print = 0;
            for (int n = 0; n < LONGEST && start + n < words.length; n++) {
                print = extend(print, words[start + n]);
                int at = Arrays.binarySearch(union[n], print);
                if (at < 0) {
                    break; // a longer n-gram would hold this one, and no suite has it
                }
                seen[n][at] = true;
            }
        }
    }

    private static List<Double> shares(long[][] grams, long[][] union, boolean[][] seen) {
        List<Double> shares = new ArrayList<>();
        for (int n = 0; n < LONGEST; n++) {
            int held = 0;
            for (long print : grams[n]) {
                held += seen[n][Arrays.binarySearch(union[n], print)] ? 1 : 0;
            }
            shares.add(grams[n].length == 0 ? 0 : held / (double) grams[n].length);
        }
        return List.copyOf(shares);
    }

    private static long extend(long print, long word) {
        long z = (print ^ word) * MULTIPLIER + word;
        return (z ^ z >>> 29) * MULTIPLIER;
    }

    /// A fingerprint per word: FNV-1a over its characters, 64 bits.
    private static long[] words(String text) {
        return Arrays.stream(text.split(" ")).mapToLong(Overlap::fingerprint).toArray();
    }

    private static long fingerprint(String word) {
        long print = 0xCBF29CE484222325L;
        for (int i = 0; i < word.length(); i++) {
            print = (print ^ word.charAt(i)) * 0x100000001B3L;
        }
        return print * MULTIPLIER;
    }
}
