package parable.corpus;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import parable.corpus.parquet.ParquetRows;
import parable.ground.Hash;
import parable.ground.Json;
import parable.ground.StudyException;
import parable.ground.StudyException.Category;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// One line of a `.jsonl` file, or one row of a Parquet file, as a document:
///
/// ```
/// text      what the model reads; or
/// messages  a conversation: [{"role": "system"|"user"|"assistant", "content": text}, …]
/// id        a text or a whole number; without one, the hash of file name, line and content
/// others    words and numbers become tags
/// ```
final class DocumentLine {
    private static final String TEXT = "text", MESSAGES = "messages", ID = "id", ROLE = "role", CONTENT = "content";
    private static final Set<String> OWN = Set.of(TEXT, MESSAGES, ID);
    private static final int SHOWN = 60;
    private static final String
            RULE = "Each line is {\"text\": …} or {\"messages\": [{\"role\": …, \"content\": …}, …]}",
            ROW_RULE = "Each row has a \"text\", or \"messages\" with a \"role\" and a \"content\"";
    /// Columns of a table that may hold more than a word or a number.
    private static final Set<String> NAMED = Set.of(TEXT, MESSAGES, ID, "tools");

    private final String place;
    private final JsonNode node;
    private final String rule;

    private DocumentLine(String place, JsonNode node, String rule) {
        this.place = place;
        this.node = node;
        this.rule = rule;
    }

    /// @param source how the file is named in the document's origin
    /// @throws StudyException naming file and line where it is no document
    static Document read(Path file, String source, TextLines.Line line) {
        String place = file + ":" + line.number();
        return new DocumentLine(place, parsed(place, line.text()), RULE).document(source, line.number() - 1);
    }

    /// @throws StudyException naming the columns where none holds documents
    static ParquetRows rows(Path file) {
        ParquetRows rows = ParquetRows.open(file, NAMED);
        if (!rows.names().contains(TEXT) && !rows.names().contains(MESSAGES)) {
            rows.close();
            throw new StudyException(
                    Category.CONFIG,
                    "%s has the columns %s. %s. Rename the column of the documents.",
                    file,
                    String.join(", ", rows.names()),
                    ROW_RULE);
        }
        return rows;
    }

    /// @throws StudyException naming file and row where it is no document
    static Document read(String source, ParquetRows.Row row) {
        return new DocumentLine(row.place(), row.json(), ROW_RULE).document(source, row.number());
    }

    private static JsonNode parsed(String place, String line) {
        try {
            return Json.read(line, JsonNode.class);
        } catch (JacksonException e) {
            throw new StudyException(
                    Category.CONFIG, "%s is not JSON (%s): \"%s\". %s.", place, Json.fault(e), cut(line), RULE);
        }
    }

    private Document document(String source, long index) {
        Body body = body();
        return new Document(id(source, index, body), body, new Document.Origin(source, index), tags(), 1);
    }

    private Body body() {
        if (node.has(TEXT) == node.has(MESSAGES)) {
            throw wrong(
                    node.has(TEXT) ? "has both \"text\" and \"messages\"" : "has neither \"text\" nor \"messages\": %s",
                    cut(node.toString()));
        }
        if (node.has(MESSAGES)) {
            return conversation(node.path(MESSAGES));
        }
        JsonNode text = node.path(TEXT);
        if (!text.isString() || text.stringValue().isBlank()) {
            throw wrong("has \"text\" = %s; it must be a text that says something", cut(text.toString()));
        }
        return new Body.Plain(text.stringValue());
    }

    private Body.Conversation conversation(JsonNode messages) {
        if (!node.path("tools").isEmpty()) {
            throw wrong("offers \"tools\", which are not trained on. Write what the model must know into a message");
        }
        if (!messages.isArray()) {
            throw wrong("has \"messages\" = %s; it must be a list", cut(messages.toString()));
        }
        List<Body.Turn> turns = new ArrayList<>();
        for (JsonNode message : messages) {
            turns.add(turn(message, turns.size() + 1));
        }
        if (turns.stream()
                .noneMatch(turn ->
                        turn.role() == Body.Role.ASSISTANT && !turn.text().isBlank())) {
            throw wrong("has no message of the assistant, so there is nothing to learn from it");
        }
        return new Body.Conversation(turns);
    }

    private Body.Turn turn(JsonNode message, int number) {
        Optional<Body.Role> role = Stream.of(Body.Role.values())
                .filter(one -> one.name()
                        .toLowerCase(Locale.ROOT)
                        .equals(message.path(ROLE).asString("")))
                .findFirst();
        if (role.isEmpty() || !message.path(CONTENT).isString()) {
            throw wrong(
                    "has %s as message %d; it needs a \"role\" (system, user or assistant) and a \"content\" that is text",
                    cut(message.toString()), number);
        }
        String others = message.propertyStream()
                .filter(field -> !field.getKey().equals(ROLE) && !field.getKey().equals(CONTENT))
                .filter(field -> !field.getValue().isNull() && !isEmptyList(field.getValue()))
                .map(field -> "\"%s\"".formatted(field.getKey()))
                .collect(Collectors.joining(", "));
        if (!others.isEmpty()) {
            throw wrong(
                    "has %s in message %d, which is not trained on. Take it out, or write it into the content",
                    others, number);
        }
        return new Body.Turn(role.get(), message.path(CONTENT).stringValue());
    }

    private static boolean isEmptyList(JsonNode node) {
        return node.isContainer() && node.isEmpty();
    }

    private String id(String source, long index, Body body) {
        JsonNode id = node.path(ID);
        if (id.isMissingNode() || id.isNull()) {
            return Hash.brief(source, index, body.text());
        }
        if (!id.isString() && !id.isIntegralNumber()) {
            throw wrong("has \"id\" = %s; it must be a text or a whole number", cut(id.toString()));
        }
        return id.asString();
    }

    private Map<String, String> tags() {
        Map<String, String> tags = new TreeMap<>();
        node.propertyStream()
                .filter(field -> field.getValue().isValueNode() && !OWN.contains(field.getKey()))
                .forEach(field -> tags.put(field.getKey(), field.getValue().asString("")));
        return tags;
    }

    private StudyException wrong(String fault, Object... values) {
        return new StudyException(
                Category.CONFIG, "%s %s. %s.", place, values.length == 0 ? fault : fault.formatted(values), rule);
    }

    static String cut(String text) {
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
    }
}
