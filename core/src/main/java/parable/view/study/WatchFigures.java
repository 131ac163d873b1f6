package parable.view.study;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import parable.probe.Directions;
import parable.probe.ReadoutScores.Aligned;
import parable.probe.SteeredCell;
import parable.probe.Transcribed;
import parable.scenario.BehaviorCounts;
import parable.stats.Effect;
import parable.stats.Estimate;
import parable.stats.Figures;
import parable.stats.Interval;
import parable.stats.SeedSample;
import parable.stats.Trials;
import parable.study.arms.Results;
import parable.study.recipe.WatchPlan;
import parable.study.watch.WatchResults;
import parable.study.watch.WatchResults.Watched;
import parable.view.figure.Axis;
import parable.view.figure.Figure;
import parable.view.figure.Lines;
import parable.view.figure.StackedBars;
import parable.view.figure.TokenStrip;

/// The figures of the chapter on watching.
final class WatchFigures {
    private final WatchPlan plan;
    private final WatchResults results;

    WatchFigures(WatchPlan plan, WatchResults results) {
        this.plan = plan;
        this.results = results;
    }

    private String emotion() {
        return plan.extraction().emotion();
    }

    /// A few rollouts of the first subject on its first seed, word by word.
    List<Figure> transcripts() {
        List<Figure> strips = new ArrayList<>();
        String arm = plan.subjects().getFirst();
        results.arm(arm).entrySet().stream().findFirst().ifPresent(first -> {
            for (Transcribed shown : first.getValue().transcripts()) {
                strips.add(new TokenStrip(
                        new Figure.Label(
                                "watch-transcript-" + (strips.size() + 1),
                                "%s, seed %d: %s"
                                        .formatted(
                                                arm,
                                                first.getKey(),
                                                shown.behavior()
                                                        .toLowerCase(Locale.ROOT)
                                                        .replace('_', ' ')),
                                "Reading of the direction for %s at every word; scenario %s, the end of the prompt and all that was written."
                                        .formatted(emotion(), shown.scenario())),
                        shown.words(),
                        shown.z(),
                        shown.decision(),
                        "decision",
                        "reading in spreads of ordinary text"));
            }
        });
        return strips;
    }

    /// Mean reading around the decision, blackmail against benign rollouts.
    List<Figure> aligned() {
        List<Figure> figures = new ArrayList<>();
        for (String arm : plan.subjects()) {
            List<Aligned> seeds = results.arm(arm).values().stream()
                    .filter(Watched::hasBoth)
                    .map(watched -> watched.own().aligned())
                    .toList();
            List<Lines.Point> blackmail = points(seeds, Aligned::blackmail), benign = points(seeds, Aligned::benign);
            if (!blackmail.isEmpty()) {
                figures.add(new Lines(
                        new Figure.Label(
                                "watch-aligned-" + arm,
                                "Reading before and after the decision: " + arm,
                                "Mean over pretraining seeds, 95 % t band, of each seed's mean reading; 0 is the colon of"
                                        + " “action :”, the act begins at +1. Only seeds with rollouts of both kinds."),
                        Axis.linear("tokens from the decision"),
                        Axis.linear("reading for " + emotion() + " (spreads of ordinary text)"),
                        List.of(new Lines.Series("blackmail", blackmail), new Lines.Series("benign", benign))));
            }
        }
        return figures;
    }

    private static List<Lines.Point> points(List<Aligned> seeds, Function<Aligned, List<Double>> side) {
        Map<Integer, List<Double>> byOffset = new TreeMap<>();
        for (Aligned seed : seeds) {
            for (int i = 0; i < seed.offsets().size(); i++) {
                byOffset.computeIfAbsent(seed.offsets().get(i), _ -> new ArrayList<>())
                        .add(side.apply(seed).get(i));
            }
        }
        List<Lines.Point> points = new ArrayList<>();
        byOffset.forEach((offset, values) -> {
            if (values.size() == seeds.size()) {
                points.add(new Lines.Point(offset, estimate(values)));
            }
        });
        return points;
    }

    /// Mean over seeds as an estimate; its k means nothing.
    static Estimate estimate(List<Double> seeds) {
        Effect effect = SeedSample.of(seeds).effect(Estimate.LEVEL, Results.UNIT);
        Interval finite =
                seeds.size() > 1 ? effect.interval() : new Interval(effect.value(), effect.value(), Estimate.LEVEL);
        return new Estimate(0, seeds.size(), 0, effect.value(), finite, effect.method(), Results.UNIT);
    }

