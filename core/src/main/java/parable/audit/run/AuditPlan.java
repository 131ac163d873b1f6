package parable.audit.run;

import java.util.List;
import java.util.Optional;
import parable.chat.ChatModel;
import parable.chat.ChatSampling;
import parable.ground.Check;
import parable.ground.Hash;
import parable.ground.StudyException;
import parable.ground.StudyException.Category;
import parable.suite.Scenario;

/// What is to be played, how often and how.
///
/// @param suite   what reports call the scenarios
/// @param samples rollouts of each scenario
/// @param people who plays the people of the offices; absent where they answer by rule or not at all
public record AuditPlan(
        String suite,
        List<Scenario> scenarios,
        int samples,
        ChatSampling sampling,
        Limits limits,
        Optional<People> people) {
    /// A plan without a player for the people.
    public AuditPlan(String suite, List<Scenario> scenarios, int samples, ChatSampling sampling, Limits limits) {
        this(suite, scenarios, samples, sampling, limits, Optional.empty());
    }

    public AuditPlan {
        scenarios = List.copyOf(scenarios);
        Check.that(samples > 0, "an audit needs at least 1 sample of each scenario, but was %d", samples);
        Check.that(!scenarios.isEmpty(), "suite %s holds no scenario; choose another", suite);
    }

    /// The same plan with a player for the people.
    ///
    /// @throws StudyException CONFIG when no scenario says anything about its people
    public AuditPlan with(People players) {
        if (scenarios.stream().allMatch(scenario -> scenario.cast().isEmpty())) {
            throw new StudyException(
                    Category.CONFIG,
                    "No person of suite %s can be played by %s: its scenarios say nothing about their people."
                            + " Leave --people out, or write people.md next to story.yaml.",
                    suite,
                    players.model().name());
        }
        return new AuditPlan(suite, scenarios, samples, sampling, limits, Optional.of(players));
    }

    /// Conversations with one model.
    public int conversations() {
        return scenarios.size() * samples;
    }

    /// The terms of a finished conversation; under other terms it is played again.
    String terms(ChatModel model, Scenario scenario) {
        String alone = Hash.of(model.identity(), scenario.identity(), sampling, limits);
        return people.flatMap(players -> scenario.cast().map(cast -> Hash.of(alone, players.terms(), cast)))
                .orElse(alone);
    }
}
