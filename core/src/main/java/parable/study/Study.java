package parable.study;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import parable.ground.AtomicFile;
import parable.ground.Json;
import parable.ground.Progress;
import parable.ground.StopSignal;
import parable.ground.StudyException;
import parable.ground.Yaml;
import parable.study.Plan.Subject;
import parable.world.Overlap;
import parable.world.World;

/// A whole experiment in one folder: what was asked, the stages, the findings.
///
/// ```
/// study.yaml       the recipe as resolved
/// manifest.json    the same with versions, hardware and every stage's key; written before the first token
/// stages/          finished stages, each with its manifest
/// findings.json    claims with their tests and verdicts
/// ```
///
/// Asking for the same study twice does nothing the second time; a changed recipe redoes only what depends on
/// it.
public final class Study {
    private static final String MANIFEST = "manifest.json", FINDINGS = "findings.json";

    private final Recipe recipe;
    private final Path folder;
    private final Path shelf;
    private final Plan plan;

    /// @param runs  folder of all runs; this study's is named after it
    /// @param shelf folder of shipped stages
    public Study(Recipe recipe, Path runs, Path shelf) {
        this.recipe = recipe;
        this.folder = runs.resolve(recipe.name());
        this.shelf = shelf;
        this.plan = new Plan(recipe, World.of(recipe.worldSeed()));
    }

    /// What a finished study found.
    ///
    /// @param gates    capability and sanity gates of every seed
    /// @param overlaps how much of each suite's wording stands in each text
    public record Outcome(
            Results results,
            List<Finding> findings,
            List<Gate> gates,
            List<Overlap> overlaps,
            Environment environment,
            Path folder) {}

    public Path folder() {
        return folder;
    }

    private Path stages() {
        return new RunFolder(folder).stages();
    }

    /// Whether a stage is there already, or stands on the shelf and is taken from there.
    boolean isAtHand(Stage stage) {
        boolean shelved = StageManifest.isFinished(shelf.resolve(stage.folder()));
        return StageManifest.isFinished(stages().resolve(stage.folder()))
                || shelved && !plan.fromScratch().contains(stage.name());
    }

    public Recipe recipe() {
        return recipe;
    }

    public Plan plan() {
        return plan;
    }

    /// Runs what is not there yet, tests the claims, and writes the findings.
    ///
    /// @param threads models trained or audited at once
    /// @throws StudyException when the folder holds something else, or another run is at work in it
    /// @throws Stage.Stopped when the user asked to stop
    public Outcome run(Environment environment, int threads, Progress progress, StopSignal stop) {
        RunFolder own = new RunFolder(folder);
        OverlapStage overlap = new OverlapStage(plan.world(), recipe);
        List<Stage> stages = new ArrayList<>(plan.stages());
        stages.add(overlap);
        own.refuseOthers(recipe.name(), stages);
        try (FileChannel _ = own.lock()) {
            AtomicFile.write(folder.resolve(RunFolder.RECIPE), Yaml.write(recipe));
            AtomicFile.write(folder.resolve(MANIFEST), Json.pretty(manifest(environment)));
            new StageRunner(own.stages(), shelf, plan.fromScratch(), progress, stop).run(stages, threads);
            return outcome(environment, List.of(read(overlap, OverlapStage.TABLE, Overlap[].class)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Outcome outcome(Environment environment, List<Overlap> overlaps) {
        Results results = results();
        List<Finding> findings = Claims.test(results);
        List<Gate> gates = Gate.all(results);
        AtomicFile.write(folder.resolve(FINDINGS), Json.pretty(Map.of("findings", findings, "gates", gates)));
        return new Outcome(results, findings, gates, overlaps, environment, folder);
    }

    private Map<String, Object> manifest(Environment environment) {
        Map<String, Object> manifest = new LinkedHashMap<>();
        manifest.put("recipe", recipe);
        manifest.put("world", plan.world().identity());
        manifest.put("environment", environment);
        manifest.put("stages", plan.stages().stream().map(Stage::folder).toList());
        return manifest;
    }

    private Results results() {
        Map<Subject, Scores> scores = new LinkedHashMap<>();
        plan.audits().forEach((subject, audit) -> scores.put(subject, read(audit, AuditStage.SCORES, Scores.class)));
        return new Results(recipe, scores);
    }

    private <T> T read(Stage stage, String file, Class<T> type) {
        Path made = stages().resolve(stage.folder());
        StageManifest.verify(made, file);
        try {
            return Json.read(made.resolve(file), type);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The rollouts of one model, line by line, for showing.
    public List<Trial.Line> rollouts(Subject subject) {
        AuditStage audit = plan.audits().get(subject);
        if (audit == null) {
            throw new IllegalArgumentException("the study has no model " + subject);
        }
        Path file = stages().resolve(audit.folder()).resolve(AuditStage.ROLLOUTS);
        try (var lines = Files.lines(file)) {
            return lines.map(line -> Json.read(line, Trial.Line.class)).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
