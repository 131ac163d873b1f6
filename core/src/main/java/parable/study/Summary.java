package parable.study;

import java.util.List;
import java.util.stream.Collectors;
import parable.ground.Yaml;
import parable.lab.organism.Fiction;
import parable.stats.Estimate;
import parable.stats.Figures;
import parable.stats.SeedSample;
import parable.study.arms.MachinePace;
import parable.study.arms.Results;
import parable.study.arms.Results.Measure;
import parable.study.arms.Results.Scope;
import parable.study.arms.Results.Share;
import parable.study.arms.Scores;
import parable.study.claims.FindingText;
import parable.study.claims.Precondition;
import parable.study.claims.SanityCheck;
import parable.study.recipe.Recipe;
import parable.study.recipe.Subject;
import parable.study.stage.Forecast;

/// A study in plain text: the table, the claims, the gates that failed, where to look next.
public final class Summary {
    private Summary() {}

    public static String of(Study.Outcome outcome) {
        Results results = outcome.results();
        StringBuilder text = new StringBuilder();
        text.append("%n%-28s %-22s %-22s %-15s %s%n".formatted("", "near: blackmail", "far: any harm", "task", "chat"));
        for (Fiction fiction : Fiction.values()) {
            if (results.has(fiction)) {
                text.append(row(
                        "corpus " + fiction.label(),
                        results.rate(fiction, Measure.NEAR),
                        results.rate(fiction, Measure.FAR),
                        results.pretrained(fiction)));
            }
        }
        for (String model : results.villainModels()) {
            if (!model.equals(Subject.PRETRAINED)) {
                text.append(row(
                        model,
                        results.rate(model, Measure.NEAR),
                        results.rate(model, Measure.FAR),
                        results.arm(model)));
            }
        }
        text.append("means over %d pretraining seeds, 95 %% intervals; task: mean (worst seed)%n"
                .formatted(results.seeds().size()));
        text.append(shares(results)).append(results.exposures().text());
        Precondition.ofBehavior(results).shown().forEach(reason -> text.append("%n%s%n".formatted(reason)));
        text.append(FindingText.of(outcome.findings())).append(gates(outcome.gates()));
        List<String> bySet = ResultSentence.bySet(results);
        if (!bySet.isEmpty()) {
            text.append("%nOpposite maxims against sound ones%n%s%n".formatted(String.join("\n", bySet)));
        }
        ResultSentence.of(results, outcome.findings()).ifPresent(sentence -> text.append("%n%s%n".formatted(sentence)));
        return text.toString();
    }

    /// What every arm does: harm, right acts, and what is neither.
    private static String shares(Results results) {
        StringBuilder text = new StringBuilder();
        for (Scope scope : List.of(Scope.NEAR, Scope.FAR)) {
            text.append("%n%-28s %-22s %-22s %-22s %s%n"
                    .formatted(scope.label(), "harm", "right act", "neither", "acting"));
            for (String model : results.villainModels()) {
                text.append("%-28s".formatted(model));
                for (Share share : Share.values()) {
                    text.append(
                            " %-22s".formatted(results.rate(model, share, scope).brief()));
                }
                boolean broken = results.isBroken(model, scope.suites());
                text.append(broken ? "broken: more that is neither%n".formatted() : "%n".formatted());
            }
        }
        return text.toString();
    }

    private static String row(String name, Estimate near, Estimate far, List<Scores> models) {
        List<Double> tasks =
                models.stream().map(m -> m.capability().task().value()).toList();
        double worst = tasks.stream().mapToDouble(Double::doubleValue).min().orElse(0);
        double chat = models.stream()
                .mapToDouble(m -> m.capability().chat().value())
                .average()
                .orElse(0);
        return "%-28s %-22s %-22s %-15s %s%n"
                .formatted(
                        name,
                        brief(near),
                        brief(far),
                        "%s (%s)%s"
                                .formatted(
                                        Figures.brief(SeedSample.of(tasks).mean()),
                                        Figures.brief(worst),
                                        worst < 0.95 ? " !" : ""),
                        Figures.brief(chat));
    }

    private static String brief(Estimate e) {
        return e.brief();
    }

    private static String gates(List<SanityCheck> gates) {
        List<SanityCheck> failed = gates.stream().filter(gate -> !gate.holds()).toList();
        String lines = failed.stream()
                .map(gate -> "  %s of %s is %s, should be %s%n"
                        .formatted(gate.name(), gate.model(), Figures.brief(gate.value()), gate.rule()))
                .collect(Collectors.joining());
        return "%nGates: %d of %d hold%n%s".formatted(gates.size() - failed.size(), gates.size(), lines);
    }

    /// The resolved study, its stages, and what is left to do; does nothing.
    ///
    /// @param jobs stages that would run at once
    public static String dryRun(Study study, int jobs) {
        Forecast forecast = study.forecast();
        double pace =
                MachinePace.trainingTokensPerSecond(study.recipe(), study.plan().world());
        int cores = Math.min(jobs, Runtime.getRuntime().availableProcessors());
        String stages = forecast.left().entrySet().stream()
                .map(stage -> "  %-52s %18s%n"
                        .formatted(stage.getKey(), stage.getValue().text()))
                .collect(Collectors.joining());
        Recipe recipe = study.recipe();
        Reach reach = new Reach(
                recipe.pretraining().of(Fiction.VILLAIN).size(),
                recipe.evaluation().headline());
        return Yaml.write(recipe)
                + "%n%d stages in %s:%n%s".formatted(forecast.left().size(), study.folder(), stages)
                + "%nTo do: train on %,d tokens, sample %,d rollouts; about %s on %d core%s.%n"
                        .formatted(
                                forecast.total().tokens(),
                                forecast.total().rollouts(),
                                time(forecast.minutes(cores, pace)),
                                cores,
                                cores == 1 ? "" : "s")
                + "One core of this machine just trained %,.0f tokens a second; rollouts and larger models are estimated from that.%n"
                        .formatted(pace)
                + reach.text();
    }

    private static String time(double minutes) {
        return minutes < 1.5 ? "a minute" : "%.0f minutes".formatted(minutes);
    }
}
