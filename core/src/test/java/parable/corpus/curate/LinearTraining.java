package parable.corpus.curate;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import parable.corpus.near.Words;

/// Makes the table of weights that [LinearTagger] ships with: for each question a multinomial logistic regression with
/// a ridge penalty, by gradient descent with Nesterov's momentum. The same texts give the same bytes.
final class LinearTraining {
    private static final int FOLDS = 5, STEPS = 120, FEWEST_TEXTS = 4, NGRAMS = 3000, FEWEST_DECIDED = 8;
    /// Chosen on the development half, as was the weight of texts whose label follows from their kind.
    private static final double PENALTY = 0.1, KIND = 0.3;
    /// Of the texts of the development half that get an answer, at most so many get it wrongly at its threshold,
    /// and at most so large a part of the errors that always giving it would make.
    private static final double WRONG = 0.25, OF_ALWAYS = 1.0 / 3;
    /// Above every probability.
    private static final double NEVER = 1.01;

    private final List<Example> examples;
    private final Map<Long, String> vocabulary = new HashMap<>();

    /// @param labels the answer's word by question; a question may be left out
    /// @param isGold whether readers labelled it; else the label follows from its kind
    record Example(String text, Map<PortrayalAspect, String> labels, boolean isGold) {}

    private LinearTraining(List<Example> examples) {
        this.examples = examples;
    }

    static String table(List<Example> examples) {
        return new LinearTraining(examples).table();
    }

    private static final Map<PortrayalAspect, List<String>> ANSWERS = new TreeMap<>(Map.of(
            PortrayalAspect.AI, List.of("yes", "no"),
            PortrayalAspect.CONDUCT, List.of("harmful", "admirable", "mixed", "ordinary", "unknown"),
            PortrayalAspect.ENDORSED, List.of("yes", "no", "unknown"),
            PortrayalAspect.REASONS, List.of("yes", "no")));

    private String table() {
        Map<PortrayalAspect, Fit> fits = new LinkedHashMap<>();
        Map<PortrayalAspect, List<Double>> thresholds = new LinkedHashMap<>();
        ANSWERS.forEach((aspect, answers) -> {
            List<Example> asked = examples.stream()
                    .filter(e -> e.labels().containsKey(aspect))
                    .toList();
            thresholds.put(aspect, thresholds(aspect, answers, asked));
            fits.put(aspect, Fit.of(aspect, answers, asked));
        });
        examples.forEach(example -> ngrams(example.text()).forEach(vocabulary::putIfAbsent));
        StringBuilder table = new StringBuilder("words");
        ANSWERS.forEach((aspect, answers) ->
                answers.forEach(answer -> table.append("\t%s:%s".formatted(aspect.word(), answer))));
        table.append('\n').append(LinearTagger.THRESHOLD);
        ANSWERS.forEach((aspect, _) -> thresholds.get(aspect).forEach(t -> append(t, table)));
        table.append('\n').append(LinearTagger.INTERCEPT);
        fits.values().forEach(fit -> Arrays.stream(fit.intercepts).forEach(w -> append(w, table)));
        kept(fits).forEach((ngram, weights) -> {
            table.append('\n').append(ngram);
            weights.forEach(w -> append(w, table));
        });
        return table.append('\n').toString();
    }

    private static void append(double weight, StringBuilder table) {
        table.append('\t').append(Math.round(weight / LinearTagger.UNIT));
    }

    /// Those n-grams whose weights differ most, in the order of the alphabet.
    private SortedMap<String, List<Double>> kept(Map<PortrayalAspect, Fit> fits) {
        Map<String, Double> spreads = new HashMap<>();
        SortedMap<String, List<Double>> all = new TreeMap<>();
        vocabulary.forEach((key, ngram) -> {
            List<Double> weights = new ArrayList<>();
            double spread = 0;
            for (Fit fit : fits.values()) {
                double[] own = fit.weights.getOrDefault(key, new double[fit.intercepts.length]);
                Arrays.stream(own).forEach(weights::add);
                spread =
                        Math.max(spread, Arrays.stream(own).map(Math::abs).max().orElse(0));
            }
            all.put(ngram, weights);
            spreads.put(ngram, spread);
        });
        List<String> best = new ArrayList<>(all.keySet());
        best.sort(Collections.reverseOrder(Comparator.comparingDouble(spreads::get)));
        SortedMap<String, List<Double>> kept = new TreeMap<>();
        best.stream().limit(NGRAMS).forEach(ngram -> kept.put(ngram, all.get(ngram)));
        return kept;
    }

