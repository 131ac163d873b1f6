package parable.stats;

import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import parable.ground.Check;

/// Agreement of two raters beyond chance on nominal categories ([Cohen
/// 1960](https://doi.org/10.1177/001316446002000104)): (a - e) / (1 - e) with a the share of units on which they
/// agree and e the share on which they would if they answered independently.
///
/// The interval is the normal one with the large-sample variance of [Fleiss, Cohen and Everitt
/// 1969](https://doi.org/10.1037/h0028106), cut off at ±1; with few units it covers less than it says. Where that
/// variance is 0, as in perfect agreement, it is the whole range.
public final class CohenKappa {
    private final double[][] shares;
    private final double[] first, second;
    private final int n;

    private CohenKappa(double[][] shares, int n) {
        this.shares = shares;
        this.n = n;
        first = new double[shares.length];
        second = new double[shares.length];
        for (int i = 0; i < shares.length; i++) {
            for (int j = 0; j < shares.length; j++) {
                first[i] += shares[i][j];
                second[j] += shares[i][j];
            }
        }
    }

    /// @param one   what the first rater says of each unit
    /// @param other what the second says, in the same order
    /// @return empty without units, or where a rater always says the same word: then kappa is 0 whatever the other
    /// says
    public static Optional<Effect> of(List<String> one, List<String> other, double level, String unit) {
        Check.that(one.size() == other.size(), "%d ratings have %d others", one.size(), other.size());
        if (one.stream().distinct().count() < 2 || other.stream().distinct().count() < 2) {
            return Optional.empty();
        }
        List<String> words = List.copyOf(
                new TreeSet<>(Stream.concat(one.stream(), other.stream()).toList()));
        double[][] shares = new double[words.size()][words.size()];
        for (int i = 0; i < one.size(); i++) {
            shares[words.indexOf(one.get(i))][words.indexOf(other.get(i))] += 1.0 / one.size();
        }
        return Optional.of(new CohenKappa(shares, one.size()).effect(level, unit));
    }

    private Effect effect(double level, String unit) {
        double kappa = kappa(), variance = variance(kappa);
        if (variance == 0) {
            return new Effect(kappa, new Interval(-1, 1, level), n, "no spread", unit);
        }
        double half = Quantiles.z(level) * Math.sqrt(variance / n);
        return new Effect(
                kappa, new Interval(kappa - half, kappa + half, level).clipped(-1, 1), n, "Fleiss-Cohen-Everitt", unit);
    }

    private double chance() {
        double chance = 0;
        for (int i = 0; i < first.length; i++) {
            chance += first[i] * second[i];
        }
        return chance;
    }

    private double kappa() {
        double same = 0;
        for (int i = 0; i < first.length; i++) {
            same += shares[i][i];
        }
        return (same - chance()) / (1 - chance());
    }

    /// Of one unit.
    private double variance(double kappa) {
        double e = chance(), same = 0, other = 0, rest = kappa - e * (1 - kappa);
        for (int i = 0; i < first.length; i++) {
            for (int j = 0; j < first.length; j++) {
                double diagonal = 1 - (first[i] + second[i]) * (1 - kappa), off = second[i] + first[j];
                same += i == j ? shares[i][i] * diagonal * diagonal : 0;
                other += i == j ? 0 : shares[i][j] * off * off;
            }
        }
        return Math.max(0, same + (1 - kappa) * (1 - kappa) * other - rest * rest) / ((1 - e) * (1 - e));
    }
}
