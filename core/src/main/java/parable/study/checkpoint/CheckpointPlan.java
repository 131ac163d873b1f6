package parable.study.checkpoint;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import parable.corpus.NamedText;
import parable.ground.StudyException;
import parable.lab.checkpoint.CheckpointLab;
import parable.lab.checkpoint.FileText;
import parable.study.stage.Stage;
import parable.train.Training;

/// A recipe resolved into stages. All arms of one data seed start from the same model, so they are paired.
final class CheckpointPlan {
    /// Keeps the text of one data seed apart from the next one's.
    private static final long SEED_STRIDE = 1000;

    private static final long SKILL = 10, ARM = 20;

    /// One model of the study.
    ///
    /// @param arm  `base`, `skill` or an arm's name
    /// @param seed data seed; 0 for the base, which has none
    record Model(String arm, long seed) {}

    private final CheckpointRecipe recipe;
    private final CheckpointLab lab;
    private final double heavy;
    private final List<Stage> training = new ArrayList<>();
    private final Map<Model, ExamStage> exams = new LinkedHashMap<>();

    CheckpointPlan(CheckpointRecipe recipe, CheckpointLab lab, Exam exam, double heavy) {
        this.recipe = recipe;
        this.lab = lab;
        this.heavy = heavy;
        Path base = Path.of(recipe.base());
        exams.put(
                new Model(CheckpointRecipe.BASE, 0),
                new ExamStage(
                        "audit-base", CheckpointRecipe.BASE, Optional.empty(), base, lab.inputs(false), exam, heavy));
        for (long seed : recipe.seeds()) {
            Optional<Stage> skilled = recipe.skill()
                    .map(skill -> learn(
                            CheckpointRecipe.SKILL,
                            Optional.empty(),
                            skill.text(),
                            skill.tokens(),
                            skill.training().orElse(recipe.training()),
                            seed,
                            SKILL));
            skilled.ifPresent(stage -> examine(CheckpointRecipe.SKILL, seed, stage, exam));
            for (CheckpointRecipe.Arm arm : recipe.arms()) {
                Stage taught = learn(
                        "arm-" + arm.name(),
                        skilled,
                        arm.text(),
                        arm.tokens().orElse(recipe.tokens()),
                        recipe.training(),
                        seed,
                        ARM);
                examine(arm.name(), seed, taught, exam);
            }
        }
    }

    private Stage learn(
            String name,
            Optional<Stage> from,
            List<NamedText> text,
            long tokens,
            Training how,
            long seed,
            long stream) {
        FileText read = text(text, tokens, how.rowLength(), seed * SEED_STRIDE + stream);
        Stage stage = new LearnStage("%s-s%d".formatted(name, seed), lab, from, read, how, seed, heavy);
        training.add(stage);
        return stage;
    }

    /// The same share of the tokens from each file.
    private FileText text(List<NamedText> files, long tokens, int rowLength, long seed) {
        return new FileText(
                rowLength,
                files.stream()
                        .map(file -> portion(file, Math.ceilDiv(tokens, files.size()), seed))
                        .toList());
    }

    private FileText.Portion portion(NamedText file, long tokens, long seed) {
        FileText.Portion portion = lab.portion(file.corpus(), tokens, seed);
        if (file.sha256().filter(hash -> !hash.equals(portion.corpus())).isPresent()) {
            throw file.changed();
        }
        return portion;
    }

    private void examine(String arm, long seed, Stage stage, Exam exam) {
        ExamStage examined = new ExamStage(
                "audit-%s-s%d".formatted(arm, seed),
                "%s/s%d".formatted(arm, seed),
                Optional.of(stage),
                Path.of(recipe.base()),
                lab.inputs(true),
                exam,
                heavy);
        exams.put(new Model(arm, seed), examined);
    }

    /// Long ones and what others wait for first.
    List<Stage> stages() {
        List<Stage> all = new ArrayList<>(training);
        all.addAll(exams.values());
        return all;
    }

    Map<Model, ExamStage> exams() {
        return exams;
    }

    /// Where each model's audit lies, for those who read the study as they read an audit.
    Map<String, String> audits() {
        Map<String, String> audits = new LinkedHashMap<>();
        exams.values().forEach(exam -> audits.put(exam.called(), exam.folder()));
        return audits;
    }

    /// Reads all text that any model reads once, so that what cannot be trained on is found before anything is
    /// computed.
    ///
    /// @throws StudyException naming file and line of a row that cannot be read, is too long, or is held out
    void requireReadable() {
        int rowLength = recipe.training().rowLength();
        for (NamedText text : texts()) {
            lab.read(text(List.of(text), 1, rowLength, 0)).refusal().ifPresent(reason -> {
                throw new StudyException(
                        StudyException.Category.CONFIG,
                        "%s holds what the evaluation holds out: %s.",
                        text.file(),
                        reason);
            });
        }
    }

    private List<NamedText> texts() {
        List<NamedText> all = new ArrayList<>();
        recipe.skill().ifPresent(skill -> all.addAll(skill.text()));
        recipe.arms().forEach(arm -> all.addAll(arm.text()));
        return all.stream().distinct().toList();
    }
}
