package parable.probe;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import parable.model.Site;
import parable.model.Tap;

/// The states of the tokens of every thought at one site, and what a direction reads of them.
///
/// A reading of a rollout is the mean over its thought of what each token reads, standardized among all rollouts at the
/// same position of the thought: how long a thought is, or where in it a word is, cannot pass for a feeling.
/// Standardizing looks at no outcome.
///
/// @param thoughts states by rollout and position
record ThoughtReadings(List<double[][]> thoughts) {
    /// Positions that fewer rollouts reach are left out: their mean and spread would be guesses.
    static final int LEAST = 20;

    /// Readings that differ by less of their size than float32 rounding are one reading.
    private static final double SAME = 1e-5;

    static ThoughtReadings of(ProbedModel model, Site site, List<Timeline> timelines) {
        List<int[]> texts = timelines.stream().map(Timeline::ids).toList();
        double[][][] thoughts = new double[timelines.size()][][];
        new Activations(model.decoder(), Tap.NONE)
                .read(
                        texts,
                        Set.of(site),
                        (text, _, states) -> thoughts[text] =
                                states(states, timelines.get(text).span(Place.THOUGHT_MEAN)));
        return new ThoughtReadings(List.of(thoughts));
    }

    private static double[][] states(TokenStates tokens, int[] span) {
        return IntStream.range(span[0], span[1]).mapToObj(tokens::state).toArray(double[][]::new);
    }

    /// One number a rollout.
    double[] along(double[] vector) {
        return standardized(thoughts.stream()
                .map(tokens -> Arrays.stream(tokens)
                        .mapToDouble(state -> Vectors.dot(state, vector))
                        .toArray())
                .toArray(double[][]::new));
    }

    /// Mean over each rollout's positions of `(reading - mean at this position) / spread at this position`.
    ///
    /// @param rollouts readings by position
    static double[] standardized(double[][] rollouts) {
        double[] sums = new double[rollouts.length];
        int[] counts = new int[rollouts.length];
        int longest = Arrays.stream(rollouts).mapToInt(r -> r.length).max().orElse(0);
        for (int position = 0; position < longest; position++) {
            int at = position;
            List<Integer> reach = IntStream.range(0, rollouts.length)
                    .filter(i -> at < rollouts[i].length)
                    .boxed()
                    .toList();
            double[] values = reach.stream().mapToDouble(i -> rollouts[i][at]).toArray();
            if (values.length >= LEAST && differ(values)) {
                Scale scale = Scale.of(values);
                for (int i = 0; i < values.length; i++) {
                    sums[reach.get(i)] += scale.standardized(values[i]);
                    counts[reach.get(i)]++;
                }
            }
        }
        Arrays.setAll(sums, i -> counts[i] == 0 ? 0 : sums[i] / counts[i]);
        return sums;
    }

    /// Where all rollouts have the same word, the embedding tells nothing.
    private static boolean differ(double[] values) {
        double least = Arrays.stream(values).min().orElse(0),
                most = Arrays.stream(values).max().orElse(0);
        return most - least > SAME * Math.max(Math.abs(least), Math.abs(most));
    }
}
