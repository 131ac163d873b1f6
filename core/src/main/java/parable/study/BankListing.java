package parable.study;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import parable.stats.Effect;
import parable.stats.Figures;
import parable.study.cause.BankTable;
import parable.study.cause.LeaveOutTable;

/// The tables of a [BankTrial] as Markdown whose columns are aligned, so that a terminal shows them as well as
/// a page does.
public final class BankListing {
    private BankListing() {}

    public static String markdown(BankTrial.Outcome outcome) {
        StringBuilder text = new StringBuilder();
        text.append(intro(outcome.table())).append('\n').append(table(scores(outcome.table())));
        outcome.leftOut()
                .ifPresent(found -> text.append('\n')
                        .append(LEFT_OUT.formatted(Figures.chosen(found.share())))
                        .append('\n')
                        .append(table(leftOut(found))));
        if (!outcome.areas().isEmpty()) {
            text.append('\n').append(AREAS).append('\n').append(table(areas(outcome.areas())));
        }
        return text.toString();
    }

    private static final String LEFT_OUT = """
            Retrained without a share %s of the documents: those that a method ranks first for one query, and those that it
            ranks last. Drop: how far that query's log-odds fall without the first (QLD), mean over queries with 95 %% t
            interval. Signs: retrainings of either kind that moved the log-odds in the sense predicted.
            """;

    private static final String AREAS = """
            Area under the curve with which methods rank a sample of the pretraining corpus: documents of AI fiction,
            and documents that portray a misbehaving AI, above all others. Mean over villain models with 95 % t
            interval. Descriptive: only unlearning was registered, in claim C11a.
            """;

    private static String intro(BankTable table) {
        String ceiling = table.ceiling().isPresent()
                ? "Noise ceiling (split half over models, stepped up): %s."
                        .formatted(Figures.brief(table.ceiling().getAsDouble()))
                : "With one model there is no noise ceiling.";
        return """
                Linear datamodeling score: Spearman between the sum of scores over a random half of the diet and the
                log-odds of blackmail after training on it. %d halves, %d queries, targets and scores averaged over %d
                models; 95 %% intervals by joint bootstrap over halves and queries. %s
                Dealt scores: the same scores given to other documents, a null control; p of the score over queries.
                Slope and rank: change of the log-odds when a whole genre is left out against the sum of its scores, in
                nats per unit of score, over models. Villains: area under the curve of the diet's documents that portray
                a misbehaving AI, over models. Descriptive, not registered.
                """.formatted(table.subsets(), table.queries(), table.models(), ceiling);
    }

    private static List<List<String>> scores(BankTable table) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of(
                "method",
                "score over queries",
                "of ceiling",
                "p, dealt scores",
                "score of the mean query",
                "slope",
                "unit",
                "rank",
                "villains"));
        for (BankTable.Row row : table.rows()) {
            rows.add(List.of(
                    row.method(),
                    row.score().brief(),
                    share(row.score(), table.ceiling()),
                    Figures.p(row.chance()),
                    row.pooled().brief(),
                    Figures.significant(row.slope().value()),
                    row.unit(),
                    Figures.signed(row.rank()),
                    row.villains().brief()));
        }
        return rows;
    }

    private static List<List<String>> leftOut(LeaveOutTable table) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("method", "drop, nats (QLD)", "signs as predicted"));
        table.rows()
                .forEach(row -> rows.add(
                        List.of(row.method(), row.drop().brief(), row.signs().text())));
        return rows;
    }

    private static List<List<String>> areas(List<BankTrial.Area> areas) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("method", "AI fiction", "villains"));
        areas.forEach(area -> rows.add(
                List.of(area.method(), area.fiction().brief(), area.villains().brief())));
        return rows;
    }

    private static String share(Effect score, OptionalDouble ceiling) {
        return ceiling.isPresent() && ceiling.getAsDouble() > 0
                ? Figures.brief(score.value() / ceiling.getAsDouble())
                : "";
    }

    /// @param rows the first is the head
    private static String table(List<List<String>> rows) {
        List<Integer> widths = new ArrayList<>();
        for (int column = 0; column < rows.getFirst().size(); column++) {
            int at = column;
            widths.add(rows.stream().mapToInt(row -> row.get(at).length()).max().orElseThrow());
        }
        StringBuilder text = new StringBuilder();
        text.append(line(rows.getFirst(), widths));
        text.append(line(widths.stream().map("-"::repeat).toList(), widths));
        rows.subList(1, rows.size()).forEach(row -> text.append(line(row, widths)));
        return text.toString();
    }

    private static String line(List<String> cells, List<Integer> widths) {
        StringBuilder line = new StringBuilder("|");
        for (int column = 0; column < cells.size(); column++) {
            String cell = cells.get(column);
            line.append(' ')
                    .append(cell)
                    .append(" ".repeat(widths.get(column) - cell.length()))
                    .append(" |");
        }
        return line.append('\n').toString();
    }
}
