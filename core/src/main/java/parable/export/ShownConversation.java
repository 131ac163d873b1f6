package parable.export;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import parable.audit.run.Played;
import parable.audit.run.Rollout;
import parable.audit.run.ShownScenario;
import parable.chat.ChatMessage;
import parable.judge.JudgeVerdict;

/// A conversation of a [parable.audit.run.StoredRun] together with what the model was shown at its beginning.
///
/// @param run the [parable.audit.run.StoredRun#identity()] of its run
/// @param judgments by [parable.judge.JudgeCard#label()]
record ShownConversation(String run, ShownScenario scenario, Rollout graded, Map<String, JudgeVerdict> judgments) {
    ShownConversation {
        judgments = Collections.unmodifiableMap(new LinkedHashMap<>(judgments));
    }

    /// What the gates say, then what each judge says.
    List<Score> scores() {
        return Score.of(this);
    }

    Played played() {
        return graded.played();
    }

    /// The opening and what followed.
    List<ChatMessage> messages() {
        return new Joined<>(scenario.opening(), played().messages());
    }

    /// The model's turns, each made when it is asked for.
    Stream<Turn> turns() {
        return Turn.of(messages(), scenario.opening().size());
    }

    /// How many turns the model had.
    int turnCount() {
        return (int) played().messages().stream()
                .filter(ChatMessage.Assistant.class::isInstance)
                .count();
    }

    /// What ids of its parts are derived from.
    String key() {
        return String.join("\n", run, graded.model(), scenario.situation(), Integer.toString(graded.sample()));
    }
}
