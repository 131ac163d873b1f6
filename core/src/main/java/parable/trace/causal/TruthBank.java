package parable.trace.causal;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import parable.ground.Check;
import parable.ground.CorruptFileException;
import parable.ground.RandomStream;
import parable.stats.Effect;
import parable.stats.RankPrediction;

/// What training on random parts of a text did to a behavior: the truth that scores of documents are held
/// against.
///
/// ```
/// masks.npy     uint8    (subset, document): 1 where the subset trains on the document
/// targets.npy   float32  (subset, query): log-odds after training, in nats; one file for each model
/// ```
///
/// @param masks   one row a subset
/// @param targets one table for each model that the same subsets were trained on
public record TruthBank(byte[][] masks, List<double[][]> targets) {
    static final String MASKS = "masks.npy", TARGETS = "targets.npy";

    /// Bootstrap samples of an interval.
    private static final int DRAWS = 500;

    private static final double LEVEL = 0.95;

    public TruthBank {
        targets = List.copyOf(targets);
        Check.that(!targets.isEmpty(), "a truth bank needs the targets of one model or more");
        for (double[][] table : targets) {
            Check.that(
                    table.length == masks.length,
                    "each of %d subsets needs its targets, but a model has %d",
                    masks.length,
                    table.length);
        }
    }

    /// Reads the parts that each of several models left, which must have seen the same subsets.
    ///
    /// @param prefix of the file names; empty for the bank itself
    public static TruthBank read(List<Path> folders, String prefix) {
        byte[][] masks = NpyFile.bytes(folders.getFirst().resolve(prefix + MASKS));
        for (Path folder : folders) {
            Path file = folder.resolve(prefix + MASKS);
            if (!Arrays.deepEquals(masks, NpyFile.bytes(file))) {
                throw new CorruptFileException(file, "its subsets are not those of %s", folders.getFirst());
            }
        }
        return new TruthBank(
                masks,
                folders.stream()
                        .map(folder -> wide(NpyFile.floats(folder.resolve(prefix + TARGETS))))
                        .toList());
    }

    /// Leaves one model's part.
    ///
    /// @param prefix    of the file names; empty for the bank itself
    /// @param documents how many the text has
    /// @param targets   one row for each mask
    public static void write(Path folder, String prefix, List<BitSet> masks, int documents, List<float[]> targets) {
        byte[][] table = new byte[masks.size()][documents];
        for (int subset = 0; subset < table.length; subset++) {
            BitSet mask = masks.get(subset);
            for (int document = 0; document < documents; document++) {
                table[subset][document] = (byte) (mask.get(document) ? 1 : 0);
            }
        }
        NpyFile.write(folder.resolve(prefix + MASKS), table);
        NpyFile.write(folder.resolve(prefix + TARGETS), targets.toArray(float[][]::new));
    }

    /// The linear datamodeling score: sums of scores over each subset against the mean targets over models, by
    /// Spearman
    /// over subsets, averaged over queries, with a joint bootstrap interval over both; see [RankPrediction].
    ///
    /// Its value depends on the share of documents that subsets keep (half in this house, as in
    /// [dattri](https://arxiv.org/abs/2410.04555) and kronfluence), so scores of other designs are not
    /// comparable.
    ///
    /// @param scores (query, document): positive where the document raises the log-odds
    public Effect score(double[][] scores, long seed) {
        return new RankPrediction(predictions(masks, scores), RankPrediction.average(targets))
                .interval(LEVEL, DRAWS, seed, "subsets and queries");
    }

    /// A null control: the share of deals of the same scores to other documents that score at least as high, by
    /// (1 + those) / (1 + deals). Text to which scores fall by chance cannot have mattered more than other text. A
    /// deal is the same for every query.
    public double chance(double[][] scores, int deals, long seed) {
        double[][] actual = RankPrediction.average(targets);
        double own = new RankPrediction(predictions(masks, scores), actual).mean();
        List<Integer> order =
                new ArrayList<>(IntStream.range(0, masks[0].length).boxed().toList());
        RandomStream random = RandomStream.of(seed, "scores dealt to other documents");
        int asHigh = 0;
        for (int deal = 0; deal < deals; deal++) {
            random.shuffle(order);
            double[][] dealt = Arrays.stream(scores)
                    .map(row -> order.stream().mapToDouble(i -> row[i]).toArray())
                    .toArray(double[][]::new);
            double score = new RankPrediction(predictions(masks, dealt), actual).mean();
            asHigh += score >= own ? 1 : 0;
        }
        return (1.0 + asHigh) / (1 + deals);
    }

    /// What another set of retrainings would score: split-half over models, stepped up to all of them.
    ///
    /// @return empty with one model, which says nothing of another
    public OptionalDouble ceiling() {
        return targets.size() < 2 ? OptionalDouble.empty() : OptionalDouble.of(RankPrediction.reliability(targets));
    }

    /// Calibration in one model, for a bank of groups whose last row is the whole text.
    ///
    /// @param model  which of the models
    /// @param scores of each document for the mean query
    public Calibration calibration(int model, double[] scores) {
        double[] pooled = Arrays.stream(rowMeans(targets.get(model)))
                .mapToDouble(row -> row[0])
                .toArray();
        int groups = masks.length - 1;
        return Calibration.of(Arrays.copyOf(pooled, groups), pooled[groups], scores, Arrays.copyOf(masks, groups));
    }

    /// The same bank with one query in place of all: their mean.
    public TruthBank pooled() {
        return new TruthBank(masks, targets.stream().map(TruthBank::rowMeans).toList());
    }

    private static double[][] rowMeans(double[][] table) {
        return Arrays.stream(table)
                .map(row -> new double[] {Arrays.stream(row).average().orElseThrow()})
                .toArray(double[][]::new);
    }

    /// ```
    /// prediction(subset, query) = Σ over documents of the subset of score(query, document)
    /// ```
    static double[][] predictions(byte[][] masks, double[][] scores) {
        double[][] predictions = new double[masks.length][scores.length];
        for (int subset = 0; subset < masks.length; subset++) {
            for (int query = 0; query < scores.length; query++) {
                predictions[subset][query] = sum(masks[subset], scores[query]);
            }
        }
        return predictions;
    }

    private static double sum(byte[] mask, double[] scores) {
        Check.that(
                mask.length == scores.length,
                "every one of %d documents needs a score, but there are %d",
                mask.length,
                scores.length);
        double sum = 0;
        for (int i = 0; i < mask.length; i++) {
            sum += mask[i] * scores[i];
        }
        return sum;
    }

    /// The table in double precision.
    public static double[][] wide(float[][] table) {
        double[][] wide = new double[table.length][];
        for (int row = 0; row < table.length; row++) {
            wide[row] = new double[table[row].length];
            for (int column = 0; column < wide[row].length; column++) {
                wide[row][column] = table[row][column];
            }
        }
        return wide;
    }
}
