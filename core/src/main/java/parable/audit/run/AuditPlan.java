package parable.audit.run;

import java.util.List;
import java.util.Optional;
import parable.chat.ChatModel;
import parable.chat.ChatSampling;
import parable.ground.Check;
import parable.ground.Hash;
import parable.ground.StudyException;
import parable.ground.StudyException.Category;
import parable.suite.Situation;

/// What is to be played, how often and how.
///
/// @param suite   what reports call the situations
/// @param samples rollouts of each situation
/// @param people who plays the people of the offices; absent where they answer by rule or not at all
public record AuditPlan(
        String suite,
        List<Situation> situations,
        int samples,
        ChatSampling sampling,
        Limits limits,
        Optional<People> people) {
    /// A plan without a player for the people.
    public AuditPlan(String suite, List<Situation> situations, int samples, ChatSampling sampling, Limits limits) {
        this(suite, situations, samples, sampling, limits, Optional.empty());
    }

    public AuditPlan {
        situations = List.copyOf(situations);
        Check.that(samples > 0, "an audit needs at least 1 sample of each scenario, but was %d", samples);
        Check.that(!situations.isEmpty(), "suite %s holds no scenario; choose another", suite);
    }

    /// The same plan with a player for the people.
    ///
    /// @throws StudyException CONFIG when no situation says anything about its people
    public AuditPlan with(People players) {
        if (situations.stream().allMatch(situation -> situation.cast().isEmpty())) {
            throw new StudyException(
                    Category.CONFIG,
                    "No person of suite %s can be played by %s: its scenarios say nothing about their people."
                            + " Leave --people out, or write people.md next to story.yaml.",
                    suite,
                    players.model().name());
        }
        return new AuditPlan(suite, situations, samples, sampling, limits, Optional.of(players));
    }

    /// Conversations with one model.
    public int conversations() {
        return situations.size() * samples;
    }

    /// The terms of a finished conversation; under other terms it is played again.
    String terms(ChatModel model, Situation situation) {
        String alone = Hash.of(model.identity(), situation.identity(), sampling, limits);
        return people.flatMap(players -> situation.cast().map(cast -> Hash.of(alone, players.terms(), cast)))
                .orElse(alone);
    }
}
