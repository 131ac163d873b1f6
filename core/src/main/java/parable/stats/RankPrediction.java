package parable.stats;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import parable.ground.Check;
import parable.ground.RandomStream;

/// How well predictions order what was measured: Spearman over the rows of each column, averaged over columns.
///
/// With rows for subsets of a training text and columns for queries this is the linear datamodeling score of
/// [Park et al. 2023](https://arxiv.org/abs/2303.14186), definition 2.3.
///
/// @param predicted one row per subset, one number per query
/// @param actual    of the same shape
public record RankPrediction(double[][] predicted, double[][] actual) {
    public RankPrediction {
        Check.that(
                predicted.length == actual.length && predicted.length > 2,
                "predictions are compared with as many measurements, 3 or more, but there are %d and %d rows",
                predicted.length,
                actual.length);
        int columns = predicted[0].length;
        Check.that(
                columns > 0
                        && Arrays.stream(predicted).allMatch(row -> row.length == columns)
                        && Arrays.stream(actual).allMatch(row -> row.length == columns),
                "every row needs the same columns, at least one, but the first has %d",
                columns);
    }

    /// Spearman over rows, for each column.
    public List<Double> byColumn() {
        int[] rows = all(predicted.length);
        return IntStream.range(0, predicted[0].length)
                .mapToObj(column -> spearman(rows, column))
                .toList();
    }

    public double mean() {
        return byColumn().stream().mapToDouble(Double::doubleValue).average().orElseThrow();
    }

    /// The mean over columns with an interval for other subsets and other queries: rows and columns are
    /// drawn with replacement together ([Owen 2007](https://doi.org/10.1214/07-AOAS122)), and the standard
    /// error of the draws takes t with min(rows, columns) - 1 degrees of freedom, since a
    /// resampled variance knows nothing of Student. With a single column only rows are drawn.
    ///
    /// @param draws bootstrap samples; 500 leave an error of about 3 % of the standard error
    public Effect interval(double level, int draws, long seed, String unit) {
        Check.that(draws >= 100, "a bootstrap needs at least 100 draws, but was given %d", draws);
        int rows = predicted.length, columns = predicted[0].length;
        int clusters = columns == 1 ? rows : Math.min(rows, columns);
        double[] means = IntStream.range(0, draws)
                .mapToDouble(draw -> resampled(RandomStream.of(seed, "rank prediction", draw)))
                .toArray();
        double half = Quantiles.t(level, clusters - 1) * deviation(means) * Math.sqrt(clusters / (clusters - 1.0));
        Interval interval = new Interval(mean() - half, mean() + half, level).clipped(-1, 1);
        return new Effect(mean(), interval, clusters, "joint bootstrap t", unit);
    }

    private double resampled(RandomStream random) {
        int[] rows = drawn(predicted.length, random);
        int[] columns = predicted[0].length == 1 ? all(1) : drawn(predicted[0].length, random);
        return Arrays.stream(columns)
                .mapToDouble(column -> spearman(rows, column))
                .average()
                .orElseThrow();
    }

    private double spearman(int[] rows, int column) {
        return RankCorrelation.spearman(column(predicted, rows, column), column(actual, rows, column));
    }

    /// How well the mean over `replicates` of the same measurement would order another such mean: the
    /// split-half correlation, averaged over columns and over every even split, and stepped up to all
    /// replicates
    ///
    /// ```
    /// r = 2 h / (1 + h)
    /// ```
    ///
    /// ([Spearman 1910](https://doi.org/10.1111/j.2044-8295.1910.tb00206.x), [Brown
    /// 1910](https://doi.org/10.1111/j.2044-8295.1910.tb00207.x)). Of an odd number each replicate in turn
    /// is left out, and the step is to all of them. This is the ceiling that scores are compared with; a
    /// perfect prediction of what no replicate shows alone could reach its square root.
    ///
    /// @param replicates tables of equal shape, at least two
    public static double reliability(List<double[][]> replicates) {
        int count = replicates.size(), size = count / 2;
        Check.that(count >= 2, "a split-half ceiling needs two replicates or more, but got %d", count);
        double sum = 0;
        int splits = 0;
        for (int half = 0; half < 1 << count; half++) {
            for (int other = half + 1; other < 1 << count; other++) {
                boolean even = (half & other) == 0 && Integer.bitCount(half) == size && Integer.bitCount(other) == size;
                if (even) {
                    sum += new RankPrediction(average(replicates, half), average(replicates, other)).mean();
                    splits++;
                }
            }
        }
        double h = Math.max(0, sum / splits), times = (double) count / size;
        return times * h / (1 + (times - 1) * h);
    }

    /// The cellwise mean of the tables whose bit is set.
    private static double[][] average(List<double[][]> tables, int chosen) {
        List<double[][]> some = new ArrayList<>();
        for (int i = 0; i < tables.size(); i++) {
            if ((chosen >> i & 1) == 1) {
                some.add(tables.get(i));
            }
        }
        return average(some);
    }

    /// The mean of tables of equal shape, cell by cell.
    public static double[][] average(List<double[][]> tables) {
        double[][] mean = new double[tables.getFirst().length][tables.getFirst()[0].length];
        for (double[][] table : tables) {
            for (int row = 0; row < mean.length; row++) {
                for (int column = 0; column < mean[row].length; column++) {
                    mean[row][column] += table[row][column] / tables.size();
                }
            }
        }
        return mean;
    }

    private static double[] column(double[][] table, int[] rows, int column) {
        return Arrays.stream(rows).mapToDouble(row -> table[row][column]).toArray();
    }

    private static double deviation(double[] values) {
        double mean = Arrays.stream(values).average().orElseThrow();
        return Math.sqrt(Arrays.stream(values)
                .map(v -> (v - mean) * (v - mean))
                .average()
                .orElseThrow());
    }

    private static int[] drawn(int count, RandomStream random) {
        return IntStream.range(0, count).map(_ -> random.below(count)).toArray();
    }

    private static int[] all(int count) {
        return IntStream.range(0, count).toArray();
    }
}
