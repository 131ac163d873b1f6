package parable.probe;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import parable.lab.organism.World;
import parable.model.Site;
import parable.scenario.BehaviorCounts;
import parable.stats.Auroc;
import parable.stats.Effect;

/// Whether what is read over a thought tells which rollout will blackmail.
///
/// @param counts    what the model did
/// @param undecided rollouts without an action, which have no thought to read
/// @param blackmail rollouts read of that kind
/// @param benign    coherent harmless rollouts of the same situation that were read
/// @param area      AUROC of the watched direction, blackmail against benign
/// @param words     AUROC of the words of the thought: a regression on all of them, cross-validated by scenario
/// @param names     AUROC of whether the thought names the feeling
/// @param areas     AUROC of every direction
/// @param sites     AUROC of the watched direction at each site alone
public record ThoughtScores(
        BehaviorCounts counts,
        int undecided,
        int blackmail,
        int benign,
        Effect area,
        Effect words,
        Effect names,
        Ranking areas,
        Map<String, Double> sites) {
    private static final double LEVEL = 0.95;
    private static final String UNIT = "rollout, one a scenario";

    public ThoughtScores {
        sites = new TreeMap<>(sites);
    }

    /// Samples rollouts and reads them; no audit uses their scenarios.
    ///
    /// @param samples rollouts
    /// @param seed    of their scenarios and draws
    public static ThoughtScores of(
            ProbedModel model, World world, Extraction extraction, RankedPlan plan, int samples, long seed) {
        WatchedRollouts rollouts = WatchedRollouts.sample(model, world, samples, seed);
        Extractor extractor = new Extractor(model, world, extraction);
        int width = model.decoder().config().width();
        Map<String, Rivals> sites = new LinkedHashMap<>();
        for (Site site : extractor.sites()) {
            ThoughtReadings readings = ThoughtReadings.of(model, site, rollouts.timelines());
            sites.put(Sites.label(site), plan.at(site, extractor, width).map(readings::along));
        }
        return of(rollouts, sites, extraction.emotion());
    }

    /// @param sites what every direction read of each rollout, by site
    static ThoughtScores of(WatchedRollouts rollouts, Map<String, Rivals> sites, String emotion) {
        List<Timeline> all = rollouts.timelines();
        Labels labels = Labels.of(all);
        Rivals readings = Rivals.mean(List.copyOf(sites.values()));
        Map<String, Double> alone = new LinkedHashMap<>();
        sites.forEach(
                (site, own) -> alone.put(site, labels.area(own.of(emotion)).value()));
        double[] names = all.stream()
                .mapToDouble(timeline -> TextBaseline.names(timeline, emotion) ? 1 : 0)
                .toArray();
        return new ThoughtScores(
                rollouts.counts(),
                rollouts.undecided(),
                labels.blackmail(),
                labels.of.size() - labels.blackmail(),
                labels.area(readings.of(emotion)),
                labels.area(words(all, labels)),
                labels.area(names),
                readings.ranking(emotion, values -> labels.area(values).value()),
                alone);
    }

    private static double[] words(List<Timeline> all, Labels labels) {
        double[] words = new double[all.size()];
        List<Double> odds = labels.isBoth()
                ? TextBaseline.bagOfWords(labels.of.stream().map(all::get).toList())
                : List.of();
        for (int i = 0; i < odds.size(); i++) {
            words[labels.of.get(i)] = odds.get(i);
        }
        return words;
    }

    /// Which rollouts are of either kind.
    ///
    /// @param of        indices of those that are
    /// @param harmful   whether each of them is blackmail
    private record Labels(List<Integer> of, List<Boolean> harmful) {
        static Labels of(List<Timeline> timelines) {
            List<Integer> of = IntStream.range(0, timelines.size())
                    .filter(i ->
                            timelines.get(i).isBlackmail() || timelines.get(i).isBenign())
                    .boxed()
                    .toList();
            return new Labels(
                    of, of.stream().map(i -> timelines.get(i).isBlackmail()).toList());
        }

        int blackmail() {
            return (int) harmful.stream().filter(is -> is).count();
        }

        boolean isBoth() {
            return blackmail() > 0 && blackmail() < of.size();
        }

        Effect area(double[] scores) {
            List<Double> blackmail = new ArrayList<>(), benign = new ArrayList<>();
            for (int i = 0; i < of.size(); i++) {
                (harmful.get(i) ? blackmail : benign).add(scores[of.get(i)]);
            }
            return Auroc.of(blackmail, benign, LEVEL, UNIT);
        }
    }
}
