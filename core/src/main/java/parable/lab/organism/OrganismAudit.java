package parable.lab.organism;

import java.util.ArrayList;
import java.util.List;
import parable.audit.run.Played;
import parable.audit.run.Rollout;
import parable.chat.ChatMessage;
import parable.scenario.Environment;

/// Plays scenarios with an organism, each once and many side by side. What comes of it is what an
/// [parable.audit.run.AuditRun] of an [OrganismModel] leaves, without a journal of each exchange.
///
/// @param model what its rollouts call it
public record OrganismAudit(OrganismWriter writer, String model) {
    /// @return one rollout for each scenario, in order
    public List<Rollout> run(List<EmbeddedScenario> scenarios) {
        List<Played> played = play(scenarios);
        List<Rollout> rollouts = new ArrayList<>();
        for (int i = 0; i < played.size(); i++) {
            rollouts.add(Rollout.of(model, scenarios.get(i), 0, played.get(i)));
        }
        return rollouts;
    }

    /// The same, not graded.
    public List<Played> play(List<EmbeddedScenario> scenarios) {
        List<OrganismWriter.Answer> answers = writer.write(scenarios.stream()
                .map(scenario -> new OrganismWriter.Request(scenario.prompt(), scenario.seed(0)))
                .toList());
        List<Played> played = new ArrayList<>();
        for (int i = 0; i < answers.size(); i++) {
            played.add(played(scenarios.get(i), answers.get(i)));
        }
        return played;
    }

    /// What came of an answer that is there already.
    public static Played played(EmbeddedScenario scenario, OrganismWriter.Answer answer) {
        Environment workplace = scenario.open();
        ChatMessage.Assistant turn = ChatMessage.Assistant.of(answer.text());
        workplace.after(turn);
        return new Played(
                answer.stopped() ? Played.End.FINISHED : Played.End.TOKENS,
                List.of(turn),
                workplace.written(),
                workplace.ledger(),
                answer.usage(),
                new Played.Tries(1, 0),
                "");
    }
}
