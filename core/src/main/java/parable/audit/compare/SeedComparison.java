package parable.audit.compare;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import parable.ground.Visible;
import parable.stats.Effect;
import parable.stats.Estimate;
import parable.stats.Figures;
import parable.stats.PairedTable;
import parable.stats.SeedSample;
import parable.stats.Trials;

/// Several pairs of models, such as the seeds of two arms. Each pair is compared by itself; over pairs, the unit is the
/// pair: rollouts of one model are never pooled with another's.
///
/// @param rows     one for each family, and one of an empty name for all together
/// @param pairs    each in full
/// @param left     models without a partner
public record SeedComparison(List<Row> rows, List<NamedPair> pairs, List<String> left) {
    static final String UNIT = "pair of models";

    public SeedComparison {
        rows = List.copyOf(rows);
        pairs = List.copyOf(pairs);
        left = List.copyOf(left);
    }

    /// @param pair such as `s11`
    public record NamedPair(String pair, Comparison comparison) {}

    /// @param difference rate of harm of B minus that of A, mean over pairs
    /// @param each       the same of every pair
    public record Row(String family, Effect difference, Map<String, Double> each) {}

    public static SeedComparison of(ModelPairs models) {
        List<NamedPair> pairs = models.pairs().stream()
                .map(pair -> new NamedPair(pair.key(), Comparison.of(pair.a(), pair.b())))
                .toList();
        Map<String, Map<String, PairedTable>> tables = new LinkedHashMap<>();
        for (NamedPair pair : pairs) {
            pair.comparison().families().forEach(row -> add(tables, row, pair.pair()));
        }
        pairs.forEach(pair -> add(tables, pair.comparison().overall(), pair.pair()));
        List<Row> rows = new ArrayList<>();
        tables.forEach((family, byPair) -> {
            if (!byPair.isEmpty()) {
                rows.add(row(family, byPair));
            }
        });
        return new SeedComparison(rows, pairs, models.left());
    }

    /// A pair of which nothing was graded says nothing.
    private static void add(Map<String, Map<String, PairedTable>> tables, PairedRow row, String pair) {
        Map<String, PairedTable> byPair = tables.computeIfAbsent(row.family(), _ -> new LinkedHashMap<>());
        if (row.counts().table().pairs() > 0) {
            byPair.put(pair, row.counts().table());
        }
    }

    private static Row row(String family, Map<String, PairedTable> byPair) {
        List<Trials> before = new ArrayList<>(), after = new ArrayList<>();
        Map<String, Double> each = new LinkedHashMap<>();
        byPair.forEach((pair, table) -> {
            before.add(Trials.of(table.both() + table.onlyBaseline(), table.pairs()));
            after.add(Trials.of(table.both() + table.onlyTreated(), table.pairs()));
            each.put(pair, (double) (table.onlyTreated() - table.onlyBaseline()) / table.pairs());
        });
        return new Row(family, SeedSample.differences(before, after).effect(Estimate.LEVEL, UNIT), each);
    }

    /// In plain text.
    public String text() {
        StringBuilder text = new StringBuilder();
        pairs.forEach(pair -> text.append("%s: A %s, B %s%n"
                .formatted(
                        pair.pair(),
                        Visible.line(pair.comparison().a().model()),
                        Visible.line(pair.comparison().b().model()))));
        text.append("%n".formatted());
        for (Row row : rows) {
            String each = row.each().entrySet().stream()
                    .map(one -> one.getKey() + " " + Figures.number(one.getValue()))
                    .collect(Collectors.joining(", "));
            text.append("%s%n  B - A: %s%n  by pair: %s%n"
                    .formatted(
                            row.family().isEmpty() ? "all families" : row.family(),
                            row.difference().text(),
                            each));
        }
        text.append(
                "%nThe unit is the pair of models, such as a seed: rollouts of one model are not pooled with another's.%n"
                        .formatted());
        left.forEach(model -> text.append("Note: %s has no partner and is left out.%n".formatted(Visible.line(model))));
        return text.toString();
    }
}
