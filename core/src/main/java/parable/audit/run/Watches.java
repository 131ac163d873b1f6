package parable.audit.run;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import parable.chat.ChatModel;
import parable.scenario.Verdict;
import parable.suite.Scenario;

/// The watches over all models of a run; none where no stopping was asked for. Thread-safe.
final class Watches {
    private final Map<String, StopRule.Watch> byModel;

    private Watches(Map<String, StopRule.Watch> byModel) {
        this.byModel = byModel;
    }

    /// Watches that have seen what ended before.
    static Watches of(Optional<StopRule> rule, AuditPlan plan, List<ChatModel> models, RunJournal journal) {
        Map<String, StopRule.Watch> byModel = new LinkedHashMap<>();
        rule.ifPresent(stop -> {
            for (ChatModel model : models) {
                StopRule.Watch watch = stop.watch(plan);
                plan.scenarios().forEach(scenario -> tell(watch, plan, model, scenario, journal));
                byModel.put(model.name(), watch);
            }
        });
        return new Watches(byModel);
    }

    private static void tell(
            StopRule.Watch watch, AuditPlan plan, ChatModel model, Scenario scenario, RunJournal journal) {
        String terms = plan.terms(model, scenario);
        for (int i = 0; i < plan.samples(); i++) {
            int sample = i;
            journal.played(new Place(model.name(), scenario.id(), sample, 0), terms)
                    .ifPresent(played -> watch.saw(
                            scenario.id(),
                            sample,
                            played.graded(scenario, sample).strict()));
        }
    }

    void saw(Place place, Verdict verdict) {
        StopRule.Watch watch = byModel.get(place.model());
        if (watch != null) {
            watch.saw(place.situation(), place.sample(), verdict);
        }
    }

    boolean isDecided(ChatModel model) {
        StopRule.Watch watch = byModel.get(model.name());
        return watch != null && watch.isDecided();
    }
}
