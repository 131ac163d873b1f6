package parable.study.checkpoint;

import java.util.List;
import java.util.Map;
import parable.ground.Yaml;
import parable.stats.Effect;
import parable.stats.Figures;
import parable.stats.SeedSample;
import parable.study.checkpoint.CellScores.Measure;
import parable.study.claims.FindingText;
import parable.study.stage.Forecast;

/// A study of open weights in plain text.
public final class CheckpointSummary {
    private CheckpointSummary() {}

    public static String of(CheckpointStudy.Outcome outcome) {
        Measured measured = outcome.measured();
        StringBuilder text = new StringBuilder("%n%-20s %-22s %-22s %-22s %-22s %s%n"
                .formatted("", "harm", "right act", "neither", "acting", "contrast (nats a token)"));
        for (String model : measured.models()) {
            text.append("%-20s %-22s %-22s %-22s %-22s %s%n"
                    .formatted(
                            model,
                            rate(measured, model, Measure.HARM),
                            rate(measured, model, Measure.RIGHT),
                            rate(measured, model, Measure.NEITHER),
                            rate(measured, model, Measure.ACTING),
                            contrast(measured.contrasts(model, Map.of()))
                                    + (measured.isBroken(model) ? "  broken: more that is neither" : "")));
        }
        text.append("means over %d data seeds, 95 %% intervals; the base has no seed: its interval is Korn-Graubard's%n"
                .formatted(measured.recipe().seeds().size()));
        int ungraded = measured.models().stream()
                .flatMap(model -> measured.trials(model, Measure.HARM, Map.of()).stream())
                .mapToInt(trials -> trials.ungraded())
                .sum();
        text.append("%d answers ungraded%n".formatted(ungraded));
        if (!outcome.findings().isEmpty()) {
            text.append(FindingText.of(outcome.findings()));
        }
        return text.toString();
    }

    private static String rate(Measured measured, String model, Measure measure) {
        return measured.rate(model, measure, Map.of()).brief();
    }

    private static String contrast(List<Double> seeds) {
        if (seeds.isEmpty()) {
            return "not measured";
        }
        if (seeds.size() == 1) {
            return Figures.number(seeds.getFirst());
        }
        Effect effect = SeedSample.of(seeds).effect(0.95, Measured.UNIT);
        return Figures.valued(effect.value(), effect.interval());
    }

    /// The stages, and what is left to do; does nothing.
    ///
    /// @param jobs stages that would run at once
    public static String dryRun(CheckpointStudy study, int jobs) {
        Forecast forecast = study.forecast();
        StringBuilder text = new StringBuilder(Yaml.write(study.recipe()));
        text.append("%n%d stages in %s:%n".formatted(forecast.left().size(), study.folder()));
        forecast.left().forEach((stage, cost) -> text.append("  %-52s %18s%n".formatted(stage, cost.text())));
        int cores = Math.min(jobs, Runtime.getRuntime().availableProcessors());
        double minutes = forecast.minutes(cores);
        text.append("%nTo do: train on %,d tokens, write %,d answers; about %s on %d core%s of the reference machine.%n"
                .formatted(
                        forecast.total().tokens(),
                        forecast.total().rollouts(),
                        minutes < 1.5 ? "a minute" : "%.0f minutes".formatted(minutes),
                        cores,
                        cores == 1 ? "" : "s"));
        return text.toString();
    }
}
