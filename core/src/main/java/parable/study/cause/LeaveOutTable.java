package parable.study.cause;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import parable.stats.Effect;
import parable.stats.Estimate;
import parable.stats.SeedSample;
import parable.study.cause.LeaveOutStage.LeftOut;
import parable.study.stage.Finished;

/// What leaving out the documents that a method ranks first, and last, did to the queries that it ranked them for.
///
/// @param share of the documents that was left out
/// @param rows  one for each method
public record LeaveOutTable(double share, List<Row> rows) {
    private static final double LEVEL = 0.95;

    public LeaveOutTable {
        rows = List.copyOf(rows);
    }

    /// One method.
    ///
    /// @param drop  query log-odds difference: mean over queries of how far a query's log-odds fall without what
    /// ranks
    ///              first for it, in nats, each query averaged over models (the QLD of Bergson 2.5, there of a
    /// loss)
    /// @param signs retrainings of either kind that moved the log-odds in the sense predicted; of query and model
    public record Row(String method, Effect drop, Estimate signs) {}

    /// @param asked stages, one a model for some methods together
    public static LeaveOutTable of(Finished finished, List<? extends List<LeaveOutStage>> asked) {
        List<Row> rows = new ArrayList<>();
        for (List<LeaveOutStage> models : asked) {
            List<LeftOut[]> found = models.stream()
                    .map(stage -> finished.read(stage, LeaveOutStage.RESULTS, LeftOut[].class))
                    .toList();
            for (int i = 0; i < found.getFirst().length; i++) {
                int method = i;
                rows.add(row(found.stream().map(model -> model[method]).toList()));
            }
        }
        return new LeaveOutTable(asked.getFirst().getFirst().share(), rows);
    }

    /// @param models what one method did in each
    static Row row(List<LeftOut> models) {
        List<Double> drops = new ArrayList<>();
        for (int q = 0; q < models.getFirst().drops().size(); q++) {
            int query = q;
            drops.add(models.stream()
                    .mapToDouble(model -> model.drops().get(query))
                    .average()
                    .orElseThrow());
        }
        List<Double> moves = models.stream()
                .flatMap(model -> Stream.concat(model.drops().stream(), model.rises().stream()))
                .toList();
        int right = (int) moves.stream().filter(move -> move > 0).count();
        return new Row(
                models.getFirst().method(),
                SeedSample.of(drops).effect(LEVEL, "query"),
                Estimate.wilson(right, moves.size(), 0, "retraining and query"));
    }
}
