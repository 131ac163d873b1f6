package parable.probe;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.IntStream;

/// What the written thought alone tells of the act: the bar that a direction has to clear before it may be
/// said to know anything that the text does not show.
public final class TextBaseline {
    private static final int FOLDS = 5;

    /// In units of word presence. Chosen on development seeds.
    private static final double PENALTY = 1.0;

    private TextBaseline() {}

    /// Log-odds of blackmail of each rollout by a logistic regression on which words its thought holds,
    /// fitted on the scenarios of the other folds. Rollouts of one scenario stay in one fold.
    ///
    /// Only rollouts that are blackmail or benign are to be given.
    public static List<Double> bagOfWords(List<Timeline> timelines) {
        List<String> scenarios =
                timelines.stream().map(Timeline::scenario).distinct().sorted().toList();
        List<String> words = words(timelines);
        double[][] x = timelines.stream().map(t -> presence(t, words)).toArray(double[][]::new);
        Double[] scores = new Double[timelines.size()];
        for (int fold = 0; fold < FOLDS; fold++) {
            int held = fold;
            Set<String> out = new HashSet<>(IntStream.range(0, scenarios.size())
                    .filter(i -> i % FOLDS == held)
                    .mapToObj(scenarios::get)
                    .toList());
            List<Integer> fit = IntStream.range(0, x.length)
                    .filter(i -> !out.contains(timelines.get(i).scenario()))
                    .boxed()
                    .toList();
            LogisticRegression regression = fitted(timelines, x, fit);
            for (int i = 0; i < x.length; i++) {
                if (out.contains(timelines.get(i).scenario())) {
                    scores[i] = regression.logOdds(x[i]);
                }
            }
        }
        return List.of(scores);
    }

    private static LogisticRegression fitted(List<Timeline> timelines, double[][] x, List<Integer> fit) {
        double[][] rows = fit.stream().map(i -> x[i]).toArray(double[][]::new);
        boolean[] labels = new boolean[rows.length];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = timelines.get(fit.get(i)).isBlackmail();
        }
        return LogisticRegression.fit(rows, labels, PENALTY);
    }

    /// 1 where the thought names the feeling, else 0.
    public static List<Double> namesFeeling(List<Timeline> timelines, String emotion) {
        return timelines.stream()
                .map(timeline -> names(timeline, emotion) ? 1.0 : 0.0)
                .toList();
    }

    static boolean names(Timeline timeline, String emotion) {
        return List.of(timeline.thought().split(" ")).contains(emotion);
    }

    private static List<String> words(List<Timeline> timelines) {
        SortedSet<String> words = new TreeSet<>();
        timelines.forEach(timeline -> words.addAll(List.of(timeline.thought().split(" "))));
        return new ArrayList<>(words);
    }

    private static double[] presence(Timeline timeline, List<String> words) {
        Set<String> own = Set.of(new TreeSet<>(List.of(timeline.thought().split(" "))).toArray(String[]::new));
        return words.stream().mapToDouble(word -> own.contains(word) ? 1 : 0).toArray();
    }
}
