package parable.export;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import parable.stats.Estimate;
import parable.stats.Trials;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Counts samples while they are written, for Inspect's `EvalResults`: of each score the rate over everything and
/// over each cell of the design, with its interval and what was left ungraded. Confined to one thread.
final class InspectResults {
    private static final String ALL = "rate";
    private static final String UNIT = "rollout";

    private final Map<String, Map<String, Trials>> counts = new LinkedHashMap<>();
    private int samples;
    private int failed;
    private long longest;
    private long promptTokens;
    private long writtenTokens;

    /// @param millis that its answers took
    void add(InspectSample sample, List<Score> scores, long millis) {
        samples++;
        failed += sample.error().isPresent() ? 1 : 0;
        longest = Math.max(longest, millis);
        promptTokens += sample.played().usage().promptTokens();
        writtenTokens += sample.played().usage().writtenTokens();
        String cell = sample.shown().scenario().family() + "/"
                + sample.shown().scenario().label();
        for (Score score : scores) {
            Map<String, Trials> cells = counts.computeIfAbsent(score.name(), _ -> new LinkedHashMap<>());
            Trials one = score.isGraded() ? Trials.of(score.value() > 0 ? 1 : 0, 1) : new Trials(0, 0, 1);
            cells.merge(ALL, one, Trials::plus);
            cells.merge(cell, one, Trials::plus);
        }
    }

    int samples() {
        return samples;
    }

    /// Of the longest conversation, in milliseconds.
    long longest() {
        return longest;
    }

    ObjectNode usage() {
        return InspectSample.usage(promptTokens, writtenTokens);
    }

    /// @param wanted samples that were asked for
    ObjectNode json(int wanted) {
        ObjectNode out = Node.object().put("total_samples", wanted).put("completed_samples", samples - failed);
        ArrayNode scores = out.putArray("scores");
        counts.forEach((name, cells) -> scores.add(score(name, cells)));
        return out;
    }

    private static ObjectNode score(String name, Map<String, Trials> cells) {
        Trials all = cells.getOrDefault(ALL, Trials.of(0, 0));
        ObjectNode score = Node.object().put("name", name).put("scorer", name);
        score.put("scored_samples", all.n()).put("unscored_samples", all.ungraded());
        score.putObject("params");
        ObjectNode metrics = score.putObject("metrics");
        cells.forEach((cell, trials) -> metrics.set(cell, metric(cell, trials)));
        return score;
    }

    private static ObjectNode metric(String name, Trials trials) {
        Estimate rate = Estimate.clopperPearson(trials.k(), trials.n(), trials.ungraded(), UNIT);
        ObjectNode metric = Node.object().put("name", name);
        metric.put("value", rate.hasData() ? rate.value() : Double.NaN);
        metric.putObject("params");
        metric.set("metadata", Node.of(rate));
        return metric;
    }
}
