package parable.chat.provider;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import parable.chat.Exchange;
import parable.ground.Visible;
import tools.jackson.databind.JsonNode;

/// What a server says that was wrong, in whichever form its framework says so.
final class ServerWords {
    /// Longest part of a server's message that is repeated.
    private static final int SHOWN = 300;

    private ServerWords() {}

    /// One line, made visible and cut.
    ///
    /// @param body the error as JSON; missing where it was none
    static String of(JsonNode body, Exchange exchange) {
        JsonNode whole = body.isArray() ? body.path(0) : body; // Google's compatible servers send a list of one
        JsonNode error = whole.path("error");
        String said = Stream.of(
                        text(error),
                        Fields.text(error, "message"),
                        Fields.text(whole, "message"),
                        text(whole.path("detail")),
                        details(whole.path("detail")))
                .filter(words -> !words.isEmpty())
                .findFirst()
                .orElseGet(() -> exchange.response().text());
        String raw = Fields.text(error.path("metadata"), "raw"); // a router's copy of its provider's words
        return Visible.line(cut(raw.isEmpty() ? said : said + ": " + raw));
    }

    /// The error itself, at any depth.
    static JsonNode error(JsonNode body) {
        return (body.isArray() ? body.path(0) : body).path("error");
    }

    private static String text(JsonNode node) {
        return node.isString() ? Objects.requireNonNull(node.stringValue()) : "";
    }

    /// As validators of Python list them: where, and what.
    private static String details(JsonNode details) {
        List<String> faults = new ArrayList<>();
        for (JsonNode fault : details) {
            List<String> place = new ArrayList<>();
            fault.path("loc").forEach(step -> place.add(step.asString("")));
            faults.add("%s: %s".formatted(String.join(".", place), Fields.text(fault, "msg")));
        }
        return String.join("; ", faults);
    }

    private static String cut(String text) {
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
    }
}
