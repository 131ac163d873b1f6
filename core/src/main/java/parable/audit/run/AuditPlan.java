package parable.audit.run;

import java.util.List;
import parable.audit.chat.ChatModel;
import parable.audit.chat.ChatSampling;
import parable.ground.Check;
import parable.ground.Hash;

/// What is to be played, how often and how.
///
/// @param suite   what reports call the situations
/// @param samples rollouts of each situation
public record AuditPlan(String suite, List<Situation> situations, int samples, ChatSampling sampling, Limits limits) {
    public AuditPlan {
        situations = List.copyOf(situations);
        Check.that(samples > 0, "an audit needs at least 1 sample of each scenario, but was %d", samples);
        Check.that(!situations.isEmpty(), "suite %s holds no scenario; choose another", suite);
    }

    /// Conversations with one model.
    public int conversations() {
        return situations.size() * samples;
    }

    /// What a finished conversation was played under; under other terms it is played anew.
    String terms(ChatModel model, Situation situation) {
        return Hash.of(model.identity(), situation.identity(), sampling, limits);
    }
}
