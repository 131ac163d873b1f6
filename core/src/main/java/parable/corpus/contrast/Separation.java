package parable.corpus.contrast;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import parable.ground.Check;
import parable.stats.Auroc;
import parable.stats.Effect;

/// How well words without order separate two sets of texts: the area under the ROC curve of texts that the
/// classifier did not learn from. An area of .5 says that words alone tell nothing.
///
/// Texts are dealt to five folds by their place in the list, so texts of one pair share a fold. A fold's texts are
/// scored by what the other folds teach and compared with each other only: scores of two classifiers have no common
/// scale. The interval covers the draw of the texts that are scored, not that of the texts learnt from.
///
/// @param bag        of a naive-Bayes bag of words
/// @param word       that separates best over all texts
/// @param singleWord of one word, chosen on the other folds
public record Separation(Effect bag, String word, Effect singleWord) {
    private static final int FOLDS = 5;
    private static final double LEVEL = 0.95;

    /// @throws IllegalArgumentException where a set has fewer than two texts
    public static Separation of(List<List<String>> first, List<List<String>> second) {
        Check.that(
                first.size() >= 2 && second.size() >= 2,
                "telling texts apart needs two or more on either side, but there are %d and %d; give more texts",
                first.size(),
                second.size());
        int folds = Math.min(FOLDS, Math.min(first.size(), second.size()));
        List<Auroc.Stratum> bags = new ArrayList<>(), words = new ArrayList<>();
        for (int fold = 0; fold < folds; fold++) {
            Split one = Split.of(first, fold, folds), two = Split.of(second, fold, folds);
            NaiveBayes bayes = NaiveBayes.between(WordCounts.of(one.learnt()), WordCounts.of(two.learnt()));
            SingleWord word = SingleWord.best(one.learnt(), two.learnt());
            bags.add(scored(one, two, bayes::score));
            words.add(scored(one, two, word::score));
        }
        return new Separation(
                Auroc.within(bags, LEVEL, "text"),
                SingleWord.best(first, second).word(),
                Auroc.within(words, LEVEL, "text"));
    }

    private static Auroc.Stratum scored(Split one, Split two, ToDoubleFunction<List<String>> score) {
        return new Auroc.Stratum(
                one.scored().stream().map(score::applyAsDouble).toList(),
                two.scored().stream().map(score::applyAsDouble).toList());
    }

    private record Split(List<List<String>> learnt, List<List<String>> scored) {
        static Split of(List<List<String>> texts, int fold, int folds) {
            List<List<List<String>>> parts = List.of(new ArrayList<>(), new ArrayList<>());
            IntStream.range(0, texts.size())
                    .forEach(i -> parts.get(i % folds == fold ? 1 : 0).add(texts.get(i)));
            return new Split(parts.getFirst(), parts.getLast());
        }
    }
}
