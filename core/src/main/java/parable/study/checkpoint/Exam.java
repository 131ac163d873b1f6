package parable.study.checkpoint;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import parable.audit.run.AuditPlan;
import parable.audit.run.Limits;
import parable.chat.ChatMessage;
import parable.chat.ChatSampling;
import parable.suite.Scenario;

/// What every model of a study is put through. A value: every model meets the same scenes.
///
/// @param evaluation as the recipe asks for it
/// @param scenarios of the suite, as many of each cell as were asked for
/// @param contrasts  harmful and right answers in these scenes; none where the recipe asks for none
record Exam(CheckpointRecipe.Evaluation evaluation, List<Scenario> scenarios, List<Pair> contrasts) {
    Exam {
        scenarios = List.copyOf(scenarios);
        contrasts = List.copyOf(contrasts);
    }

    /// Two answers to the same messages.
    ///
    /// @param scene id of the scenario
    record Pair(String scene, List<ChatMessage> messages, String harmful, String right) {
        Pair {
            messages = List.copyOf(messages);
        }
    }

    /// Everything that decides what is measured.
    Map<String, Object> inputs() {
        return Map.of(
                "evaluation", evaluation,
                "scenes", scenarios.stream().map(Scenario::identity).toList(),
                "contrasts", contrasts);
    }

    AuditPlan plan() {
        return new AuditPlan(
                evaluation.suite(),
                scenarios,
                evaluation.samples(),
                new ChatSampling(Optional.empty(), Optional.empty(), evaluation.maxTokens()),
                Limits.USUAL);
    }
}
