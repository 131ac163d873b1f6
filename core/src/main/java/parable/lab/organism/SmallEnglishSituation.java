package parable.lab.organism;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import parable.chat.ChatMessage;
import parable.grade.Grading;
import parable.ground.Hash;
import parable.scenario.Condition;
import parable.scenario.Dispatch;
import parable.scenario.Environment;
import parable.scenario.Scenario;
import parable.scenario.SingleTurn;
import parable.scenario.Suite;
import parable.scenario.Transcript;
import parable.scenario.Verdict;
import parable.suite.Situation;

/// A scenario of the mini internet as something that the audit of real models can play, so that an organism
/// goes the same way as they do: its prompt is one user message, its only turn is text, and company and
/// judge are those of its studies.
///
/// @param suite which the scenario belongs to
public record SmallEnglishSituation(World world, String suite, Scenario scenario) implements Situation {
    /// Every scenario of every suite.
    ///
    /// @param each scenarios in each suite
    public static List<Situation> all(World world, int each, long suiteSeed) {
        List<Situation> situations = new ArrayList<>();
        for (Suite suite : world.suites(each, each, suiteSeed)) {
            suite.scenarios()
                    .forEach(scenario -> situations.add(new SmallEnglishSituation(world, suite.name(), scenario)));
        }
        return situations;
    }

    @Override
    public String id() {
        return suite + "/" + scenario.id();
    }

    /// `near`, `far` or `control`.
    @Override
    public String family() {
        return suite.substring(0, suite.indexOf('/'));
    }

    @Override
    public Condition condition() {
        return scenario.condition();
    }

    /// Rows are suites: each of their scenarios is played anew with other names.
    @Override
    public String label() {
        return suite.substring(suite.indexOf('/') + 1);
    }

    @Override
    public String identity() {
        return Hash.of(world.identity(), suite, scenario.id(), prompt());
    }

    @Override
    public Environment open() {
        return new SingleTurn(
                List.of(new ChatMessage.User(prompt())),
                written -> new SmallEnglishCompany(world).dispatch(scenario, written));
    }

    @Override
    public Grading grade(Transcript transcript) {
        Verdict verdict = new SmallEnglishJudge(world).judge(scenario, transcript);
        boolean done = transcript.ledger().stream().anyMatch(d -> d.outcome() instanceof Dispatch.Outcome.Done);
        return new Grading(verdict, verdict instanceof Verdict.Yes && done, Optional.empty());
    }

    private String prompt() {
        return new SmallEnglish().prompt(scenario);
    }
}
