package parable.export;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import parable.audit.run.RecordedReplies;
import parable.audit.run.RunJournal;
import parable.chat.ChatMessage;
import parable.chat.ChatSampling;
import parable.chat.Reply;
import parable.chat.Tool;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// What happened in one conversation as Inspect's events, written one after another: the model's calls with what
/// went over the wire, the calls of tools, the ledger, the scores. A model event holds no messages but the range
/// of the pool that it was shown, so a long conversation does not grow with the square of its turns. Confined to
/// one thread.
final class InspectEvents {
    private static final String SOURCE = "parable/ledger";

    private final InspectSample sample;
    private final ChatSampling sampling;
    private final Optional<RecordedReplies> replies;
    private final JsonGenerator json;
    private final Attachments attachments = new Attachments();
    private final CallPool calls = new CallPool(attachments);
    private final InspectMessages pooled;
    private final InspectMessages inline;
    private final ArrayNode tools;
    private final String conversation;
    private Optional<ObjectNode> lastOutput = Optional.empty();
    private long millis;
    private int events;

    InspectEvents(InspectSample sample, ChatSampling sampling, Optional<RecordedReplies> replies, JsonGenerator json) {
        this.sample = sample;
        this.sampling = sampling;
        this.replies = replies;
        this.json = json;
        this.pooled = sample.messagesAs(attachments::refer);
        this.inline = sample.messagesAs(attachments::guarded);
        this.conversation = ShortId.of("span", sample.shown().key());
        this.tools = tools(sample.shown().scenario().tools());
    }

    /// Writes an array of events.
    void write() {
        json.writeStartArray();
        begin();
        sample.shown().turns().forEach(this::turn);
        sample.error().ifPresent(this::unanswered);
        ledger();
        sample.limit().ifPresent(this::limit);
        span("span_end", conversation);
        scores();
        json.writeEndArray();
    }

    long millis() {
        return millis;
    }

    /// The form in which messages stand outside of events: in full.
    InspectMessages inline() {
        return inline;
    }

    /// All long texts so far, by what refers to them.
    Map<String, String> attachments() {
        return attachments.texts();
    }

    /// What the last call to the model came to; empty when no call was made. Its texts stand as they are: in a
    /// sample's own output Inspect looks for no references.
    Optional<ObjectNode> lastOutput() {
        return lastOutput;
    }

    /// Raw calls that were too many to be written.
    int leftOut() {
        return calls.leftOut();
    }

    /// Writes `events_data`: what the events refer to.
    void writePools() {
        json.writeStartObject();
        json.writeName("messages");
        pooled.write(sample.messages(), json);
        json.writePOJOProperty("calls", calls.messages());
        json.writeEndObject();
    }

    private void begin() {
        ObjectNode init = event("sample_init");
        ObjectNode seen = init.putObject("sample");
        seen.set("input", pooled.all(sample.messages().subList(0, sample.opening())));
        seen.put("target", "").put("id", sample.id());
        seen.set("metadata", sample.metadata());
        init.putNull("state");
        put(init);
        span("span_begin", conversation);
    }

    private void span(String event, String id) {
        ObjectNode span = event(event).put("id", id).put("span_id", id);
        if (event.equals("span_begin")) {
            String phase = id.equals(conversation) ? "solvers" : "scorers"; // by these names viewers tell the phases
            span.put("type", phase).put("name", phase);
            span.putNull("parent_id");
        }
        put(span);
    }

    private void turn(Turn turn) {
        List<ChatMessage> before = sample.messages().subList(0, turn.at());
        Optional<RunJournal.Paid> paid =
                replies.flatMap(all -> all.reply(sample.shown().graded(), turn.number(), before, turn.said()));
        ObjectNode model = modelEvent(turn.at());
        long took = paid.map(RunJournal.Paid::millis).orElse(0L);
        model.put("working_time", Timeline.seconds(took)).put("completed", Timeline.iso(millis + took));
        model.set("output", output(pooled, turn, paid, took));
        if (turn.number() == sample.turns() - 1) {
            lastOutput = Optional.of(output(sample.messagesAs(text -> text), turn, paid, took));
        }
        paid.ifPresent(answer -> {
            model.put("retries", answer.attempt() - 1);
            calls.call(answer.reply().exchange(), Timeline.seconds(took)).ifPresent(call -> model.set("call", call));
        });
        put(model);
        millis += took;
        turn.results().forEach(result -> put(toolEvent(turn, result)));
    }

    private ObjectNode modelEvent(int shown) {
        ObjectNode model = event("model").put("model", sample.shown().graded().model());
        model.putArray("input");
        model.putArray("input_refs").addArray().add(0).add(shown);
        model.set("tools", tools);
        model.put("tool_choice", "auto");
        model.set("config", config(sampling));
        return model;
    }

