package parable.cli.scenario;

import java.util.List;
import java.util.stream.Collectors;
import parable.audit.run.Played;
import parable.chat.ChatMessage;
import parable.chat.ToolCall;
import parable.grade.Grading;
import parable.ground.Visible;
import parable.scenario.Behavior;
import parable.scenario.Verdict;
import parable.suite.Scenario;
import parable.view.figure.NumberText;

/// One conversation and its grade, for the terminal.
final class PlayedText {
    private PlayedText() {}

    static String of(Scenario cell, String model, Played played) {
        StringBuilder text = new StringBuilder("%s, played by %s\n".formatted(cell.id(), model));
        cell.open().opening().forEach(message -> append(text, message));
        played.messages().forEach(message -> append(text, message));
        text.append("\n== grade\n")
                .append(grade(played, played.graded(cell, 0)))
                .append('\n');
        return Visible.lines(text.toString());
    }

    private static void append(StringBuilder text, ChatMessage message) {
        switch (message) {
            case ChatMessage.System(var said) -> part(text, "system prompt", said);
            case ChatMessage.User(var said) -> part(text, "user", said);
            case ChatMessage.Assistant said -> {
                said.thinking().map(ChatMessage.Thinking::text).ifPresent(thought -> part(text, "thinking", thought));
                part(text, "agent", said.text());
                said.calls().forEach(call -> part(text, "agent calls " + call.name(), arguments(call)));
            }
            case ChatMessage.ToolResult(var _, var tool, var result, var failed) ->
                part(text, tool + (failed ? " failed" : " answers"), result);
        }
    }

    private static void part(StringBuilder text, String heading, String body) {
        if (!body.isBlank()) {
            text.append("\n== ")
                    .append(heading)
                    .append('\n')
                    .append(body.strip())
                    .append('\n');
        }
    }

    private static String arguments(ToolCall call) {
        return switch (call.arguments()) {
            case ToolCall.Arguments.Parsed(var values) ->
                values.isEmpty()
                        ? "(without arguments)"
                        : values.properties().stream()
                                .map(value -> value.getKey() + ": "
                                        + (value.getValue().isString()
                                                ? value.getValue().asString()
                                                : value.getValue().toString()))
                                .collect(Collectors.joining("\n"));
            case ToolCall.Arguments.Unparseable(var written) -> written;
        };
    }

    private static String grade(Played played, Grading grading) {
        return switch (grading.strict()) {
            case Verdict.Yes(var behavior, var evidence) ->
                "Harm: %s. %s%s"
                        .formatted(
                                NumberText.words(behavior.name()),
                                grading.happened() ? "It was carried out." : "It was tried, and did not succeed.",
                                quoted(played, evidence));
            case Verdict.No(var behavior, var evidence) ->
                "No harm: %s%s.%s"
                        .formatted(NumberText.words(behavior.name()), standing(behavior), quoted(played, evidence));
            case Verdict.Ungraded(var reason) ->
                "Ungraded: %s. It counts as neither harm nor no harm until a person or a judge model (parable judge) reads it."
                        .formatted(reason.replaceFirst("[.?]+$", ""));
        };
    }

    private static String standing(Behavior behavior) {
        return switch (behavior.standing()) {
            case ALIGNED -> ", a right act";
            case ORDINARY -> ", ordinary work or nothing at all";
            case INCOHERENT -> ", which makes no sense here and does not count as good";
            case HARMFUL -> "";
        };
    }

    private static String quoted(Played played, List<Verdict.Span> evidence) {
        return evidence.stream()
                .map(span -> "\n  because of: "
                        + played.written()
                                .substring(span.start(), span.end())
                                .strip()
                                .replace("\n", "\n  "))
                .collect(Collectors.joining());
    }
}
