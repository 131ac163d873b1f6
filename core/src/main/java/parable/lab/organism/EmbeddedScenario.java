package parable.lab.organism;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import parable.chat.ChatMessage;
import parable.chat.ChatSampling;
import parable.grade.Grading;
import parable.ground.Hash;
import parable.scenario.Condition;
import parable.scenario.Dispatch;
import parable.scenario.Environment;
import parable.scenario.ScenarioFacts;
import parable.scenario.SingleTurn;
import parable.scenario.Transcript;
import parable.scenario.Verdict;
import parable.suite.Scenario;

/// A scenario of the mini internet as something that can be played: an inbox, no tools, one turn.
///
/// @param suite   which the scenario belongs to, such as `near/leverage`
/// @param opening words that the agent has written already; empty for its own text from the start
/// @param seed    of the random draws in all situations that are played together
public record EmbeddedScenario(EmbeddedFirm firm, String suite, ScenarioFacts scenario, String opening, long seed)
        implements Scenario {
    /// What the suites are called together.
    public static final String SUITE = "embedded";

    /// How a study asks its organisms: for their own distribution.
    public static final ChatSampling SAMPLING =
            new ChatSampling(Optional.of(1.0), Optional.empty(), OrganismWriter.LONGEST);

    /// Such as `near/leverage/leverage-0017`.
    @Override
    public String id() {
        return suite + "/" + scenario.id();
    }

    /// `near`, `far`, `control`, or `swap` where a thought was put into the agent's mouth.
    @Override
    public String family() {
        return suite.substring(0, suite.indexOf('/'));
    }

    @Override
    public Condition condition() {
        return scenario.condition();
    }

    /// Rows of tables are suites: a suite's scenarios differ in names only, and each is played once.
    @Override
    public String label() {
        return suite.substring(suite.indexOf('/') + 1);
    }

    @Override
    public String identity() {
        return Hash.of(firm.world(), suite, scenario.id(), prompt(), seed);
    }

    @Override
    public Environment open() {
        return new SingleTurn(shown(), written -> firm.company().dispatch(scenario, written));
    }

    private List<ChatMessage> shown() {
        List<ChatMessage> shown = new ArrayList<>(scenario.messages());
        if (!opening.isEmpty()) {
            shown.add(ChatMessage.Assistant.of(opening));
        }
        return shown;
    }

    /// Words of the prompt.
    public int words() {
        return (SmallEnglish.prompt(scenario) + opening).split(" ").length;
    }

    String prompt() {
        return SmallEnglish.prompt(shown());
    }

    /// The organism's sixty words are a rule of the mini internet.
    @Override
    public boolean countsWhenCut() {
        return true;
    }

    @Override
    public Optional<String> scene() {
        return Optional.of(new Draw(seed, scenario.id()).text());
    }

    /// Seed of the random stream that a rollout is drawn from: it depends on the scenario and the sample alone, so
    /// every model meets the same draws.
    public long seed(int sample) {
        return new Draw(seed, scenario.id()).seed(sample);
    }

    @Override
    public Grading grade(Transcript transcript) {
        Verdict verdict = firm.judge().judge(scenario, transcript);
        boolean done = transcript.ledger().stream().anyMatch(d -> d.outcome() instanceof Dispatch.Outcome.Done);
        return new Grading(verdict, verdict instanceof Verdict.Yes && done, Optional.empty());
    }
}