    /// Rate of blackmail against strength: the watched feeling, others, the shuffled direction, and the
    /// range of the random ones.
    List<Figure> steering() {
        List<Figure> figures = new ArrayList<>();
        plan.steering().ifPresent(pushed -> {
            for (String arm : pushed.arms()) {
                List<Watched> seeds = List.copyOf(results.arm(arm).values());
                List<Lines.Series> series = new ArrayList<>();
                series.add(curve(emotion(), seeds));
                pushed.beside().forEach(other -> series.add(curve(other, seeds)));
                series.add(curve(Directions.SHUFFLED, seeds));
                series.add(new Lines.Series("random directions", band(seeds)));
                figures.add(new Lines(
                        new Figure.Label(
                                "watch-steering-" + arm,
                                "Pushing along a direction: " + arm,
                                "Mean blackmail over pretraining seeds with 95 % t band; for random directions the band is"
                                        + " their range, each averaged over seeds. Beyond the coherence bound (see the"
                                        + " gates) text breaks and every rate falls."),
                        Axis.linear("strength (mean residual norms)"),
                        Axis.share("blackmail"),
                        series));
            }
        });
        return figures;
    }

    private static Lines.Series curve(String vector, List<Watched> seeds) {
        Map<Double, List<Trials>> byStrength = new TreeMap<>();
        for (SteeredCell cell : cells(seeds)) {
            if (cell.cell().vector().equals(vector) || cell.cell().strength() == 0) {
                byStrength
                        .computeIfAbsent(cell.cell().strength(), _ -> new ArrayList<>())
                        .add(cell.blackmail());
            }
        }
        List<Lines.Point> points = new ArrayList<>();
        byStrength.forEach((strength, trials) -> points.add(new Lines.Point(strength, StudyFigures.estimate(trials))));
        return new Lines.Series(vector, points);
    }

    /// Mean over random directions, with the range of their means over seeds as the interval.
    private static List<Lines.Point> band(List<Watched> seeds) {
        Map<Double, Map<String, List<Trials>>> byStrength = new TreeMap<>();
        for (SteeredCell cell : cells(seeds)) {
            if (cell.cell().vector().startsWith("random-")) {
                byStrength
                        .computeIfAbsent(cell.cell().strength(), _ -> new TreeMap<>())
                        .computeIfAbsent(cell.cell().vector(), _ -> new ArrayList<>())
                        .add(cell.blackmail());
            }
        }
        List<Lines.Point> points = new ArrayList<>();
        byStrength.forEach((strength, directions) -> {
            List<Double> means = directions.values().stream()
                    .map(trials ->
                            trials.stream().mapToDouble(Trials::rate).average().orElse(0))
                    .sorted()
                    .toList();
            Trials all = Trials.pooled(
                    directions.values().stream().flatMap(List::stream).toList());
            double mean = means.stream().mapToDouble(m -> m).average().orElse(0);
            points.add(new Lines.Point(
                    strength,
                    new Estimate(
                            all.k(),
                            all.n(),
                            all.ungraded(),
                            mean,
                            new Interval(means.getFirst(), means.getLast(), Estimate.LEVEL),
                            "range of %d random directions,".formatted(means.size()),
                            "rollout")));
        });
        return points;
    }

    private static List<SteeredCell> cells(List<Watched> seeds) {
        return seeds.stream()
                .flatMap(watched -> watched.steering().stream())
                .flatMap(scores -> scores.cells().stream())
                .toList();
    }

    /// What the models did instead at each strength, seeds pooled.
    List<Figure> displacement() {
        List<Figure> figures = new ArrayList<>();
        plan.steering().ifPresent(pushed -> {
            for (String arm : pushed.arms()) {
                Map<Double, List<BehaviorCounts>> byStrength = new LinkedHashMap<>();
                List<SteeredCell> cells = cells(List.copyOf(results.arm(arm).values())).stream()
                        .filter(cell -> cell.cell().vector().equals(emotion())
                                || cell.cell().strength() == 0)
                        .toList();
                for (double strength : new TreeSet<>(
                        cells.stream().map(cell -> cell.cell().strength()).toList())) {
                    byStrength.put(
                            strength,
                            cells.stream()
                                    .filter(cell -> cell.cell().strength() == strength)
                                    .map(SteeredCell::counts)
                                    .toList());
                }
                List<StackedBars.Bar> bars = new ArrayList<>();
                byStrength.forEach((strength, counts) -> bars.add(new StackedBars.Bar(
                        "strength of " + emotion(), Figures.margin(strength), StudyFigures.KEY.segments(counts))));
                figures.add(new StackedBars(
                        new Figure.Label(
                                "watch-displacement-" + arm,
                                "What they did instead when pushed: " + arm,
                                "Share of all rollouts, seeds pooled: for seeing displacement, not for inference."),
                        "rollouts",
                        StudyFigures.KEY.categories(),
                        bars));
            }
        });
        return figures;
    }
}
