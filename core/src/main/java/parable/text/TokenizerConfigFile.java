package parable.text;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import parable.ground.CorruptFileException;
import parable.ground.Json;
import parable.ground.StudyException;
import parable.ground.StudyException.Category;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// What a model folder says about its tokenizer besides the tokens: `tokenizer_config.json`, and the chat
/// template, which newer writers put into a file of its own.
///
/// @param words    special words by role, such as `eos_token`
/// @param template source of the chat template; empty for models that were not taught to chat
public record TokenizerConfigFile(SortedMap<String, String> words, Optional<String> template) {
    private static final String NAME = "tokenizer_config.json", TEMPLATE = "chat_template.jinja";

    public TokenizerConfigFile {
        words = Collections.unmodifiableSortedMap(new TreeMap<>(words));
    }

    /// A folder without the file has no special words and no template.
    public static TokenizerConfigFile read(Path folder) {
        Path file = folder.resolve(NAME);
        try {
            JsonNode root = Files.exists(file)
                    ? Json.mapper().readTree(Files.readString(file))
                    : Json.mapper().createObjectNode();
            Path alone = folder.resolve(TEMPLATE);
            return new TokenizerConfigFile(
                    words(root),
                    Files.exists(alone) ? Optional.of(Files.readString(alone)) : template(root.path("chat_template")));
        } catch (JacksonException e) {
            throw new CorruptFileException(file, "it is not JSON (%s)", e.getOriginalMessage());
        } catch (IOException e) {
            throw new StudyException(
                    Category.CHECKPOINT, e, "%s could not be read (%s). Check its rights.", file, e.getMessage());
        }
    }

    /// A special word is a text, or an object that holds it as `content`.
    private static SortedMap<String, String> words(JsonNode root) {
        SortedMap<String, String> words = new TreeMap<>();
        for (Map.Entry<String, JsonNode> field : root.properties()) {
            if (field.getKey().endsWith("_token")) {
                JsonNode word = field.getValue().isObject() ? field.getValue().path("content") : field.getValue();
                word.asStringOpt().filter(text -> !text.isEmpty()).ifPresent(text -> words.put(field.getKey(), text));
            }
        }
        return words;
    }

    /// One template, or several by name, of which `default` is for conversations.
    private static Optional<String> template(JsonNode node) {
        if (node.isString()) {
            return Optional.of(node.stringValue());
        }
        return node.valueStream()
                .filter(one -> one.path("name").asString("").equals("default"))
                .map(one -> one.path("template").stringValue())
                .findFirst();
    }
}
