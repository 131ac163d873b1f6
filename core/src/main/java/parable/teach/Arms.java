package parable.teach;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import parable.corpus.DocumentForm;
import parable.ground.AtomicFile;
import parable.ground.Hash;
import parable.ground.Json;

/// Writes what a run made: `arms/NAME.jsonl`, each with the same ids in the same order, `lineage.jsonl` and the card.
record Arms(Path folder) {
    static final String CARD = "card.md";

    /// From a principle to the rows of the arms.
    ///
    /// @param draft hash of the draft's text
    /// @param arms  what became of the edit in each arm
    record Lineage(String clause, String id, String from, String draft, Fate fate, Map<String, Fate> arms) {}

    void write(
            TeachRecipe recipe,
            String teacher,
            String judge,
            List<DraftedRow> drafts,
            Map<String, List<EditedRow>> arms,
            Map<StageName, StageCount.Told> stages,
            TeachRun.Result result) {
        arms.forEach((arm, edits) -> {
            StringBuilder lines = new StringBuilder();
            edits.forEach(edit -> lines.append(line(edit)).append('\n'));
            AtomicFile.write(folder.resolve("arms").resolve(arm + ".jsonl"), lines.toString());
        });
        StringBuilder lineage = new StringBuilder();
        drafts.forEach(draft -> lineage.append(Json.line(lineage(draft, arms))).append('\n'));
        AtomicFile.write(folder.resolve("lineage.jsonl"), lineage.toString());
        AtomicFile.write(folder.resolve(CARD), new Card(recipe, teacher, judge, drafts, arms, stages, result).text());
        AtomicFile.write(folder.resolve("card.json"), Json.pretty(Map.of("stages", stages, "result", result)));
    }

    private static String line(EditedRow edit) {
        Map<String, String> more =
                Map.of("edit", edit.fate().word(), "clause", edit.row().clause());
        return DocumentForm.line(edit.row().document(edit.standing()), more);
    }

    private static Lineage lineage(DraftedRow draft, Map<String, List<EditedRow>> arms) {
        Map<String, Fate> fates = new TreeMap<>();
        arms.forEach((arm, edits) -> edits.stream()
                .filter(edit -> edit.row().id().equals(draft.row().id()))
                .forEach(edit -> fates.put(arm, edit.fate())));
        Row row = draft.row();
        return new Lineage(
                row.clause(), row.id(), row.source().origin().place(), Hash.brief(row.text()), draft.fate(), fates);
    }
}