    /// What a model that did not see a text says of it.
    private record Guess(String answer, double chance, String truth) {}

    private static List<Double> thresholds(PortrayalAspect aspect, List<String> answers, List<Example> asked) {
        List<Example> gold = asked.stream().filter(Example::isGold).toList();
        List<Guess> guesses = new ArrayList<>();
        for (int fold = 0; fold < FOLDS; fold++) {
            int held = fold;
            Set<Example> out = Collections.newSetFromMap(new IdentityHashMap<>());
            IntStream.range(0, gold.size())
                    .filter(i -> i % FOLDS == held)
                    .mapToObj(gold::get)
                    .forEach(out::add);
            Fit fitted = Fit.of(
                    aspect,
                    answers,
                    asked.stream().filter(e -> !out.contains(e)).toList());
            for (int i = fold; i < gold.size(); i += FOLDS) {
                double[] chances = fitted.chances(gold.get(i).text());
                int best = best(chances);
                guesses.add(new Guess(
                        answers.get(best), chances[best], gold.get(i).labels().getOrDefault(aspect, "")));
            }
        }
        return answers.stream().map(answer -> threshold(answer, guesses)).toList();
    }

    private static double threshold(String answer, List<Guess> guesses) {
        double others = guesses.stream().filter(g -> !g.truth().equals(answer)).count() / (double) guesses.size();
        double most = Math.min(WRONG, OF_ALWAYS * others);
        for (int percent = 30; percent < 100; percent++) {
            double least = percent * LinearTagger.UNIT;
            List<Guess> given = guesses.stream()
                    .filter(g -> g.answer().equals(answer) && g.chance() >= least)
                    .toList();
            long wrong = given.stream().filter(g -> !g.truth().equals(answer)).count();
            if (given.size() >= FEWEST_DECIDED && wrong <= most * given.size()) {
                return least;
            }
        }
        return NEVER;
    }

    private static int best(double[] chances) {
        int best = 0;
        for (int c = 1; c < chances.length; c++) {
            best = chances[c] > chances[best] ? c : best;
        }
        return best;
    }

    private static Map<Long, String> ngrams(String text) {
        Map<Long, String> ngrams = new LinkedHashMap<>();
        List<String> words = Stream.of(Normalizer.normalize(text, Normalizer.Form.NFD)
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("\\p{Mn}", "")
                        .replaceAll("\\p{Nd}", "0")
                        .split("[^\\p{L}0]+"))
                .filter(word -> !word.isEmpty())
                .toList();
        for (int i = 0; i < words.size(); i++) {
            put(words.get(i), ngrams);
            if (i > 0) {
                put(words.get(i - 1) + " " + words.get(i), ngrams);
            }
        }
        return ngrams;
    }

    private static void put(String ngram, Map<Long, String> ngrams) {
        Words words = Words.of(ngram);
        ngrams.put(words.runs(words.count())[0], ngram);
    }

    /// One question's regression.
    private static final class Fit {
        private final Map<Long, double[]> weights = new HashMap<>();
        private final double[] intercepts;

        private Fit(int answers) {
            intercepts = new double[answers];
        }

