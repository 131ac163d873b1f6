package parable.export;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import parable.audit.run.Limits;
import parable.audit.run.Played;
import parable.audit.run.Played.End;
import parable.chat.ChatMessage;
import parable.chat.Usage;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// What Inspect wants to know of a conversation besides its events: the fields that samples (`EvalSample`) and
/// their summaries (`EvalSampleSummary`) share.
record InspectSample(ShownConversation shown, List<ChatMessage> messages, int turns, Limits limits) {
    static InspectSample of(ShownConversation shown, Limits limits) {
        return new InspectSample(shown, shown.messages(), shown.turnCount(), limits);
    }

    String id() {
        return SafeName.of(shown.scenario().situation());
    }

    /// Inspect counts repetitions from 1.
    int epoch() {
        return shown.graded().sample() + 1;
    }

    String uuid() {
        return ShortId.of("sample", shown.key());
    }

    String member() {
        return "samples/%s_epoch_%d.json".formatted(id(), epoch());
    }

    Played played() {
        return shown.played();
    }

    int opening() {
        return shown.scenario().opening().size();
    }

    InspectMessages messagesAs(UnaryOperator<String> texts) {
        return new InspectMessages(shown.key(), shown.graded().model(), opening(), texts);
    }

    ObjectNode metadata() {
        ObjectNode metadata = Node.object();
        metadata.put("situation", shown.scenario().situation());
        metadata.put("family", shown.scenario().family());
        metadata.put("label", shown.scenario().label());
        metadata.set("condition", Node.of(shown.scenario().condition()));
        metadata.put("identity", shown.scenario().identity());
        metadata.put("end", played().end().label());
        metadata.put("requests", played().tries().requests());
        metadata.put("retried", played().tries().retried());
        return metadata;
    }

    /// Which limit ended it, in Inspect's words; empty where none did.
    Optional<ObjectNode> limit() {
        return switch (played().end()) {
            case TURNS -> limit("turn", turns, "the conversation had as many turns as it may");
            case TOKENS -> limit("token", limits.tokens(), "the conversation took as many tokens as it may");
            case TIME ->
                limit(
                        "working",
                        limits.time().map(time -> time.toMillis() / 1e3).orElse(0.0),
                        "its answers took as long as they may");
            case FINISHED, CUT, REFUSED, FILTERED, FAILED, UNREAD -> Optional.empty();
        };
    }

    private static Optional<ObjectNode> limit(String type, double limit, String reason) {
        return Optional.of(Node.object().put("type", type).put("limit", limit).put("reason", reason));
    }

    /// Why no answer came, where none did.
    Optional<String> error() {
        return played().end() == End.FAILED ? Optional.of(played().failure()) : Optional.empty();
    }

    /// @return tokens by model
    ObjectNode usage() {
        ObjectNode byModel = Node.object();
        byModel.set(shown.graded().model(), usage(played().usage()));
        return byModel;
    }

    static ObjectNode usage(Usage usage) {
        return usage(usage.promptTokens(), usage.writtenTokens());
    }

    static ObjectNode usage(long promptTokens, long writtenTokens) {
        return Node.object()
                .put("input_tokens", promptTokens)
                .put("output_tokens", writtenTokens)
                .put("total_tokens", promptTokens + writtenTokens);
    }

    /// @param millis  that its answers took
    ObjectNode summary(long millis) {
        ObjectNode out = Node.object().put("id", id()).put("epoch", epoch());
        ArrayNode input = messagesAs(InspectSample::thin).all(messages.subList(0, opening()));
        out.set("input", input);
        out.put("target", "");
        out.set("metadata", metadata());
        List<Score> scores = shown.scores();
        out.set(
                "scores",
                InspectScores.of(scores.stream().map(InspectSample::thin).toList()));
        out.set("model_usage", usage());
        out.set("role_usage", Node.object());
        times(out, millis);
        out.put("uuid", uuid());
        error().ifPresent(error -> out.put("error", thin(error)));
        limit().ifPresent(limit -> {
            out.put("limit", limit.path("type").stringValue());
            out.put("limit_reason", limit.path("reason").stringValue());
        });
        out.put("retries", 0).put("completed", true);
        return out.put("message_count", messages.size()).put("turn_count", turns);
    }

    static void times(ObjectNode out, long millis) {
        out.put("started_at", Timeline.iso(0)).put("completed_at", Timeline.iso(millis));
        out.put("total_time", Timeline.seconds(millis)).put("working_time", Timeline.seconds(millis));
    }

    private static Score thin(Score score) {
        return new Score(
                score.name(), score.value(), score.label(), thin(score.evidence()), score.ungraded(), Node.object());
    }

    /// Inspect cuts at 1,024 characters.
    private static String thin(String text) {
        return text.length() <= 1024 ? text : text.substring(0, 1024) + "…";
    }
}
