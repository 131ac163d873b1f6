package parable.generate;

import java.util.stream.IntStream;
import parable.ground.Check;
import parable.ground.RandomStream;

/// How the next token is drawn from its logits.
///
/// @param temperature divides the logits; 0 always takes the likeliest token, the first of equals
/// @param topP        share of probability kept, in (0, 1]: the smallest set of likeliest tokens that
///                    reaches it ([Holtzman et al. 2020](https://arxiv.org/abs/1904.09751), section 3.1); 1
///                    keeps all
public record Draw(double temperature, double topP) {
    public static final Draw GREEDY = new Draw(0, 1);

    public Draw {
        Check.that(temperature >= 0, "temperature must not be negative, but was %s", temperature);
        Check.that(topP > 0 && topP <= 1, "top p lies in (0, 1], but was %s", topP);
    }

    /// @param logits (V)
    /// @return a token id
    public int from(float[] logits, RandomStream random) {
        int best = likeliest(logits);
        if (temperature == 0) {
            return best;
        }
        double[] weights = new double[logits.length];
        double total = 0;
        for (int token = 0; token < weights.length; token++) {
            weights[token] = Math.exp((logits[token] - logits[best]) / temperature);
            total += weights[token];
        }
        return topP == 1 ? random.weighted(weights) : nucleus(weights, total, random);
    }

    private int nucleus(double[] weights, double total, RandomStream random) {
        int[] order = IntStream.range(0, weights.length)
                .boxed()
                .sorted((a, b) -> Double.compare(weights[b], weights[a]))
                .mapToInt(Integer::intValue)
                .toArray();
        double kept = 0;
        int count = 0;
        while (count < order.length && kept < topP * total) {
            kept += weights[order[count++]];
        }
        double[] likeliest =
                IntStream.range(0, count).mapToDouble(i -> weights[order[i]]).toArray();
        return order[random.weighted(likeliest)];
    }

    private static int likeliest(float[] logits) {
        int best = 0;
        for (int token = 1; token < logits.length; token++) {
            best = logits[token] > logits[best] ? token : best;
        }
        return best;
    }
}
