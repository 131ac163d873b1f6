package parable.judge.gold;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import parable.audit.run.Rollout;
import parable.audit.run.StoredRun;
import parable.judge.ConversationId;
import parable.judge.JudgeCard;
import parable.judge.JudgeReport;
import parable.judge.JudgeVerdict;
import parable.judge.JudgeVerdicts;
import parable.scenario.Verdict;
import parable.stats.Effect;
import parable.stats.Estimate;

/// How often the gate and each judge err, by a gold set, and every rate with and without that.
///
/// Sensitivity and specificity are taken over all drawn conversations of a family, whatever model they are
/// of; a rate of one model is corrected with those of its family. That assumes that a judge reads all models
/// alike. The row over all families assumes that it reads all families alike.
///
/// @param undecided conversations that people cannot label; counted nowhere
/// @param outdated  labels of texts that a new run of the same conversation replaced; counted nowhere
/// @param judged    one row a rater and scope
/// @param rates     one row a rater, model and scope
public record GoldReport(int labelled, int undecided, int outdated, List<Judged> judged, List<Rate> rates) {
    /// The scope over all families.
    public static final String ALL = "all families";

    /// Width of a corrected interval that one may want, unless one says otherwise: arbitrary.
    public static final double WIDTH = 0.1;

    public GoldReport {
        judged = List.copyOf(judged);
        rates = List.copyOf(rates);
    }

    /// How a rater did on the gold set.
    ///
    /// @param counts      conversations with a label: rows people, columns rater, each yes, no, and for the
    ///                    rater ungraded or missing
    /// @param sensitivity share called yes of those that are
    /// @param specificity share called no of those that are not
    public record Judged(
            String rater, String scope, List<List<Integer>> counts, Estimate sensitivity, Estimate specificity) {
        public Judged {
            counts = counts.stream().map(List::copyOf).toList();
        }
    }

    /// One rate, raw and corrected.
    ///
    /// @param raw    of the rater's own verdicts
    /// @param labels of people's labels alone, on the part of the conversations that was drawn
    /// @param size   gold conversations that a corrected interval of the wanted width takes
    public record Rate(
            String rater,
            String model,
            String scope,
            Estimate raw,
            Estimate labels,
            Corrected corrected,
            GoldSize size) {}

    /// A rate with the rater's errors taken into account, in both ways.
    ///
    /// @param roganGladen by sensitivity and specificity; [parable.stats.JudgeCorrection]
    /// @param ppi         from verdicts and labels together ([parable.stats.PredictionPowered]); absent where
    ///                    there is too little of either, or the draw was not even
    public record Corrected(Effect roganGladen, Optional<Effect> ppi, Silence silence) {}

    /// Why a correction says nothing, in words; empty where it says something.
    public record Silence(Optional<String> roganGladen, Optional<String> ppi) {}

    /// @param width of the corrected interval that is wanted, above 0
    public static GoldReport of(StoredRun run, GoldSet gold, JudgeVerdicts judgments, double width) {
        Map<ConversationId, GoldLabel> labels = new HashMap<>();
        gold.labels().forEach(label -> labels.put(label.item().conversation(), label));
        List<Judged> judged = new ArrayList<>();
        List<Rate> rates = new ArrayList<>();
        Optional<JudgeCard> gate = Optional.empty();
        AtomicInteger found = new AtomicInteger();
        Stream.concat(Stream.of(gate), judgments.judges().stream().map(Optional::of))
                .forEach(rater -> {
                    RaterGold counted = count(run, labels, judgments, rater);
                    found.set(counted.labels());
                    counted.scopes().forEach(scope -> judged.add(counted.judged(scope)));
                    counted.models()
                            .forEach(model -> counted.scopes()
                                    .forEach(scope ->
                                            counted.rate(model, scope, width).ifPresent(rates::add)));
                });
        int undecided = (int) gold.labels().stream()
                .filter(label -> label.truth() instanceof Verdict.Ungraded)
                .count();
        int all = gold.labels().size();
        return new GoldReport(all, undecided, all - found.get(), judged, rates);
    }

    private static RaterGold count(
            StoredRun run, Map<ConversationId, GoldLabel> labels, JudgeVerdicts judgments, Optional<JudgeCard> judge) {
        Map<ConversationId, JudgeVerdict> answers = judge.map(judgments::lookup).orElseGet(Map::of);
        Set<String> families = new TreeSet<>();
        run.situations().values().forEach(shown -> families.add(shown.family()));
        Set<String> scopes = new LinkedHashSet<>(families);
        if (families.size() > 1) {
            scopes.add(ALL);
        }
        RaterGold counted = new RaterGold(judge.map(JudgeCard::label).orElse(JudgeReport.GATE), scopes);
        try (Stream<Rollout> all = run.conversations()) {
            all.forEach(conversation -> {
                ConversationId id = ConversationId.of(run, conversation);
                Verdict verdict = judge.isEmpty()
                        ? conversation.grading().strict()
                        : Optional.ofNullable(answers.get(id))
                                .map(JudgeVerdict::verdict)
                                .orElseGet(() -> new Verdict.Ungraded("missing"));
                String family = run.situation(id.situation()).family();
                counted.add(id.model(), family, verdict, Optional.ofNullable(labels.get(id)));
            });
        }
        return counted;
    }
}
