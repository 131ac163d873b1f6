package parable.study;

import java.io.IOException;
import java.io.UncheckedIOException;
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
import parable.ground.StudyException.Category;
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
/// Asking for the same study twice does nothing the second time; a changed recipe redoes only what depends on it.
public final class Study {
    private static final String RECIPE = "study.yaml", MANIFEST = "manifest.json", FINDINGS = "findings.json";

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

    public Recipe recipe() {
        return recipe;
    }

    public Plan plan() {
        return plan;
    }

    /// Runs what is not there yet, tests the claims, and writes the findings.
    ///
    /// @param threads models trained or audited at once
    /// @throws StudyException when the folder holds another study
    /// @throws Stage.Stopped when the user asked to stop
    public Outcome run(Environment environment, int threads, Progress progress, StopSignal stop) {
        refuseForeignFolder();
        AtomicFile.write(folder.resolve(RECIPE), Yaml.write(recipe));
        AtomicFile.write(folder.resolve(MANIFEST), Json.pretty(manifest(environment)));
        OverlapStage overlap = new OverlapStage(plan.world(), recipe);
        List<Stage> stages = new ArrayList<>(plan.stages());
        stages.add(overlap);
        new StageRunner(folder.resolve("stages"), shelf, plan.fromScratch(), progress, stop).run(stages, threads);
        Results results = results();
        List<Finding> findings = Claims.test(results);
        List<Gate> gates = Gate.all(results);
        AtomicFile.write(folder.resolve(FINDINGS), Json.pretty(Map.of("findings", findings, "gates", gates)));
        List<Overlap> overlaps = List.of(read(overlap, OverlapStage.TABLE, Overlap[].class));
        return new Outcome(results, findings, gates, overlaps, environment, folder);
    }

    private void refuseForeignFolder() {
        Path there = folder.resolve(RECIPE);
        if (!Files.exists(there)) {
            return;
        }
        try {
            Recipe former = Yaml.read(Files.readString(there), there.toString(), Recipe.class);
            if (!former.name().equals(recipe.name())) {
                throw new StudyException(
                        Category.STORAGE,
                        "%s holds the study \"%s\", but this is \"%s\". Give this study another name or folder.",
                        folder,
                        former.name(),
                        recipe.name());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
        Path path = folder.resolve("stages").resolve(stage.folder()).resolve(file);
        try {
            return Json.read(path, type);
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
        Path file = folder.resolve("stages").resolve(audit.folder()).resolve(AuditStage.ROLLOUTS);
        try (var lines = Files.lines(file)) {
            return lines.map(line -> Json.read(line, Trial.Line.class)).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
