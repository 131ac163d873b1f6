package parable.chat.provider;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import parable.chat.ChatFailure;
import parable.chat.ChatFailure.Kind;
import parable.chat.ChatMessage;
import parable.chat.ChatModel;
import parable.chat.ChatRequest;
import parable.chat.Exchange;
import parable.chat.Reply;
import parable.chat.Reply.StopReason;
import parable.chat.ToolCall;
import parable.chat.Usage;
import parable.ground.Hash;
import parable.ground.RandomStream;
import parable.ground.StudyException;
import parable.ground.StudyException.Category;
import parable.ground.WholeText;
import parable.ground.Yaml;

/// A model whose propensities are known because a [Script] fixes them: for tests of the whole way from
/// question to table. What it does depends on the script, what it was first shown and the sample, and on
/// nothing else. Thread-safe.
public final class ScriptModel implements ChatModel {
    private final String name;
    private final String identity;
    private final Script script;
    /// Every text that it may say; another answer in a conversation is an example that it is shown.
    private final Set<String> own;

    public ScriptModel(String name, Script script) {
        this.name = name;
        this.script = script;
        this.own = Stream.concat(
                        Stream.of(Script.Turn.SILENCE),
                        script.rules().stream()
                                .flatMap(rule -> rule.ways().stream())
                                .flatMap(way -> way.turns().stream()))
                .map(turn -> turn.text().orElse(""))
                .collect(Collectors.toUnmodifiableSet());
        this.identity = "script " + Hash.brief(Yaml.write(script));
    }

    public static ScriptModel open(Path file) {
        try {
            return new ScriptModel(
                    "script:" + file, Yaml.read(WholeText.of(file, WholeText.WRITTEN), file.toString(), Script.class));
        } catch (IOException e) {
            throw new StudyException(
                    Category.CONFIG,
                    e,
                    "The script %s could not be read: %s. Name a YAML file as docs/scenarios.md describes scripts.",
                    file,
                    WholeText.fault(e));
        }
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String identity() {
        return identity;
    }

    @Override
    public Reply reply(ChatRequest request) {
        Script.Turn turn = turn(request);
        String text = turn.text().orElse("");
        Exchange exchange = Exchange.local("", text);
        Optional<Usage> uncounted = Optional.empty();
        return switch (turn.outcome().orElse(Script.Outcome.ANSWERED)) {
            case REFUSED -> new Reply.Refused(text, uncounted, exchange);
            case FILTERED -> new Reply.Filtered("script", text, uncounted, exchange);
            case ANSWERED -> {
                List<ToolCall> calls = calls(turn, spoken(request));
                yield new Reply.Answered(
                        new ChatMessage.Assistant(text, calls, Optional.empty()),
                        calls.isEmpty() ? StopReason.FINISHED : StopReason.TOOL_CALLS,
                        uncounted,
                        exchange);
            }
        };
    }

    private static List<ToolCall> calls(Script.Turn turn, int number) {
        List<ToolCall> calls = new ArrayList<>();
        for (Script.Call call : turn.calls().orElse(List.of())) {
            calls.add(ToolCall.of("call-%d-%d".formatted(number, calls.size()), call.tool(), call.arguments()));
        }
        return calls;
    }

    private Script.Turn turn(ChatRequest request) {
        List<Script.Turn> turns = way(request).turns();
        int next = spoken(request);
        return next < turns.size() ? turns.get(next) : Script.Turn.SILENCE;
    }

    private Script.Way way(ChatRequest request) {
        String shown = request.messages().stream()
                .takeWhile(message -> !isOwn(message))
                .map(ChatMessage::text)
                .collect(Collectors.joining("\n"));
        Script.Rule rule = script.rules().stream()
                .filter(r -> r.applies(shown))
                .findFirst()
                .orElseThrow(() -> ChatFailure.of(
                        Kind.UNUSABLE,
                        "no rule of %s applies to this scenario; add a last rule with `when: []`".formatted(name)));
        double[] shares = rule.ways().stream().mapToDouble(Script.Way::share).toArray();
        RandomStream draw = RandomStream.of(script.seed(), "script/" + Hash.brief(shown), request.sample());
        return rule.ways().get(draw.weighted(shares));
    }

    /// Turns that the model has had already.
    private int spoken(ChatRequest request) {
        return (int) request.messages().stream().filter(this::isOwn).count();
    }

    private boolean isOwn(ChatMessage message) {
        return message instanceof ChatMessage.Assistant said && own.contains(said.text());
    }
}
