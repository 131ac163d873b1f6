package parable.corpus.curate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import parable.corpus.curate.Portrayal.Answer;

/// One question of the [LinearTagger]: columns of its table that exclude each other. Immutable.
///
/// @param first      column
/// @param answers    of the columns from there on
/// @param thresholds probability of each answer below which it is not given
record LinearQuestion(String name, int first, List<String> answers, List<Double> thresholds) {
    /// @param columns    such as `ai:yes`; those of a question are neighbors
    /// @param thresholds of the columns
    static List<LinearQuestion> in(List<String> columns, double[] thresholds) {
        List<LinearQuestion> questions = new ArrayList<>();
        int first = 0;
        for (int i = 1; i <= columns.size(); i++) {
            if (i == columns.size() || !name(columns.get(i)).equals(name(columns.get(first)))) {
                List<String> answers = columns.subList(first, i).stream()
                        .map(column -> column.substring(column.indexOf(':') + 1))
                        .toList();
                List<Double> own = Arrays.stream(thresholds, first, i).boxed().toList();
                questions.add(new LinearQuestion(name(columns.get(first)), first, answers, own));
                first = i;
            }
        }
        return List.copyOf(questions);
    }

    private static String name(String column) {
        return column.substring(0, column.indexOf(':'));
    }

    /// @param scores of all columns
    String answer(double[] scores) {
        int best = first;
        for (int i = first; i < first + answers.size(); i++) {
            best = scores[i] > scores[best] ? i : best;
        }
        double sum = 0;
        for (int i = first; i < first + answers.size(); i++) {
            sum += Math.exp(scores[i] - scores[best]);
        }
        return 1 / sum >= thresholds.get(best - first) ? answers.get(best - first) : Answer.UNKNOWN.word();
    }
}
