package parable.teach;

import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import parable.ground.Visible;

/// The card of a run, as the hubs of data sets read it: a YAML head, then what every stage cost and what came of it.
record Card(
        TeachRecipe recipe,
        String teacher,
        String judge,
        List<DraftedRow> drafts,
        Map<String, List<EditedRow>> arms,
        Map<StageName, StageCount.Told> stages,
        TeachRun.Result result) {

    String text() {
        return head() + stageTable() + armTable() + clauseTable() + caution();
    }

    private String head() {
        return """
                ---
                pretty_name: %s
                tags: [synthetic, parable-teach]
                configs:
                %s---

                # %s

                Written or edited by %s; judged by %s. %,d of %,d rows are in every arm, in the same order.

                """.formatted(
                        recipe.name(),
                        arms.keySet().stream()
                                .map(arm -> "- config_name: %s\n  data_files: arms/%s.jsonl\n".formatted(arm, arm))
                                .collect(Collectors.joining()),
                        recipe.name(),
                        Visible.line(teacher),
                        recipe.has(StageName.JUDGE) ? Visible.line(judge) : "no judge",
                        result.rows(),
                        drafts.size());
    }

    private String stageTable() {
        StringBuilder text = new StringBuilder("""
                ## Cost and yield of each stage

                | stage | texts | kept | tokens shown | tokens written | dollars | not kept |
                | --- | --- | --- | --- | --- | --- | --- |
                """);
        stages.forEach((stage, told) -> text.append("| %s | %,d | %,d | %,d | %,d | %s | %s |%n"
                .formatted(
                        stage.word(),
                        told.asked(),
                        told.kept(),
                        told.shown(),
                        told.written(),
                        String.format(Locale.ROOT, "%.4f", told.dollars()),
                        reasons(told.fates()))));
        return text.append('\n').toString();
    }

    private static String reasons(Map<Fate, Integer> fates) {
        return new TreeMap<>(fates)
                .entrySet().stream()
                        .filter(entry -> entry.getKey() != Fate.KEPT)
                        .map(entry -> "%s %d".formatted(entry.getKey().word(), entry.getValue()))
                        .collect(Collectors.joining(", "));
    }

    private String armTable() {
        StringBuilder text = new StringBuilder("""
                ## Arms

                Where an edit does not stand, the arm has the unedited row.

                | arm | rows | edited | unedited, by reason |
                | --- | --- | --- | --- |
                """);
        arms.forEach((arm, edits) -> {
            Map<Fate, Integer> fates = new EnumMap<>(Fate.class);
            edits.forEach(edit -> fates.merge(edit.fate(), 1, Integer::sum));
            boolean isUntouched = arm.equals(TeachRun.UNTOUCHED);
            text.append("| %s | %,d | %,d | %s |%n"
                    .formatted(
                            arm,
                            edits.size(),
                            isUntouched ? 0 : fates.getOrDefault(Fate.KEPT, 0),
                            isUntouched ? "all: same trainer, no edit" : reasons(fates)));
        });
        return text.append('\n').toString();
    }

    private String clauseTable() {
        Map<String, int[]> clauses = new TreeMap<>();
        arms.getOrDefault(TeachRun.REWRITTEN, List.of()).forEach(edit -> {
            int[] counts = clauses.computeIfAbsent(edit.row().clause(), _ -> new int[2]);
            counts[0]++;
            counts[1] += edit.fate() == Fate.KEPT ? 1 : 0;
        });
        StringBuilder text = new StringBuilder("## Principles\n\n| clause | rows | edited |\n| --- | --- | --- |\n");
        clauses.forEach((clause, counts) -> text.append("| %s | %d | %d |%n"
                .formatted(clause.isEmpty() ? "not said" : Visible.line(clause), counts[0], counts[1])));
        return text.append('\n').toString();
    }

    private String caution() {
        String blind = result.isBlind()
                ? "**The judge accepted %s swapped pairs, so its verdicts count for nothing and no edit is kept.**%n%n"
                        .formatted(result.judgment().text())
                : result.judgment().hasData()
                        ? "The judge accepted %s of pairs that do not belong together.%n%n"
                                .formatted(result.judgment().text())
                        : "";
        return "## Caution\n\n" + blind
                + "A claim that reasons help needs all three arms trained by the same trainer. Whether a text is true and"
                + " good was not checked by a person.\n";
    }
}
