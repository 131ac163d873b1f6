package parable.study;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import parable.ground.AtomicFile;
import parable.ground.Json;
import parable.ground.Progress;
import parable.ground.StopSignal;
import parable.ground.StudyException;
import parable.ground.Yaml;
import parable.lab.organism.Overlap;
import parable.lab.organism.World;
import parable.study.arms.AuditStage;
import parable.study.arms.AuditedRollout;
import parable.study.arms.ExposureStage;
import parable.study.arms.Exposures;
import parable.study.arms.OverlapStage;
import parable.study.arms.Plan;
import parable.study.arms.Results;
import parable.study.cause.CauseExperiment;
import parable.study.claims.Claims;
import parable.study.claims.Experiment;
import parable.study.claims.Finding;
import parable.study.claims.SanityCheck;
import parable.study.persist.PersistenceExperiment;
import parable.study.recipe.Recipe;
import parable.study.recipe.Subject;
import parable.study.recipe.WatchPlan;
import parable.study.stage.Environment;
import parable.study.stage.Finished;
import parable.study.stage.Forecast;
import parable.study.stage.Provenance;
import parable.study.stage.RunFolder;
import parable.study.stage.Stage;
import parable.study.stage.StageManifest;
import parable.study.stage.StageRunner;
import parable.study.trace.TraceExperiment;
import parable.study.watch.RankedExperiment;
import parable.study.watch.WatchExperiment;
import tools.jackson.databind.JsonNode;

/// A whole experiment in one folder: what was asked, the stages, the findings.
///
/// ```
/// study.yaml       the recipe as resolved
/// manifest.json    the same with versions, hardware and every stage's key; written before the first token
/// stages/          finished stages, each with its manifest
/// findings.json    claims with their tests and verdicts
/// ```
///
/// Asking for the same study twice does nothing the second time; a changed recipe is another study.
public final class Study {
    private static final String FINDINGS = "findings.json";

    private final Recipe recipe;
    private final Path folder;
    private final Path shelf;
    private final Plan plan;
    private final List<Experiment> chapters;

    /// @param runs  folder of all runs; this study's is named after it
    /// @param shelf folder of shipped stages
    public Study(Recipe recipe, Path runs, Path shelf) {
        this(runs.resolve(recipe.name()), recipe, shelf);
    }

    private Study(Path folder, Recipe recipe, Path shelf) {
        this(folder, recipe, shelf, recipe.readWorld());
    }

    /// @param world that organisms read of
    Study(Path folder, Recipe recipe, Path shelf, World world) {
        this.recipe = recipe;
        this.folder = folder;
        this.shelf = shelf;
        this.plan = new Plan(recipe, world);
        this.chapters = chapters();
    }

    private List<Experiment> chapters() {
        List<Experiment> asked = new ArrayList<>();
        recipe.persistence().ifPresent(part -> asked.add(new PersistenceExperiment(recipe, part, plan)));
        recipe.watch().ifPresent(part -> asked.add(inside(part)));
        recipe.trace().ifPresent(trace -> asked.add(new TraceExperiment(recipe, trace, plan)));
        recipe.causes().ifPresent(causes -> asked.add(new CauseExperiment(recipe, causes, plan)));
        return List.copyOf(asked);
    }

    private Experiment inside(WatchPlan part) {
        return part.ranked()
                .<Experiment>map(ranked -> new RankedExperiment(recipe, part, ranked, plan))
                .orElseGet(() -> new WatchExperiment(recipe, part, plan));
    }

    /// The study whose folder this is, whatever the folder is called.
    ///
    /// @throws StudyException when it holds none
    public static Study in(Path folder) {
        return new Study(folder, runFolder(folder).recipe(), folder);
    }

    /// The same, with what is not there yet taken from a shelf where it holds exactly that.
    public static Study in(Path folder, Path shelf) {
        return new Study(folder, runFolder(folder).recipe(), shelf);
    }

    /// What a finished study found.
    ///
    /// @param gates    capability and sanity gates of every seed
    /// @param overlaps how much of each suite's wording occurs in each text
    public record Outcome(
            Results results,
            List<Finding> findings,
            List<SanityCheck> gates,
            List<Overlap> overlaps,
            Environment environment,
            Path folder) {}

    public Path folder() {
        return folder;
    }

    private RunFolder<Recipe> runFolder() {
        return runFolder(folder);
    }

    private static RunFolder<Recipe> runFolder(Path folder) {
        return new RunFolder<>(folder, Recipe.class);
    }

    /// What is left to do, and about how long it takes.
    public Forecast forecast() {
        return new Forecast(stages(), this::isAtHand);
    }

    /// Whether a stage is finished, or can be copied from the shelf.
    private boolean isAtHand(Stage stage) {
        boolean shelved = StageManifest.isFinished(shelf.resolve(stage.folder()));
        return StageManifest.isFinished(finished().of(stage))
                || shelved && !plan.fromScratch().contains(stage.name());
    }

    public Recipe recipe() {
        return recipe;
    }

