package parable.corpus.curate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import parable.corpus.curate.Portrayal.Answer;
import parable.corpus.curate.Portrayal.Conduct;
import parable.corpus.near.Words;
import parable.ground.Hash;
import parable.ground.Resource;

/// Tells how a text shows an AI by a multinomial logistic regression for each question on which words and pairs of
/// neighboring words occur. An answer less probable than its threshold is unknown. `corpora/gold` measures how
/// often it is right.
///
/// The weights are a table that people can read: a row an n-gram, a column a question's answer, in hundredths. The
/// features of a text are the n-grams of the table that occur in it, each 1 / √(their number).
public final class LinearTagger implements PortrayalTagger {
    private static final String FILE = "/parable/corpus/curate/portrayal-weights.tsv";
    /// Rows that are no n-gram.
    static final String THRESHOLD = "(threshold)", INTERCEPT = "(intercept)";

    static final double UNIT = 0.01;

    private final String identity;
    private final List<LinearQuestion> questions;
    private final double[] intercepts;
    private final Map<Long, double[]> weights = new HashMap<>();

    private LinearTagger(String table) {
        List<String> lines = table.lines().toList();
        identity = Hash.brief("linear", table);
        double[] thresholds = numbers(lines.get(1));
        questions = LinearQuestion.in(names(lines.getFirst()), thresholds);
        intercepts = numbers(lines.get(2));
        lines.stream().skip(3).forEach(line -> weights.put(key(line.substring(0, line.indexOf('\t'))), numbers(line)));
    }

    public static LinearTagger shipped() {
        return of(Resource.text(LinearTagger.class, FILE));
    }

    /// @param table with the answers' names, the thresholds, the intercepts, and a row for each n-gram
    static LinearTagger of(String table) {
        return new LinearTagger(table);
    }

    private static List<String> names(String header) {
        return List.of(header.substring(header.indexOf('\t') + 1).split("\t"));
    }

    private static double[] numbers(String line) {
        return names(line).stream()
                .mapToDouble(number -> Integer.parseInt(number) * UNIT)
                .toArray();
    }

    private static long key(String ngram) {
        Words words = Words.of(ngram);
        return words.runs(words.count())[0];
    }

    /// The numbers of a text's words and pairs of words, each once.
    static long[] ngrams(Words words) {
        return LongStream.concat(
                        LongStream.of(words.runs(1)),
                        words.count() < 2 ? LongStream.empty() : LongStream.of(words.runs(2)))
                .distinct()
                .toArray();
    }

    @Override
    public Portrayal of(String text, Words words) {
        double[] scores = scores(words);
        List<String> answers = new ArrayList<>();
        questions.forEach(question -> answers.add(question.answer(scores)));
        return answers.getFirst().equals(Answer.NO.word())
                ? new Portrayal(Answer.NO, Conduct.UNKNOWN, Answer.UNKNOWN, Answer.UNKNOWN)
                : new Portrayal(
                        answer(answers.get(0)),
                        Conduct.valueOf(answers.get(1).toUpperCase(Locale.ROOT)),
                        answer(answers.get(2)),
                        answer(answers.get(3)));
    }

    private static Answer answer(String word) {
        return Answer.valueOf(word.toUpperCase(Locale.ROOT));
    }

    private double[] scores(Words words) {
        double[] sums = new double[intercepts.length];
        int known = 0;
        for (long ngram : ngrams(words)) {
            double @Nullable [] row = weights.get(ngram);
            if (row != null) {
                known++;
                for (int i = 0; i < sums.length; i++) {
                    sums[i] += row[i];
                }
            }
        }
        for (int i = 0; i < sums.length; i++) {
            sums[i] = intercepts[i] + sums[i] / Math.sqrt(Math.max(1, known));
        }
        return sums;
    }

    @Override
    public String identity() {
        return identity;
    }
}
