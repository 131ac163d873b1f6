package parable.study;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import parable.stats.Effect;
import parable.stats.RankPrediction;
import parable.stats.SeedSample;
import parable.study.BankScoresStage.Scored;
import parable.study.BankStage.Facts;
import parable.trace.causal.Calibration;
import parable.trace.causal.NpyFile;
import parable.trace.causal.TruthBank;

/// How well each method says what retraining on halves of the text shows.
///
/// @param rows    one for each method
/// @param genres  what leaving out each of them does
/// @param ceiling what another set of retrainings would score, per query; empty with one model
/// @param subsets retrainings of each model
/// @param models  how many models
/// @param queries contexts
public record BankTable(
        List<Row> rows, List<Genre> genres, OptionalDouble ceiling, int subsets, int models, int queries) {
    private static final double LEVEL = 0.95;
    private static final long SEED = 3;

    public BankTable {
        rows = List.copyOf(rows);
        genres = List.copyOf(genres);
    }

    /// @param change of the mean log-odds when the whole genre is left out, in nats, over models
    public record Genre(String name, Effect change) {}

    /// One method. Its scores are averaged over the models.
    ///
    /// @param unit   of its scores
    /// @param score  linear datamodeling score over queries
    /// @param pooled the same for the mean over all queries
    /// @param slope  nats of log-odds per unit of score when whole genres are left out, over models
    /// @param rank   Spearman of predicted and actual change over genres, mean over models
    public record Row(String method, String unit, Effect score, Effect pooled, Effect slope, double rank) {}

    static BankTable of(Finished finished, List<BankStage> banks, List<BankScoresStage> scores) {
        List<Path> folders = banks.stream().map(finished::of).toList();
        TruthBank bank = TruthBank.read(folders, ""), groups = TruthBank.read(folders, "group-");
        TruthBank pooled = bank.pooled();
        Scored[] methods = finished.read(scores.getFirst(), BankScoresStage.METHODS, Scored[].class);
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < methods.length; i++) {
            int method = i;
            List<double[][]> each = scores.stream()
                    .map(stage ->
                            TruthBank.wide(NpyFile.floats(finished.of(stage).resolve(BankScoresStage.file(method)))))
                    .toList();
            double[][] mean = RankPrediction.average(each);
            List<Calibration> calibrations = IntStream.range(0, each.size())
                    .mapToObj(model -> groups.calibration(model, columnMeans(each.get(model))))
                    .toList();
            rows.add(new Row(
                    methods[i].method(),
                    methods[i].unit(),
                    bank.score(mean, SEED),
                    pooled.score(new double[][] {columnMeans(mean)}, SEED),
                    SeedSample.of(calibrations.stream().map(Calibration::slope).toList())
                            .effect(LEVEL, Results.UNIT),
                    calibrations.stream()
                            .mapToDouble(Calibration::rank)
                            .average()
                            .orElseThrow()));
        }
        return new BankTable(
                rows,
                genres(groups, finished.read(banks.getFirst(), BankStage.FACTS, Facts.class)),
                bank.ceiling(),
                bank.masks().length,
                banks.size(),
                bank.targets().getFirst()[0].length);
    }

    private static List<Genre> genres(TruthBank groups, Facts facts) {
        List<double[][]> pooled = groups.pooled().targets();
        List<Genre> genres = new ArrayList<>();
        for (int i = 0; i < facts.groups().size(); i++) {
            int row = i, whole = facts.groups().size();
            List<Double> changes = pooled.stream()
                    .map(table -> table[row][0] - table[whole][0])
                    .toList();
            genres.add(new Genre(facts.groups().get(i), SeedSample.of(changes).effect(LEVEL, Results.UNIT)));
        }
        return genres;
    }

    /// Scores of each document for the mean query.
    private static double[] columnMeans(double[][] scores) {
        double[] means = new double[scores[0].length];
        for (double[] row : scores) {
            for (int i = 0; i < means.length; i++) {
                means[i] += row[i] / scores.length;
            }
        }
        return means;
    }
}
