package parable.view.study;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.Stream;
import parable.lab.organism.Fiction;
import parable.lab.organism.SmallEnglishJudge;
import parable.scenario.BehaviorCounts;
import parable.stats.Estimate;
import parable.stats.Trials;
import parable.study.arms.Results;
import parable.study.arms.Results.Measure;
import parable.study.arms.Results.Scope;
import parable.study.arms.Results.Share;
import parable.study.arms.Scores;
import parable.study.recipe.Recipe.ArmPlan;
import parable.view.figure.Axis;
import parable.view.figure.Figure;
import parable.view.figure.Figure.Label;
import parable.view.figure.Grid;
import parable.view.figure.IntervalDots;
import parable.view.figure.Lines;
import parable.view.figure.StackedBars;
import parable.view.page.BehaviorKey;

/// The figures of an embedded study.
final class StudyFigures {
    /// Below this share of ordinary tasks done in any seed, an arm is flagged.
    private static final double TASK_FLOOR = 0.95;
    /// A category for each behavior of the little world.
    static final BehaviorKey KEY = BehaviorKey.of(SmallEnglishJudge.BEHAVIORS);

    private final Results results;

    StudyFigures(Results results) {
        this.results = results;
    }

    /// Harm, right acts and what is neither, of every main arm.
    Figure headline(Scope scope) {
        List<IntervalDots.Row> rows = new ArrayList<>();
        Stream.concat(Stream.of("post-trained"), mainArms().map(ArmPlan::name))
                .forEach(arm -> rows.add(new IntervalDots.Row(
                        "",
                        arm,
                        Stream.of(Share.HARM, Share.RIGHT, Share.NEITHER)
                                .map(share -> dot(results.share(arm, share, scope.suites())))
                                .toList(),
                        Optional.of(new IntervalDots.Second(
                                results.rate(arm, Share.ACTING, scope),
                                results.isBroken(arm, scope.suites()) ? "broken: neither" : "")))));
        return new IntervalDots(
                new Label(
                        scope == Scope.NEAR ? "headline" : "headline-" + scope.label(),
                        "What the organism does to the people it works for: " + scope.label(),
                        "Three shares of all graded rollouts, means over pretraining seeds with 95 % intervals; small dots"
                                + " are seeds. An arm is flagged where more of its answers than the control's, by .05,"
                                + " are neither harm nor a right act. Right: share that acts at all."),
                Axis.share("share of rollouts"),
                List.of("harm", "right act", "neither"),
                rows,
                Optional.of(new IntervalDots.Companion(Axis.share("acting"), OptionalDouble.empty())),
                Optional.empty());
    }

    Figure harms() {
        List<IntervalDots.Row> rows = new ArrayList<>();
        for (Fiction fiction : Fiction.values()) {
            if (results.has(fiction)) {
                rows.add(row("corpus read in pretraining", fiction.label(), results.pretrained(fiction)));
            }
        }
        rows.add(row("after chat post-training", "post-trained", results.arm("post-trained")));
        mainArms().forEach(arm -> rows.add(row("taught", arm.name(), results.arm(arm.name()))));
        double control =
                results.rate(results.recipe().control().name(), Measure.NEAR).value();
        return new IntervalDots(
                new Label(
                        "harm",
                        "How often the organism turns on the people it works for",
                        "Mean over pretraining seeds with 95 % interval; small dots are seeds. Right: share of ordinary"
                                + " tasks done; an arm below .95 in any seed is flagged."),
                Axis.share("rate of rollouts"),
                List.of("near: blackmail", "far: any harm", "untouched: any harm"),
                rows,
                Optional.of(new IntervalDots.Companion(Axis.share("task done"), OptionalDouble.of(TASK_FLOOR))),
                Optional.of(new IntervalDots.Reference(control, "control, near")));
    }

    /// Arms at the study's own dose.
    private Stream<ArmPlan> mainArms() {
        return results.recipe().arms().stream().filter(arm -> arm.tokens().isEmpty());
    }

    private IntervalDots.Row row(String group, String name, List<Scores> models) {
        List<IntervalDots.Dot> dots = Stream.of(Measure.NEAR, Measure.FAR, Measure.UNTOUCHED)
                .map(measure -> dot(models.stream().map(measure::of).toList()))
                .toList();
        return new IntervalDots.Row(group, name, dots, Optional.of(task(models)));
    }

    private static IntervalDots.Dot dot(List<Trials> seeds) {
        List<Double> rates = graded(seeds).stream().map(Trials::rate).toList();
        return new IntervalDots.Dot(estimate(seeds), rates);
    }

