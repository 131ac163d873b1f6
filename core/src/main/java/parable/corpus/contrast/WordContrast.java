package parable.corpus.contrast;

import static java.util.Comparator.comparingDouble;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import parable.ground.Check;
import parable.stats.Interval;

/// How much likelier each word is in one set of texts than in another: the log-odds with an informative Dirichlet
/// prior ([Monroe, Colaresi, Quinn 2008](https://doi.org/10.1093/pan/mpn018), section 3.5).
///
/// ```
/// δ_w = ln((y1_w + a_w) / (n1 + a - y1_w - a_w)) - ln((y2_w + a_w) / (n2 + a - y2_w - a_w))
/// Var δ_w = 1 / (y1_w + a_w) + 1 / (y2_w + a_w)
/// ```
///
/// The prior a_w is the word's share of both sets together, times [#PRIOR] words for each word of the vocabulary.
/// Intervals take words as independent; words that come in bursts have wider ones.
///
/// @param words every word of either set, sorted
public record WordContrast(Map<String, Word> words) {
    /// Prior words for each distinct word: convention.
    public static final double PRIOR = 1;

    private static final double LEVEL = 0.95;

    public WordContrast {
        words = Collections.unmodifiableMap(new TreeMap<>(words));
    }

    /// @param first         count in the first set
    /// @param second        count in the second set
    /// @param logOdds       above 0 where the word is likelier in the first set
    /// @param standardError of the log-odds
    public record Word(String word, long first, long second, double logOdds, double standardError) {
        public Interval interval(double level) {
            return Interval.normal(logOdds, standardError, level);
        }

        /// How many standard errors the log-odds lie from 0.
        public double distance() {
            return Math.abs(logOdds) / standardError;
        }
    }

    /// @throws IllegalArgumentException where one set holds no word
    public static WordContrast between(WordCounts first, WordCounts second) {
        Check.that(
                first.total() > 0 && second.total() > 0,
                "a word contrast needs words on both sides, but they have %d and %d; give two sets of texts",
                first.total(),
                second.total());
        WordCounts both = first.plus(second);
        double mass = PRIOR * both.counts().size();
        Map<String, Word> words = new TreeMap<>();
        both.counts().forEach((word, count) -> {
            double prior = mass * count / both.total();
            words.put(word, word(word, first, second, prior, mass));
        });
        return new WordContrast(words);
    }

    private static Word word(String word, WordCounts first, WordCounts second, double prior, double mass) {
        double one = first.of(word) + prior, two = second.of(word) + prior;
        return new Word(
                word,
                first.of(word),
                second.of(word),
                logit(one, first.total() + mass) - logit(two, second.total() + mass),
                Math.sqrt(1 / one + 1 / two));
    }

    /// A set of one word only has odds without end; half a prior word of another keeps them finite.
    private static double logit(double count, double total) {
        return Math.log(count / Math.max(total - count, PRIOR / 2));
    }

    /// The words whose interval excludes 0 for all words at once (Bonferroni), the surest first.
    public List<Word> separating() {
        double level = 1 - (1 - LEVEL) / words.size();
        return words.values().stream()
                .filter(word -> !word.interval(level).contains(0))
                .sorted(comparingDouble(Word::distance).reversed().thenComparing(Word::word))
                .toList();
    }

    public Optional<Word> of(String word) {
        return Optional.ofNullable(words.get(word));
    }

    /// How much of what tells the two sets apart a third text holds.
    public Exposure exposure(WordCounts text) {
        double sum = 0, gross = 0;
        long known = 0;
        for (Map.Entry<String, Long> entry : text.counts().entrySet()) {
            Word word = words.get(entry.getKey());
            if (word != null) {
                sum += entry.getValue() * word.logOdds();
                gross += entry.getValue() * Math.abs(word.logOdds());
                known += entry.getValue();
            }
        }
        return new Exposure(sum, gross, known, text.total());
    }
}
