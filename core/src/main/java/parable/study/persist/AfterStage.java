package parable.study.persist;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import parable.audit.run.Rollout;
import parable.ground.AtomicFile;
import parable.ground.Json;
import parable.lab.organism.EmbeddedScenario;
import parable.lab.organism.OrganismAudit;
import parable.lab.organism.OrganismLab;
import parable.lab.organism.OrganismWriter;
import parable.lab.organism.World;
import parable.model.Checkpoint;
import parable.model.Decoder;
import parable.study.arms.EvaluationSuite;
import parable.study.arms.Outcome;
import parable.study.arms.Plan;
import parable.study.arms.Scores;
import parable.study.arms.Scoring;
import parable.study.arms.StagedCourse;
import parable.study.arms.TrainStage;
import parable.study.recipe.Recipe;
import parable.study.stage.Cost;
import parable.study.stage.Stage;
import parable.study.stage.StageContext;
import parable.text.WordTokenizer;
import parable.train.Course;

/// Puts one arm through one regimen, measures it on the way, and leaves the checkpoint it ends with.
///
/// ```
/// along.json       scores at equal distances on the way, the end left out: an audit of its own measures that
/// metrics.jsonl    the training curve, a line a step;  tb/ the same for TensorBoard
/// holdout.json     that nothing shown holds what the evaluation holds out
/// ```
///
/// @param arm     the arm's name
/// @param base    the stage that taught it
/// @param seed    of pretraining; all arms of a seed meet the same prompts, draws and documents
/// @param along   what is measured on the way
/// @param points  measurements on the way
public record AfterStage(
        PostTraining regimen, String arm, World world, Stage base, long seed, Recipe.Evaluation along, int points)
        implements Stage {

    static final String ALONG = "along.json";

    /// @param step   of the regimen, counted from 1
    /// @param steps  that it has
    /// @param scores of the model at that step
    record Point(int step, int steps, Scores scores) {}

    @Override
    public String name() {
        return "after-%s-%s-s%d".formatted(regimen.name(), arm, seed);
    }

    @Override
    public Object inputs() {
        return Map.of("world", world.identity(), "regimen", regimen, "seed", seed, "along", along, "points", points);
    }

    @Override
    public List<Stage> needs() {
        return List.of(base);
    }

    /// Of each measurement on the way.
    private long rollouts() {
        return EvaluationSuite.of(world, along, false).size() + along.chatQuestions();
    }

    @Override
    public Cost cost() {
        return regimen.cost().plus(Cost.rollouts(points * rollouts()));
    }

    @Override
    public void run(StageContext context) {
        Path start = context.of(base);
        WordTokenizer tokenizer = WordTokenizer.read(start);
        Drills drills = new Drills(world, tokenizer, seed * Plan.SEED_STRIDE + Plan.AFTERWARDS);
        TrainStage.checkHeldOut(name(), world, context, regimen.shown(world, tokenizer, drills.seed()));
        Optional<Decoder> reference = regimen.needsReference() ? Optional.of(Checkpoint.load(start)) : Optional.empty();
        try (Decoder model = Checkpoint.load(start);
                Course course = regimen.course(model, reference, drills)) {
            train(context, course, model, tokenizer);
            OrganismLab.save(model, tokenizer, context.folder());
            StagedCourse.end(context);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            reference.ifPresent(Decoder::close);
        }
    }

    private void train(StageContext context, Course course, Decoder model, WordTokenizer tokenizer) throws IOException {
        List<Point> seen;
        try (StagedCourse staged = new StagedCourse(this, context, course)) {
            seen = seen(context, course.stepsDone());
            while (!course.isDone()) {
                Course.Stride stride = course.advance();
                staged.log(stride.step(), stride.tokens(), stride.measures());
                staged.advance("");
                boolean measured = measures(stride.step(), course.steps());
                if (measured) {
                    seen.add(new Point(stride.step(), course.steps(), measure(model, tokenizer)));
                    AtomicFile.write(context.folder().resolve(ALONG), Json.pretty(seen));
                }
                boolean stops = context.stop().requested();
                if (measured || stops || stride.step() % regimen.saveEvery() == 0) {
                    staged.save();
                }
                if (stops) {
                    throw new Stopped();
                }
            }
        }
        AtomicFile.write(context.folder().resolve(ALONG), Json.pretty(seen));
    }

    /// Measurements up to the saved state from which training resumes.
    private static List<Point> seen(StageContext context, int from) throws IOException {
        Path file = context.folder().resolve(ALONG);
        List<Point> seen = new ArrayList<>();
        if (from > 0 && Files.exists(file)) {
            seen.addAll(List.of(Json.read(file, Point[].class)));
            seen.removeIf(point -> point.step() > from);
        }
        return seen;
    }

    private boolean measures(int step, int steps) {
        for (int point = 1; point <= points; point++) {
            if (step == Math.round((double) steps * point / (points + 1))) {
                return true;
            }
        }
        return false;
    }

    private Scores measure(Decoder model, WordTokenizer tokenizer) {
        List<EmbeddedScenario> scenarios = EvaluationSuite.of(world, along, false);
        List<Rollout> rollouts = new OrganismAudit(new OrganismWriter(model, tokenizer), name()).run(scenarios);
        return Scoring.of(world, Outcome.of(scenarios, rollouts), model, tokenizer, along);
    }
}
