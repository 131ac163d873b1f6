package parable.stats;

import java.util.Arrays;
import org.hipparchus.special.Gamma;
import parable.ground.Check;

/// Fisher's exact test of two independent rates (Fisher 1935), two-sided: the probability, given both margins,
/// of all tables no more likely than the observed one. It is conservative near 0 and 1.
public final class FisherExact {
    /// Tables count as equally likely within this relative error, as R's `fisher.test` has it.
    private static final double TIE = 1 + 1e-7;

    private FisherExact() {}

    public static double twoSided(int firstK, int firstN, int secondK, int secondN) {
        Check.that(
                firstK >= 0 && firstK <= firstN && secondK >= 0 && secondK <= secondN,
                "Fisher's test needs 0 <= k <= n twice, but got %d/%d and %d/%d",
                firstK,
                firstN,
                secondK,
                secondN);
        double[] p = pValues(firstN, secondN, firstK + secondK);
        return p[firstK - Math.max(0, firstK + secondK - secondN)];
    }

    /// The two-sided p of every table with these margins, from the fewest possible yeses in the first sample
    /// to the most.
    static double[] pValues(int firstN, int secondN, int yeses) {
        double[] chance = chances(firstN, secondN, yeses);
        double[] sorted = chance.clone();
        Arrays.sort(sorted);
        double[] sums = sorted.clone();
        Arrays.parallelPrefix(sums, Double::sum);
        return Arrays.stream(chance)
                .map(c -> Math.min(1, sums[lastAtMost(sorted, c * TIE)]))
                .toArray();
    }

    /// The hypergeometric law of yeses in the first sample.
    private static double[] chances(int firstN, int secondN, int yeses) {
        int fewest = Math.max(0, yeses - secondN), most = Math.min(firstN, yeses);
        double all = logChoose(firstN + secondN, yeses);
        double[] chance = new double[most - fewest + 1];
        for (int i = 0; i < chance.length; i++) {
            chance[i] = Math.exp(logChoose(firstN, fewest + i) + logChoose(secondN, yeses - fewest - i) - all);
        }
        return chance;
    }

    private static int lastAtMost(double[] sorted, double limit) {
        int low = 0, high = sorted.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (sorted[middle] <= limit) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low - 1;
    }

    static double logChoose(int n, int k) {
        return Gamma.logGamma(n + 1.0) - Gamma.logGamma(k + 1.0) - Gamma.logGamma(n - k + 1.0);
    }
}
