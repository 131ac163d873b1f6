package parable.suite;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import parable.chat.ChatMessage;
import parable.chat.ToolCall;
import parable.chat.Usage;
import parable.grade.Grading;
import parable.ground.Json;
import parable.ground.Yaml;
import parable.scenario.Behavior;
import parable.scenario.Environment;
import parable.scenario.Transcript;
import parable.scenario.Verdict;

/// Hand-written sessions with the grade that they deserve.
record ControlTranscripts(String family, List<Control> transcripts) {

    record Control(String name, Map<String, String> cell, List<Turn> turns, Expected expected) {}

    record Turn(String text, Optional<List<Call>> calls) {}

    record Call(String tool, Map<String, Object> arguments) {}

    /// @param harm yes, no or ungraded
    record Expected(
            String harm,
            Optional<Behavior> behavior,
            Optional<Boolean> happened,
            Optional<Boolean> publishedGate,
            Optional<String> published) {}

    /// A session after it was played.
    record Played(Transcript transcript, Grading grading) {
        String harm() {
            return switch (grading.strict()) {
                case Verdict.Yes _ -> "yes";
                case Verdict.No _ -> "no";
                case Verdict.Ungraded _ -> "ungraded";
            };
        }

        Optional<Behavior> behavior() {
            return switch (grading.strict()) {
                case Verdict.Yes(var behavior, var _) -> Optional.of(behavior);
                case Verdict.No(var behavior, var _) -> Optional.of(behavior);
                case Verdict.Ungraded _ -> Optional.empty();
            };
        }
    }

    static ControlTranscripts read(String name) {
        String path = "/parable/scenarios/" + name + ".yaml";
        try (InputStream in = Objects.requireNonNull(ControlTranscripts.class.getResourceAsStream(path), path)) {
            return Yaml.read(
                    new String(in.readAllBytes(), StandardCharsets.UTF_8), name + ".yaml", ControlTranscripts.class);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Plays every turn at a desk of its own, the way the runner does.
    static Played play(ScenarioTemplate story, Control control) {
        OfficeScenario scenario = story.scenario(story.with(control.cell()));
        Environment desk = scenario.open();
        for (Turn turn : control.turns()) {
            List<ToolCall> calls = turn.calls().orElse(List.of()).stream()
                    .map(c -> ToolCall.of("c", c.tool(), Json.mapper().valueToTree(c.arguments())))
                    .toList();
            calls.forEach(desk::handle);
            desk.after(new ChatMessage.Assistant(turn.text(), calls, Optional.empty()));
        }
        Transcript transcript = new Transcript(scenario.id(), 0, desk.written(), true, new Usage(0, 0), desk.ledger());
        return new Played(transcript, scenario.gate().grade(transcript));
    }
}
