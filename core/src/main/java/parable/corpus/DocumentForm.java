package parable.corpus;

import java.util.Locale;
import java.util.Map;
import parable.ground.Json;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Writes a document as the line of a `.jsonl` file that [DocumentLine] reads back.
public final class DocumentForm {
    private DocumentForm() {}

    /// @param more tags besides the document's own; they win
    public static String line(Document document, Map<String, String> more) {
        ObjectNode line = Json.mapper().createObjectNode();
        document.tags().forEach(line::put);
        more.forEach(line::put);
        line.put("id", document.id());
        switch (document.body()) {
            case Body.Plain(String text) -> line.put("text", text);
            case Body.Running(String text) -> line.put("text", text);
            case Body.Conversation talk -> line.set("messages", messages(talk));
        }
        return Json.line(line);
    }

    private static ArrayNode messages(Body.Conversation talk) {
        ArrayNode messages = Json.mapper().createArrayNode();
        for (Body.Turn turn : talk.turns()) {
            messages.addObject()
                    .put("role", turn.role().name().toLowerCase(Locale.ROOT))
                    .put("content", turn.text());
        }
        return messages;
    }
}
