package parable.export;

import java.io.BufferedWriter;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import parable.audit.run.Played;
import parable.audit.run.RecordedReplies;
import parable.audit.run.RunJournal;
import parable.audit.run.StoredRun;
import parable.chat.ChatMessage;
import parable.export.Otlp.Attributes;
import parable.ground.AtomicFile;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Writes a run as spans: a file of lines, each one conversation as OTLP's `TracesData` in JSON, which an
/// OpenTelemetry collector takes in as it is.
///
/// ```
/// invoke_agent MODEL         one conversation; its scores are events of it
///   chat MODEL               one turn
///   execute_tool TOOL        one native call
/// ```
///
/// What was said is left out unless asked for: transcripts hold blackmail. Where it is in, a turn's input is what
/// the model had not been shown before, so that a long conversation does not grow with the square of its turns.
public final class SpanExport {
    private static final String SCOPE = "parable.audit";

    private final StoredRun run;
    private final Optional<RecordedReplies> replies;
    private final boolean withContent;

    private SpanExport(StoredRun run, Optional<RecordedReplies> replies, boolean withContent) {
        this.run = run;
        this.replies = replies;
        this.withContent = withContent;
    }

    /// @param withContent whether to include what was said, shown and called
    public static void write(StoredRun run, Path file, boolean withContent) {
        Optional<RecordedReplies> replies = RecordedReplies.of(run);
        try (ShownConversations conversations = new ShownConversations(run)) {
            SpanExport export = new SpanExport(run, replies, withContent);
            AtomicFile.write(file, channel -> {
                Writer out = new BufferedWriter(
                        new OutputStreamWriter(Channels.newOutputStream(channel), StandardCharsets.UTF_8), 1 << 16);
                while (conversations.hasNext()) {
                    out.write(export.line(conversations.next()));
                    out.write('\n');
                }
                out.flush();
            });
        } finally {
            replies.ifPresent(RecordedReplies::close);
        }
    }

    private String line(ShownConversation shown) {
        Attributes resource = new Attributes()
                .put("service.name", "parable")
                .put("parable.suite", run.header().suite())
                .put("parable.run", shown.run())
                .put("parable.semantic_conventions", GenAi.VERSION)
                .put("parable.times", Timeline.NOTE);
        return Otlp.traces(resource, SCOPE, new Spans(shown).all()).toString();
    }

    /// The spans of one conversation. Confined to one thread.
    private final class Spans {
        private final ShownConversation shown;
        private final String key;
        private final String model;
        private final List<ChatMessage> messages;
        private final ArrayNode spans = Node.array();
        private long millis;
        private int seen;

        Spans(ShownConversation shown) {
            this.shown = shown;
            this.key = shown.key();
            this.model = shown.graded().model();
            this.messages = shown.messages();
        }

        ArrayNode all() {
            shown.turns().forEach(this::turn);
            ArrayNode ordered = Node.array().add(agent());
            return ordered.addAll(spans);
        }

        private ObjectNode agent() {
            Attributes attributes = GenAi.operation(GenAi.AGENT, model);
            GenAi.conversation(attributes, conversation());
            GenAi.sampling(attributes, run.header().sampling());
            Played played = shown.played();
            GenAi.usage(
                    attributes, played.usage().promptTokens(), played.usage().writtenTokens());
            attributes
                    .put("parable.situation", shown.scenario().situation())
                    .put("parable.family", shown.scenario().family())
                    .put("parable.sample", shown.graded().sample())
                    .put("parable.end", played.end().label());
            shown.scenario()
                    .condition()
                    .levels()
                    .forEach((factor, level) -> attributes.put("parable.condition." + factor, level));
            if (withContent) {
                GenAi.instructions(attributes, shown.scenario().opening());
                GenAi.tools(attributes, shown.scenario().tools());
            }
            ObjectNode span =
                    Otlp.span(key, GenAi.AGENT, GenAi.AGENT + " " + GenAi.requested(model), Otlp.INTERNAL, 0, millis);
            if (played.end() == Played.End.FAILED) {
                GenAi.error(attributes, played.end().label());
                span.set("status", Otlp.error(played.failure()));
            }
            span.set("attributes", attributes.pairs());
            ArrayNode events = span.putArray("events");
            shown.scores()
                    .forEach(score ->
                            events.add(Otlp.event(GenAi.EVALUATION, millis, GenAi.evaluation(score, withContent))));
            return span;
        }

        private void turn(Turn turn) {
            Optional<RunJournal.Paid> paid = replies.flatMap(
                    all -> all.reply(shown.graded(), turn.number(), messages.subList(0, turn.at()), turn.said()));
            long took = paid.map(RunJournal.Paid::millis).orElse(0L);
            Attributes attributes = GenAi.operation(GenAi.CHAT, model);
            GenAi.conversation(attributes, conversation());
            GenAi.sampling(attributes, run.header().sampling());
            paid.ifPresent(answer -> {
                GenAi.usage(
                        attributes,
                        answer.usage().promptTokens(),
                        answer.usage().writtenTokens());
                GenAi.reply(attributes, answer.reply());
                attributes.put("parable.attempt", answer.attempt());
            });
            if (withContent) {
                GenAi.input(attributes, messages.subList(seen, turn.at()));
                GenAi.output(attributes, List.of(turn.said()));
            }
            seen = turn.at() + 1;
            ObjectNode span =
                    child("turn " + turn.number(), GenAi.CHAT + " " + GenAi.requested(model), Otlp.CLIENT, took);
            span.set("attributes", attributes.pairs());
            millis += took;
            for (int call = 0; call < turn.results().size(); call++) {
                tool(turn, call);
            }
        }

        private void tool(Turn turn, int call) {
            ChatMessage.ToolResult result = turn.results().get(call);
            Attributes attributes = GenAi.tool(result.tool(), result.callId());
            if (withContent) {
                GenAi.toolContent(attributes, InspectMessages.arguments(turn, result.callId()), result.text());
            }
            ObjectNode span = child(
                    "turn %d call %d".formatted(turn.number(), call),
                    GenAi.TOOL + " " + result.tool(),
                    Otlp.INTERNAL,
                    0);
            if (result.failed()) {
                GenAi.error(attributes, "tool_error");
                span.set("status", Otlp.error(withContent ? result.text() : "the tool could not do it"));
            }
            span.set("attributes", attributes.pairs());
        }

        private ObjectNode child(String part, String name, int kind, long took) {
            ObjectNode span = Otlp.span(key, part, name, kind, millis, millis + took);
            span.put("parentSpanId", Otlp.spanId(key, GenAi.AGENT));
            spans.add(span);
            return span;
        }

        private String conversation() {
            return "%s %s %d"
                    .formatted(
                            model, shown.scenario().situation(), shown.graded().sample());
        }
    }
}
