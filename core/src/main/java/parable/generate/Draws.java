package parable.generate;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import parable.ground.RandomStream;
import parable.model.Finite;
import parable.tensor.Ops;
import parable.tensor.Scope;
import parable.tensor.Tensor;

/// Draws the next token of several rows from their logits.
///
/// Letters: B rows, V vocabulary.
final class Draws {
    private static final float NEVER = -1e9f;

    /// A set of probabilities in float32 reaches a share up to this.
    private static final double ROUNDING = 1e-6;

    private final List<Generation> rows;
    private final int V;
    private final float[] logits;
    private final float[] scores;

    /// @param logits (B, V)
    Draws(List<Generation> rows, float[] logits) {
        this.rows = rows;
        this.V = logits.length / rows.size();
        this.logits = logits;
        try (Scope _ = Scope.open()) {
            this.scores = Ops.withoutGradients(() -> scores(Tensor.of(logits, rows.size(), V)));
        }
    }

    /// Probabilities at the row's temperature, or logits where it is greedy; (B, V).
    private float[] scores(Tensor logits) {
        Sampling first = rows.getFirst().sampling();
        if (rows.stream().allMatch(row -> areScoredAlike(row.sampling(), first))) {
            return scores(logits, first);
        }
        float[] all = new float[rows.size() * V];
        for (int row = 0; row < rows.size(); row++) {
            float[] one = scores(logits.narrow(0, row, 1), rows.get(row).sampling());
            System.arraycopy(one, 0, all, row * V, V);
        }
        return all;
    }

    private static boolean areScoredAlike(Sampling one, Sampling other) {
        return one.temperature() == other.temperature() && one.banned().equals(other.banned());
    }

    private float[] scores(Tensor logits, Sampling sampling) {
        Tensor allowed = sampling.banned().isEmpty() ? logits : logits.plus(ban(sampling));
        return sampling.temperature() == 0
                ? allowed.floats()
                : Ops.softmax(allowed.over(sampling.temperature())).floats();
    }

    private Tensor ban(Sampling sampling) {
        float[] penalty = new float[V];
        sampling.banned().forEach(token -> penalty[token] = NEVER);
        return Tensor.of(penalty, V);
    }

    /// Draws a row's next token and appends it.
    ///
    /// @return whether this ends the row's answer
    boolean append(int row) {
        Generation generation = rows.get(row);
        float[] own = Finite.requireLogits(Arrays.copyOfRange(logits, row * V, (row + 1) * V));
        int token = token(generation.sampling(), row * V, generation.random());
        return generation.append(token, generation.wantsLogProbabilities() ? logProbability(own, token) : 0);
    }

    static double logProbability(float[] logits, int token) {
        double largest = Double.NEGATIVE_INFINITY, sum = 0;
        for (float logit : logits) {
            largest = Math.max(largest, logit);
        }
        for (float logit : logits) {
            sum += Math.exp(logit - largest);
        }
        return logits[token] - largest - Math.log(sum);
    }

    private int token(Sampling sampling, int from, RandomStream random) {
        if (sampling.temperature() == 0) {
            return likeliest(from);
        }
        return sampling.topP() == 1 ? drawn(from, random) : nucleus(from, sampling.topP(), random);
    }

    private int drawn(int from, RandomStream random) {
        double left = random.uniform();
        for (int token = 0; token < V; token++) {
            left -= scores[from + token];
            if (left < 0) {
                return token;
            }
        }
        return likeliest(from); // rounding: the probabilities summed to less than 1
    }

    private int nucleus(int from, double topP, RandomStream random) {
        int[] order = inOrder(from, (1 - topP) / V);
        double kept = 0;
        int count = 0;
        while (count < order.length && kept < topP - ROUNDING) {
            kept += scores[from + order[count++]];
        }
        double left = random.uniform() * kept;
        for (int i = 0; i < count; i++) {
            left -= scores[from + order[i]];
            if (left < 0) {
                return order[i];
            }
        }
        return order[0];
    }

    /// Tokens from the likeliest on. All that are less likely than `least` together have less than the share that
    /// is cut off, so that they need not be sorted.
    private int[] inOrder(int from, double least) {
        return IntStream.range(0, V)
                .filter(token -> scores[from + token] >= least)
                .boxed()
                .sorted(Comparator.comparingDouble(token -> -scores[from + token]))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    private int likeliest(int from) {
        int best = 0;
        for (int token = 1; token < V; token++) {
            best = scores[from + token] > scores[from + best] ? token : best;
        }
        return best;
    }
}