        static Fit of(PortrayalAspect aspect, List<String> answers, List<Example> asked) {
            List<long[]> texts = new ArrayList<>();
            Map<Long, Integer> counts = new HashMap<>();
            for (Example example : asked) {
                long[] ngrams = LinearTagger.ngrams(Words.of(example.text()));
                texts.add(ngrams);
                Arrays.stream(ngrams).forEach(ngram -> counts.merge(ngram, 1, Integer::sum));
            }
            Map<Long, Integer> columns = new LinkedHashMap<>();
            texts.forEach(ngrams -> Arrays.stream(ngrams)
                    .filter(ngram -> counts.get(ngram) >= FEWEST_TEXTS)
                    .forEach(ngram -> columns.putIfAbsent(ngram, columns.size())));
            int[][] x = texts.stream()
                    .map(ngrams -> Arrays.stream(ngrams)
                            .filter(columns::containsKey)
                            .mapToInt(columns::get)
                            .toArray())
                    .toArray(int[][]::new);
            int[] y = asked.stream()
                    .mapToInt(e -> answers.indexOf(e.labels().get(aspect)))
                    .toArray();
            double[] w = asked.stream().mapToDouble(e -> e.isGold() ? 1 : KIND).toArray();
            double[][] solved = descend(x, y, w, columns.size(), answers.size());
            Fit fit = new Fit(answers.size());
            columns.forEach((ngram, column) -> fit.weights.put(ngram, solved[column]));
            System.arraycopy(solved[columns.size()], 0, fit.intercepts, 0, answers.size());
            return fit;
        }

        /// All answers of a column are neighbors. The last column is the intercept, which is not penalized.
        private static double[][] descend(int[][] x, int[] y, double[] w, int columns, int answers) {
            double[] now = new double[(columns + 1) * answers], ahead = new double[now.length];
            // A bound of the curvature: texts have length 1, like the intercept, and few words in common.
            double size = 0.5 * 1.5 * Arrays.stream(w).sum() + PENALTY, momentum = 1;
            for (int step = 0; step < STEPS; step++) {
                double[] slope = slope(ahead, x, y, w, answers);
                double next = (1 + Math.sqrt(1 + 4 * momentum * momentum)) / 2, carry = (momentum - 1) / next;
                momentum = next;
                for (int j = 0; j < now.length; j++) {
                    double penalty = j < columns * answers ? PENALTY * ahead[j] : 0;
                    double moved = ahead[j] - (slope[j] + penalty) / size;
                    ahead[j] = moved + carry * (moved - now[j]);
                    now[j] = moved;
                }
            }
            double[][] rows = new double[columns + 1][];
            Arrays.setAll(rows, j -> Arrays.copyOfRange(now, j * answers, (j + 1) * answers));
            return rows;
        }

        private static double[] slope(double[] at, int[][] x, int[] y, double[] w, int answers) {
            int last = at.length - answers;
            double[] slope = new double[at.length];
            for (int i = 0; i < x.length; i++) {
                double scale = 1 / Math.sqrt(Math.max(1, x[i].length));
                double[] sums = new double[answers];
                for (int column : x[i]) {
                    for (int c = 0, j = column * answers; c < answers; c++, j++) {
                        sums[c] += at[j];
                    }
                }
                for (int c = 0; c < answers; c++) {
                    sums[c] = at[last + c] + scale * sums[c];
                }
                double[] errors = softmax(sums);
                errors[y[i]] -= 1;
                for (int c = 0; c < answers; c++) {
                    slope[last + c] += errors[c] * w[i];
                    errors[c] *= w[i] * scale;
                }
                for (int column : x[i]) {
                    for (int c = 0, j = column * answers; c < answers; c++, j++) {
                        slope[j] += errors[c];
                    }
                }
            }
            return slope;
        }

        private static double[] softmax(double[] scores) {
            double most = Arrays.stream(scores).max().orElseThrow();
            double[] powers =
                    Arrays.stream(scores).map(s -> StrictMath.exp(s - most)).toArray();
            double sum = Arrays.stream(powers).sum();
            return Arrays.stream(powers).map(p -> p / sum).toArray();
        }

        double[] chances(String text) {
            double[] sums = new double[intercepts.length];
            int known = 0;
            for (long ngram : LinearTagger.ngrams(Words.of(text))) {
                double[] row = Optional.ofNullable(weights.get(ngram)).orElse(new double[0]);
                known += row.length > 0 ? 1 : 0;
                for (int c = 0; c < row.length; c++) {
                    sums[c] += row[c];
                }
            }
            for (int c = 0; c < sums.length; c++) {
                sums[c] = intercepts[c] + sums[c] / Math.sqrt(Math.max(1, known));
            }
            return softmax(sums);
        }
    }
}