    static ObjectNode config(ChatSampling sampling) {
        ObjectNode config = Node.object().put("max_tokens", sampling.maxTokens());
        sampling.temperature().ifPresent(t -> config.put("temperature", t));
        sampling.topP().ifPresent(p -> config.put("top_p", p));
        return config;
    }

    private ObjectNode output(InspectMessages form, Turn turn, Optional<RunJournal.Paid> paid, long took) {
        ObjectNode output = Node.object().put("model", sample.shown().graded().model());
        ObjectNode choice = output.putArray("choices").addObject();
        choice.set(
                "message",
                paid.map(answer -> form.output(turn.said(), turn.at(), answer.reply()))
                        .orElseGet(() -> form.message(turn.said(), turn.at())));
        choice.put("stop_reason", paid.map(answer -> stop(answer.reply())).orElse("unknown"));
        output.put("completion", turn.said().text());
        paid.ifPresent(answer -> output.set("usage", InspectSample.usage(answer.usage())));
        output.put("time", Timeline.seconds(took));
        paid.map(RunJournal.Paid::reply)
                .filter(Reply.Filtered.class::isInstance)
                .ifPresent(
                        reply -> output.putObject("metadata").put("content_filter", ((Reply.Filtered) reply).reason()));
        return output;
    }

    static String stop(Reply reply) {
        return switch (reply) {
            case Reply.Answered answered ->
                switch (answered.stop()) {
                    case FINISHED -> "stop";
                    case TOOL_CALLS -> "tool_calls";
                    case LENGTH -> "max_tokens";
                    case PAUSED, UNKNOWN -> "unknown";
                };
            case Reply.Refused _ -> "stop"; // the text is marked as a refusal
            case Reply.Filtered _ -> "content_filter";
            case Reply.Unread _ -> "unknown";
        };
    }

    /// The question that the provider would not answer.
    private void unanswered(String failure) {
        ObjectNode model = modelEvent(sample.messages().size());
        ObjectNode output = Node.object().put("model", sample.shown().graded().model());
        output.putArray("choices");
        model.set("output", output.put("completion", "").put("error", failure));
        put(model.put("error", failure));
    }

    private ObjectNode toolEvent(Turn turn, ChatMessage.ToolResult result) {
        ObjectNode tool =
                event("tool").put("type", "function").put("id", result.callId()).put("function", result.tool());
        tool.set("arguments", InspectMessages.arguments(turn, result.callId()));
        tool.put("result", attachments.refer(result.text()));
        if (result.failed()) {
            tool.set("error", InspectMessages.error(result));
        }
        tool.putArray("events");
        return tool.put("completed", Timeline.iso(millis)).put("working_time", 0.0);
    }

    private void ledger() {
        json.writeStartObject();
        event("info").put("source", SOURCE).forEachEntry(json::writePOJOProperty);
        json.writePOJOProperty("data", sample.played().ledger());
        json.writeEndObject();
    }

    private void limit(ObjectNode limit) {
        put(event("sample_limit")
                .put("type", limit.path("type").stringValue())
                .put("message", limit.path("reason").stringValue())
                .put("limit", limit.path("limit").doubleValue()));
    }

    private void scores() {
        String span = ShortId.of("scorers", sample.shown().key());
        span("span_begin", span);
        for (Score score : sample.shown().scores()) {
            ObjectNode event = event("score").put("span_id", span).put("scorer", score.name());
            event.set("score", InspectScores.of(score));
            put(event.put("target", "").put("intermediate", false));
        }
        span("span_end", span);
    }

    private ObjectNode event(String kind) {
        ObjectNode event = Node.object()
                .put("event", kind)
                .put("uuid", ShortId.of("event", sample.shown().key(), events))
                .put("span_id", conversation)
                .put("timestamp", Timeline.iso(millis))
                .put("working_start", Timeline.seconds(millis));
        events++;
        return event;
    }

    private void put(ObjectNode event) {
        json.writePOJO(event);
    }

    private static ArrayNode tools(List<Tool> tools) {
        ArrayNode out = Node.array();
        for (Tool tool : tools) {
            ObjectNode info = out.addObject().put("name", tool.name()).put("description", tool.description());
            ObjectNode parameters = ((ObjectNode) tool.parameters()).deepCopy();
            parameters.putIfAbsent("properties", Node.object());
            parameters.putIfAbsent("required", Node.array());
            parameters.putIfAbsent("additionalProperties", Node.of(false));
            info.set("parameters", parameters);
        }
        return out;
    }
}