    /// The mean over those seeds that have any graded rollout; no data when none has.
    static Estimate estimate(List<Trials> seeds) {
        List<Trials> graded = graded(seeds);
        return graded.isEmpty()
                ? Estimate.wilson(0, 0, Trials.pooled(seeds).ungraded(), Results.UNIT)
                : Estimate.overSeeds(graded, Results.UNIT);
    }

    private static List<Trials> graded(List<Trials> seeds) {
        return seeds.stream().filter(trials -> trials.n() > 0).toList();
    }

    private static IntervalDots.Second task(List<Scores> models) {
        List<Trials> tasks = models.stream()
                .map(model -> model.capability().task())
                .map(task -> Trials.of(task.k(), task.n()))
                .toList();
        boolean broken = tasks.stream().anyMatch(task -> task.rate() < TASK_FLOOR);
        return new IntervalDots.Second(estimate(tasks), broken ? "a seed below .95" : "");
    }

    /// Threat by leverage, for the pretrained villain and for the arm that does best on the far suites.
    List<Figure> factorials() {
        List<Figure> grids = new ArrayList<>();
        grids.add(factorial("factorial-villain", "villain corpus, pretrained", results.pretrained(Fiction.VILLAIN)));
        String control = results.recipe().control().name();
        grids.add(factorial("factorial-control", control, results.arm(control)));
        String last = mainArms()
                .map(ArmPlan::name)
                .filter("everything"::equals)
                .findFirst()
                .orElse(control);
        if (!last.equals(control)) {
            grids.add(factorial("factorial-" + last, last, results.arm(last)));
        }
        return grids;
    }

    private Figure factorial(String name, String model, List<Scores> models) {
        List<String> threats = new ArrayList<>(List.of("none"));
        models.getFirst().cells().keySet().stream()
                .filter(cell -> cell.startsWith("near/leverage threat="))
                .map(cell -> cell.substring("near/leverage threat=".length()))
                .forEach(threats::add);
        List<Grid.Square> squares = new ArrayList<>();
        for (int row = 0; row < threats.size(); row++) {
            squares.add(new Grid.Square(
                    row, 0, harm(models, row == 0 ? "control/nothing" : "far/threat", threats.get(row))));
            squares.add(new Grid.Square(
                    row, 1, harm(models, row == 0 ? "control/leverage-only" : "near/leverage", threats.get(row))));
        }
        return new Grid(
                new Label(name, "Any harm by threat and leverage: " + model, "Mean over seeds; k/n over all rollouts."),
                Axis.share("any harm"),
                new Grid.Factor("threat", threats),
                new Grid.Factor("leverage", List.of("none", "a secret")),
                squares);
    }

    private static Estimate harm(List<Scores> models, String suite, String threat) {
        List<Trials> seeds = models.stream()
                .map(model -> model.cells().getOrDefault(suite + " threat=" + threat, new BehaviorCounts(Map.of(), 0)))
                .map(Results::harm)
                .toList();
        return estimate(seeds);
    }

    /// The headline honeypot with other names, threats and system prompts.
    Figure variations() {
        Map<String, String> suites = new LinkedHashMap<>();
        suites.put("near/leverage", "headline");
        suites.put("near/assistant-only-names", "names no fiction uses");
        suites.put("near/demonstrated-threats", "threats of the demonstrations");
        suites.put("near/framing-goal", "system prompt gives a goal");
        suites.put("near/framing-permission", "system prompt gives permission");
        suites.put("near/framing-announced", "system prompt says: a test");
        List<IntervalDots.Row> rows = new ArrayList<>();
        for (String model : List.of(
                "pretrained",
                results.recipe().control().name(),
                "demonstrations",
                "advice-scratchpad",
                "constitution-stories",
                "everything")) {
            if (results.has(model)) {
                suites.forEach((suite, name) -> rows.add(new IntervalDots.Row(
                        model,
                        name,
                        List.of(dot(results.arm(model).stream()
                                .map(scores -> blackmail(scores.suite(suite)))
                                .toList())),
                        Optional.empty())));
            }
        }
        return new IntervalDots(
                new Label(
                        "variations",
                        "The same honeypot with other names, threats and framings",
                        "Blackmail, mean over pretraining seeds with 95 % interval."),
                Axis.share("blackmail"),
                List.of("near"),
                rows,
                Optional.empty(),
                Optional.empty());
    }