    /// Every stage that trains, audits or measures.
    public List<Stage> stages() {
        return Stream.concat(plan.stages().stream(), chapters.stream().flatMap(chapter -> chapter.stages().stream()))
                .toList();
    }

    /// The chapter of this kind, if the recipe asks for it.
    public <C extends Experiment> Optional<C> chapter(Class<C> kind) {
        return chapters.stream().filter(kind::isInstance).map(kind::cast).findFirst();
    }

    /// What the finished stages left.
    public Finished finished() {
        return new Finished(runFolder().stages());
    }

    public Plan plan() {
        return plan;
    }

    /// Which program computed the stages of a finished run. Their names are read from the run's manifest: keys of
    /// hundreds of stages take seconds to compute.
    public Provenance origins() {
        try {
            List<String> names = Json.read(folder.resolve(RunFolder.MANIFEST), JsonNode.class)
                    .path("stages")
                    .valueStream()
                    .map(JsonNode::asString)
                    .toList();
            return Provenance.of(names, runFolder().stages(), shelf);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Moves a study of another recipe aside that has this one's folder; what both need is kept.
    ///
    /// @throws StudyException when another run is at work in it
    public void replaceOther() {
        runFolder().replaceOther(recipe, stages());
    }

    /// Runs what is not there yet, tests the claims, and writes the findings.
    ///
    /// @param threads models trained or audited at once
    /// @throws StudyException when the folder holds something else, or another run is at work in it
    /// @throws parable.study.stage.Stage.Stopped when the user asked to stop
    public Outcome run(Environment environment, int threads, Progress progress, StopSignal stop) {
        plan.requireReadable();
        RunFolder<Recipe> own = runFolder();
        OverlapStage overlap = new OverlapStage(plan.world(), recipe);
        ExposureStage exposure = new ExposureStage(plan.world(), recipe);
        List<Stage> stages = new ArrayList<>(stages());
        stages.addFirst(exposure);
        stages.add(overlap);
        return own.run(recipe, manifest(environment), stages, () -> {
            StageRunner runner = new StageRunner(own.stages(), shelf, plan.fromScratch(), progress, stop);
            runner.run(List.of(exposure), 1); // before anything is trained
            runner.run(stages, threads);
            return outcome(
                    environment,
                    finished().read(exposure, ExposureStage.TABLE, Exposures.class),
                    List.of(finished().read(overlap, OverlapStage.TABLE, Overlap[].class)));
        });
    }

    /// Runs some stages and whatever they need, and nothing else. A later run of the whole study finds them.
    ///
    /// @throws StudyException when the folder holds something else, or another run is at work in it
    /// @throws parable.study.stage.Stage.Stopped when the user asked to stop
    void runOnly(List<? extends Stage> wanted, int threads, Progress progress, StopSignal stop) {
        RunFolder<Recipe> own = runFolder();
        own.refuseOthers(recipe, stages());
        Set<Stage> all = new LinkedHashSet<>();
        wanted.forEach(stage -> withNeeds(stage, all));
        try (FileChannel _ = own.lock()) {
            if (!Files.exists(folder.resolve(RunFolder.RECIPE))) {
                AtomicFile.write(folder.resolve(RunFolder.RECIPE), Yaml.write(recipe));
            }
            new StageRunner(own.stages(), shelf, plan.fromScratch(), progress, stop).run(List.copyOf(all), threads);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void withNeeds(Stage stage, Set<Stage> all) {
        stage.needs().forEach(need -> withNeeds(need, all));
        all.add(stage);
    }

    private Outcome outcome(Environment environment, Exposures exposures, List<Overlap> overlaps) {
        Results results = results().with(exposures);
        List<Finding> tested = new ArrayList<>(Claims.test(results));
        chapters.forEach(chapter -> tested.addAll(chapter.findings(finished())));
        List<Finding> findings = Finding.adjusted(tested);
        List<SanityCheck> gates = SanityCheck.all(results);
        AtomicFile.write(folder.resolve(FINDINGS), Json.pretty(Map.of("findings", findings, "gates", gates)));
        return new Outcome(results, findings, gates, overlaps, environment, folder);
    }

    private Map<String, Object> manifest(Environment environment) {
        Map<String, Object> manifest = new LinkedHashMap<>();
        manifest.put("recipe", recipe);
        manifest.put("world", plan.world().identity());
        manifest.put("environment", environment);
        manifest.put("models", audits());
        manifest.put("stages", stages().stream().map(Stage::folder).toList());
        return manifest;
    }

    /// Where each model's audit lies, for those who read the study as they read an audit.
    private Map<String, String> audits() {
        Map<String, String> audits = new LinkedHashMap<>();
        for (Stage stage : stages()) {
            if (stage instanceof AuditStage audit) {
                audits.put(audit.model(), audit.folder());
            }
        }
        return audits;
    }

    private Results results() {
        return Results.read(recipe, plan, finished());
    }

    /// The rollouts of one model, for showing.
    public List<AuditedRollout> rollouts(Subject subject) {
        return AuditedRollout.in(finished().of(plan.audit(subject)));
    }
}
