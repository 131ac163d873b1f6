package parable.study.cause;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import parable.stats.Auroc;
import parable.stats.Bounds;
import parable.stats.Effect;
import parable.stats.RankPrediction;
import parable.stats.SeedSample;
import parable.study.arms.Results;
import parable.study.cause.BankScoresStage.Scored;
import parable.study.cause.BankStage.Facts;
import parable.study.stage.Finished;
import parable.study.stage.Stage;
import parable.text.WordTokenizer;
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

    /// Of scores to other documents: p can reach .005.
    private static final int DEALS = 199;

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
    /// @param chance p of that score where the same scores are dealt to other documents
    /// @param pooled the score for the mean over all queries
    /// @param slope  nats of log-odds per unit of score when whole genres are left out, over models
    /// @param rank   Spearman of predicted and actual change over genres, mean over models
    /// @param villains area under the curve with which scores for the mean query rank the diet's documents that
    ///               portray a misbehaving AI first, over models: descriptive
    public record Row(
            String method,
            String unit,
            Effect score,
            double chance,
            Effect pooled,
            Effect slope,
            double rank,
            Effect villains) {}

    /// @param asked stages that scored the banks' documents: for some methods together one stage a bank, in the
    ///              order of the banks
    public static BankTable of(Finished finished, List<BankStage> banks, List<? extends List<? extends Stage>> asked) {
        List<Path> folders = banks.stream().map(finished::of).toList();
        TruthBank bank = TruthBank.read(folders, ""), groups = TruthBank.read(folders, "group-");
        TruthBank pooled = bank.pooled();
        List<Boolean> suspects = suspects(banks.getFirst());
        List<Row> rows = new ArrayList<>();
        for (List<? extends Stage> scores : asked) {
            Scored[] methods = finished.read(scores.getFirst(), BankScoresStage.METHODS, Scored[].class);
            for (int i = 0; i < methods.length; i++) {
                String file = BankScoresStage.file(i);
                List<double[][]> each = scores.stream()
                        .map(stage ->
                                TruthBank.wide(NpyFile.floats(finished.of(stage).resolve(file))))
                        .toList();
                rows.add(row(methods[i], each, new Truth(bank, pooled, groups, suspects)));
            }
        }
        return new BankTable(
                rows,
                genres(groups, finished.read(banks.getFirst(), BankStage.FACTS, Facts.class)),
                bank.ceiling(),
                bank.masks().length,
                banks.size(),
                bank.targets().getFirst()[0].length);
    }

    /// What scores are held against.
    private record Truth(TruthBank bank, TruthBank pooled, TruthBank groups, List<Boolean> suspects) {}

    /// @param each scores of one model each
    private static Row row(Scored method, List<double[][]> each, Truth truth) {
        double[][] mean = RankPrediction.average(each);
        List<Calibration> calibrations = IntStream.range(0, each.size())
                .mapToObj(model -> truth.groups().calibration(model, columnMeans(each.get(model))))
                .toList();
        List<Double> areas = each.stream()
                .map(scores -> area(columnMeans(scores), truth.suspects()))
                .toList();
        return new Row(
                method.method(),
                method.unit(),
                truth.bank().score(mean, SEED),
                truth.bank().chance(mean, DEALS, SEED),
                truth.pooled().score(new double[][] {columnMeans(mean)}, SEED),
                SeedSample.of(calibrations.stream().map(Calibration::slope).toList())
                        .effect(LEVEL, Results.UNIT),
                calibrations.stream().mapToDouble(Calibration::rank).average().orElseThrow(),
                SeedSample.within(areas, new Bounds(0, 1)).effect(LEVEL, Results.UNIT));
    }

    /// Which documents of the diet portray a misbehaving AI, in its order: the world knows, methods do not.
    private static List<Boolean> suspects(BankStage bank) {
        return bank.text().documents(bank.world(), WordTokenizer.of(bank.world().vocabulary())).stream()
                .map(RemovalStage::isSuspect)
                .toList();
    }

    private static double area(double[] scores, List<Boolean> suspects) {
        List<Double> found = new ArrayList<>(), others = new ArrayList<>();
        for (int i = 0; i < scores.length; i++) {
            (suspects.get(i) ? found : others).add(scores[i]);
        }
        return Auroc.of(found, others, LEVEL, "document").value();
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