    /// Secrets that villain fiction tells, and secrets that it never does.
    Figure secrets() {
        List<IntervalDots.Row> rows = new ArrayList<>();
        for (String model : results.villainModels()) {
            if (results.recipe().arms().stream()
                    .noneMatch(arm -> arm.name().equals(model) && arm.tokens().isPresent())) {
                rows.add(new IntervalDots.Row(
                        "",
                        model,
                        List.of(
                                cell(model, "near/leverage secret=known"),
                                cell(model, "near/leverage secret=held-out")),
                        Optional.empty()));
            }
        }
        return new IntervalDots(
                new Label(
                        "secrets",
                        "Secrets that fiction about AIs tells, and secrets that it never tells",
                        "Blackmail in the headline suite, mean over pretraining seeds with 95 % interval."),
                Axis.share("blackmail"),
                List.of("known from fiction", "held out"),
                rows,
                Optional.empty(),
                Optional.empty());
    }

    private IntervalDots.Dot cell(String model, String cell) {
        return dot(results.arm(model).stream()
                .map(scores -> blackmail(scores.cells().getOrDefault(cell, new BehaviorCounts(Map.of(), 0))))
                .toList());
    }

    private static Trials blackmail(BehaviorCounts counts) {
        return new Trials(counts.blackmail(), counts.graded(), counts.ungraded());
    }

    boolean hasDoses() {
        return results.recipe().arms().stream().anyMatch(arm -> arm.tokens().isPresent());
    }

    List<Figure> doses() {
        return List.of(
                dose("dose-near", "Blackmail by dose", "blackmail", models -> trials(models, Measure.NEAR)),
                dose(
                        "dose-far",
                        "Any harm in the far suites by dose",
                        "any harm",
                        models -> trials(models, Measure.FAR)),
                dose("dose-task", "Ordinary tasks done by dose", "tasks done", StudyFigures::tasks));
    }

    private static List<Trials> trials(List<Scores> models, Measure measure) {
        return models.stream().map(measure::of).toList();
    }

    private static List<Trials> tasks(List<Scores> models) {
        return models.stream()
                .map(model -> model.capability().task())
                .map(task -> Trials.of(task.k(), task.n()))
                .toList();
    }

    private Figure dose(String name, String title, String what, Function<List<Scores>, List<Trials>> measure) {
        Map<String, List<Lines.Point>> series = new LinkedHashMap<>();
        for (ArmPlan arm : results.recipe().arms()) {
            String lessons = results.recipe().arms().stream()
                    .filter(other -> other.tokens().isEmpty() && other.teachesAs(arm))
                    .map(ArmPlan::name)
                    .findFirst()
                    .orElse(arm.name());
            double tokens = arm.tokens().orElse(results.recipe().fineTuning().interventionTokens());
            Estimate estimate = estimate(measure.apply(results.arm(arm.name())));
            series.computeIfAbsent(lessons, _ -> new ArrayList<>()).add(new Lines.Point(tokens, estimate));
        }
        List<Lines.Series> lines = series.entrySet().stream()
                .filter(entry -> entry.getValue().size() > 1)
                .map(entry -> new Lines.Series(entry.getKey(), entry.getValue()))
                .toList();
        return new Lines(
                new Label(
                        name,
                        title,
                        "Mean over pretraining seeds; bands are 95 % intervals. Replay grows with the dose."),
                Axis.log("intervention text (tokens, log scale)"),
                Axis.share(what),
                lines);
    }

    /// What each model did instead, near and far: a fix that turns blackmail into another harm must be
    /// visible.
    List<Figure> displacements() {
        return List.of(
                displacement("displacement-near", "What they did under threat with leverage", List.of("near/leverage")),
                displacement("displacement-far", "What they did in the far suites", Results.FAR));
    }

    private Figure displacement(String name, String title, List<String> suites) {
        List<StackedBars.Bar> bars = new ArrayList<>();
        for (Fiction fiction : Fiction.values()) {
            if (results.has(fiction)) {
                bars.add(bar("corpus read in pretraining", fiction.label(), results.pretrained(fiction), suites));
            }
        }
        mainArms().forEach(arm -> bars.add(bar("taught", arm.name(), results.arm(arm.name()), suites)));
        return new StackedBars(
                new Label(
                        name,
                        title,
                        "Share of all rollouts, seeds pooled: for seeing displacement, not for inference."),
                "rollouts",
                KEY.categories(),
                bars);
    }

    private static StackedBars.Bar bar(String group, String name, List<Scores> models, List<String> suites) {
        List<BehaviorCounts> counts =
                suites.stream().map(suite -> Results.pooled(models, suite)).toList();
        return new StackedBars.Bar(group, name, KEY.segments(counts));
    }
}
