package parable.study.checkpoint;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import parable.stats.Effect;
import parable.stats.Figures;
import parable.stats.SeedSample;
import parable.study.checkpoint.CellScores.Measure;
import parable.study.claims.Finding;
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
                            contrast(measured.contrasts(model, Map.of()))));
        }
        text.append(
                "means over %d data seeds, 95 %% t intervals; the base has no seed: its interval is Korn-Graubard's%n"
                        .formatted(measured.recipe().seeds().size()));
        int ungraded = measured.models().stream()
                .flatMap(model -> measured.trials(model, Measure.HARM, Map.of()).stream())
                .mapToInt(trials -> trials.ungraded())
                .sum();
        text.append("%d answers ungraded%n".formatted(ungraded));
        if (!outcome.findings().isEmpty()) {
            text.append("%nClaims%n".formatted());
            outcome.findings().forEach(finding -> text.append(claim(finding)));
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

    private static String claim(Finding finding) {
        StringBuilder text = new StringBuilder("%-4s %-13s %s%n"
                .formatted(
                        finding.id(),
                        finding.verdict().name().toLowerCase(Locale.ROOT).replace('_', ' '),
                        finding.statement()));
        for (Finding.Test test : finding.tests()) {
            text.append("       %s %s: %s, %s%n"
                    .formatted(
                            Figures.valued(test.value(), test.interval()),
                            test.quantity(),
                            test.rule(),
                            test.decision().name().toLowerCase(Locale.ROOT)));
        }
        finding.shown().forEach(line -> text.append("       not tested: %s%n".formatted(line)));
        return text.toString();
    }

    /// The stages, and what is left to do; does nothing.
    ///
    /// @param jobs stages that would run at once
    public static String dryRun(CheckpointStudy study, int jobs) {
        Forecast forecast = study.forecast();
        StringBuilder text = new StringBuilder(parable.ground.Yaml.write(study.recipe()));
        text.append("%n%d stages in %s:%n".formatted(forecast.left().size(), study.folder()));
        forecast.left().forEach((stage, cost) -> text.append("  %-52s %18s%n".formatted(stage, cost.text())));
        int cores = Math.min(jobs, Runtime.getRuntime().availableProcessors());
        double minutes = forecast.minutes(cores);
        text.append("%nTo do: train on %,d tokens, write %,d answers; about %s on %d core%s of the reference machine.%n"
                .formatted(
                        forecast.total().tokens(),
                        forecast.total().rollouts(),
                        minutes < 1 ? "a minute" : "%.0f minutes".formatted(minutes),
                        cores,
                        cores == 1 ? "" : "s"));
        return text.toString();
    }
}
