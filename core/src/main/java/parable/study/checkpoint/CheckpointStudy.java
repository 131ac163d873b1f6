package parable.study.checkpoint;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import parable.ground.AtomicFile;
import parable.ground.Json;
import parable.ground.Progress;
import parable.ground.StopSignal;
import parable.lab.checkpoint.CheckpointLab;
import parable.study.claims.Finding;
import parable.study.stage.Environment;
import parable.study.stage.Finished;
import parable.study.stage.Forecast;
import parable.study.stage.RunFolder;
import parable.study.stage.Stage;
import parable.study.stage.StageManifest;
import parable.study.stage.StageRunner;

/// A study of open weights in one folder, laid out as that of organisms is. Asking for the same study twice does
/// nothing the second time.
public final class CheckpointStudy implements AutoCloseable {
    private static final String FINDINGS = "findings.json";

    /// Parameters of the quick organism, whose pace is known.
    private static final double ORGANISM = 650_000;

    private final CheckpointRecipe recipe;
    private final RunFolder<CheckpointRecipe> folder;
    private final CheckpointLab lab;
    private final CheckpointPlan plan;

    /// @param recipe resolved
    /// @param runs   folder of all runs; this study's is named after it
    /// @throws parable.ground.StudyException when the base or the suite cannot be had
    public CheckpointStudy(CheckpointRecipe recipe, Path runs) {
        this(recipe, new RunFolder<>(runs.resolve(recipe.name()), CheckpointRecipe.class));
    }

    private CheckpointStudy(CheckpointRecipe recipe, RunFolder<CheckpointRecipe> folder) {
        this.recipe = recipe;
        this.folder = folder;
        Exams exams = new Exams(recipe.evaluation());
        this.lab = CheckpointLab.open(recipe.base(), document -> exams.heldOut(document.text()));
        this.plan = new CheckpointPlan(recipe, lab, exams.exam(), lab.parameters() / ORGANISM);
    }

    /// The study whose folder this is, whatever the folder is called.
    public static CheckpointStudy in(Path folder) {
        RunFolder<CheckpointRecipe> own = new RunFolder<>(folder, CheckpointRecipe.class);
        return new CheckpointStudy(own.recipe(), own);
    }

    /// What a finished study found.
    ///
    /// @param findings every claim with its tests
    public record Outcome(Measured measured, List<Finding> findings, Environment environment, Path folder) {}

    public CheckpointRecipe recipe() {
        return recipe;
    }

    public Path folder() {
        return folder.path();
    }

    /// How many models this machine's memory lets it train at once, from 1 to `wanted`.
    public int modelsAtOnce(int wanted) {
        return lab.sideBySide(wanted);
    }

    /// What is left to do, and about how long it takes.
    public Forecast forecast() {
        return new Forecast(
                plan.stages(), stage -> StageManifest.isFinished(finished().of(stage)));
    }

    private Finished finished() {
        return new Finished(folder.stages());
    }

    /// Moves a study of another recipe aside that has this one's folder; what both need is kept.
    public void replaceOther() {
        folder.replaceOther(recipe, plan.stages());
    }

    /// Runs what is not there yet, tests the claims, and writes the findings. All text is read first, so that
    /// untrainable text is reported before anything is computed.
    ///
    /// @param threads models trained or examined at once
    /// @throws parable.study.stage.Stage.Stopped when the user asked to stop
    public Outcome run(Environment environment, int threads, Progress progress, StopSignal stop) {
        plan.requireReadable();
        List<Stage> stages = plan.stages();
        return folder.run(recipe, manifest(environment, stages), stages, () -> {
            new StageRunner(folder.stages(), folder.stages(), Set.of(), progress, stop).run(stages, threads);
            return outcome(environment);
        });
    }

    private Outcome outcome(Environment environment) {
        Measured measured = Measured.read(recipe, plan, finished());
        List<Finding> findings = measured.findings();
        AtomicFile.write(folder.path().resolve(FINDINGS), Json.pretty(Map.of("findings", findings)));
        return new Outcome(measured, findings, environment, folder.path());
    }

    private Map<String, Object> manifest(Environment environment, List<Stage> stages) {
        Map<String, Object> manifest = new LinkedHashMap<>();
        manifest.put("recipe", recipe);
        manifest.put("base", lab.inputs(false));
        manifest.put("environment", environment);
        manifest.put("models", plan.audits());
        manifest.put("stages", stages.stream().map(Stage::folder).toList());
        return manifest;
    }

    @Override
    public void close() {
        lab.close();
    }
}
