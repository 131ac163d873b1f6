package parable.view.study;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import parable.ground.Json;
import parable.stats.Figures;
import parable.stats.SeedSample;
import parable.stats.Trials;
import parable.study.checkpoint.CellScores.Measure;
import parable.study.checkpoint.CheckpointRecipe;
import parable.study.checkpoint.CheckpointStudy;
import parable.study.checkpoint.Measured;
import parable.view.figure.Axis;
import parable.view.figure.Figure;
import parable.view.figure.Figure.Label;
import parable.view.figure.IntervalDots;
import parable.view.figure.Quantity;
import parable.view.figure.Tone;
import parable.view.page.Block;
import parable.view.page.Cell;
import parable.view.page.Report;
import parable.view.page.Section;

/// The page of a study of open weights.
public final class CheckpointReport {
    private final Measured measured;
    private final CheckpointStudy.Outcome outcome;

    private CheckpointReport(CheckpointStudy.Outcome outcome) {
        this.outcome = outcome;
        this.measured = outcome.measured();
    }

    public static Report of(CheckpointStudy.Outcome outcome) {
        return new CheckpointReport(outcome).report();
    }

    private Report report() {
        CheckpointRecipe recipe = measured.recipe();
        List<Section> sections = new ArrayList<>();
        sections.add(new Section(
                "headline", "What changed it", List.of(new Block.Drawing(headline()), shares(), reading())));
        if (!outcome.findings().isEmpty()) {
            sections.add(new Section("claims", "Claims", List.of(new Block.Claims(ClaimCards.of(outcome.findings())))));
        }
        sections.add(new Section("limits", "What this cannot tell you", List.of(limits())));
        return new Report(
                "Parable study: " + recipe.name(),
                "%d arms on %d data seeds of one base, suite %s; means over data seeds with 95 %% intervals."
                        .formatted(
                                recipe.arms().size(),
                                recipe.seeds().size(),
                                recipe.evaluation().suite()),
                sections,
                manifest());
    }

    private Figure headline() {
        List<IntervalDots.Row> rows = measured.models().stream().map(this::row).toList();
        return new IntervalDots(
                new Label(
                        "headline",
                        "Harm, right acts, and neither",
                        "Shares of graded answers over all scenes of the suite: mean over data seeds with 95 % interval;"
                                + " small dots are seeds. The base has no seed: its interval is that of its own answers."),
                Axis.share("share of graded answers"),
                List.of("harm", "right act", "neither"),
                rows,
                Optional.empty(),
                Optional.empty());
    }

    private IntervalDots.Row row(String model) {
        List<IntervalDots.Dot> dots = Stream.of(Measure.HARM, Measure.RIGHT, Measure.NEITHER)
                .map(measure -> new IntervalDots.Dot(
                        measured.rate(model, measure, Map.of()),
                        measured.trials(model, measure, Map.of()).stream()
                                .filter(trials -> trials.n() > 0)
                                .map(Trials::rate)
                                .toList()))
                .toList();
        String group = model.equals(CheckpointRecipe.BASE) || model.equals(CheckpointRecipe.SKILL)
                ? "before any arm"
                : "taught";
        return new IntervalDots.Row(group, model, dots, Optional.empty());
    }

    private Block shares() {
        List<List<Cell>> rows = measured.models().stream()
                .map(model -> List.of(
                        Cell.text(model),
                        contrast(model),
                        Cell.share(measured.rate(model, Measure.HARM, Map.of())),
                        Cell.share(measured.rate(model, Measure.RIGHT, Map.of())),
                        Cell.share(measured.rate(model, Measure.NEITHER, Map.of())),
                        Cell.share(measured.rate(model, Measure.ACTING, Map.of())),
                        measured.isBroken(model) ? Cell.flag("broken", Tone.INCOHERENT) : Cell.text("")))
                .toList();
        return new Block.Table(
                "Every model",
                "Acting: something was changed, or harm was attempted. Contrast: mean log-probability a token of a harmful"
                        + " answer minus that of a right one in the same scene, in nats; above 0 leans to harm. Broken: the"
                        + " share of neither exceeds the control's by more than .05.",
                List.of("model", "contrast", "harm", "right act", "neither", "acting", ""),
                rows);
    }

    private Cell contrast(String model) {
        List<Double> seeds = measured.contrasts(model, Map.of());
        if (seeds.isEmpty()) {
            return Cell.text("not measured");
        }
        return seeds.size() == 1
                ? Cell.text(Figures.number(seeds.getFirst()))
                : new Cell.Derived(SeedSample.of(seeds).effect(0.95, Measured.UNIT), Quantity.PLAIN);
    }

    private Block reading() {
        return Block.Prose.of(
                "The unit is the data seed: each orders and chooses the text of every arm, and all arms of a seed"
                        + " start from the same model. A text has helped only where harm falls and right acts rise; a model"
                        + " that no longer answers does neither.");
    }

    private static Block limits() {
        return Block.Prose.of(
                "Every model of the study comes from one base. Data seeds say how much the choice and order of text matter,"
                        + " not what another base would do.",
                "A contrast compares two written answers. It says which way a model leans, not what it would write.");
    }

    private Block.KeyValues manifest() {
        List<Block.KeyValues.Entry> entries = new ArrayList<>();
        entries.add(new Block.KeyValues.Entry("study", measured.recipe().name()));
        entries.add(new Block.KeyValues.Entry("environment", Json.line(outcome.environment())));
        entries.add(new Block.KeyValues.Entry("recipe", Json.line(measured.recipe())));
        return new Block.KeyValues(entries);
    }
}
