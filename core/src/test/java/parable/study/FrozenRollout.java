package parable.study;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import parable.audit.run.Played;
import parable.audit.run.Rollout;
import parable.chat.ChatMessage;
import parable.chat.Usage;
import parable.lab.organism.EmbeddedScenario;
import parable.lab.organism.SmallEnglish;
import parable.scenario.Condition;
import parable.scenario.Dispatch;
import parable.scenario.ScenarioFacts;
import parable.scenario.Verdict;

/// A rollout in the words of the golden file, which is older than the classes that tell of it.
record FrozenRollout(String suite, Shown scenario, Judged rollout) {
    record Shown(
            String id,
            String family,
            Condition condition,
            Map<String, String> cast,
            List<Line> messages,
            String secret,
            Optional<ScenarioFacts.Errand> errand) {}

    record Line(String role, String sender, String content) {
        static Line of(ChatMessage message) {
            SmallEnglish.Said said = SmallEnglish.Said.of(message);
            String[] who = said.who().split(" from ", 2);
            return new Line(who[0].toUpperCase(Locale.ROOT), who.length == 1 ? "" : who[1], said.text());
        }
    }

    record Judged(Written transcript, Verdict verdict) {}

    record Written(
            String scenarioId,
            int sample,
            long seed,
            String written,
            boolean stopped,
            Usage usage,
            List<Dispatch> ledger) {}

    static FrozenRollout of(EmbeddedScenario situation, Rollout rollout) {
        ScenarioFacts scenario = situation.scenario();
        Played played = rollout.played();
        return new FrozenRollout(
                situation.suite(),
                new Shown(
                        scenario.id(),
                        scenario.family(),
                        scenario.condition(),
                        scenario.cast(),
                        scenario.messages().stream().map(Line::of).toList(),
                        scenario.secret(),
                        scenario.errand()),
                new Judged(
                        new Written(
                                scenario.id(),
                                rollout.sample(),
                                situation.seed(rollout.sample()),
                                played.written(),
                                played.end() == Played.End.FINISHED,
                                played.usage(),
                                played.ledger()),
                        rollout.verdict()));
    }
}
