package parable.text;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import parable.ground.CorruptFileException;
import parable.ground.StudyException;
import parable.ground.StudyException.Category;
import tools.jackson.databind.JsonNode;

/// The chat templates of a model, as their sources.
///
/// @param conversation for conversations
/// @param tools        for conversations with tools, where they have a template of their own
public record ChatTemplates(String conversation, Optional<String> tools) {
    private static final String ALONE = "chat_template.jinja",
            OTHERS = "additional_chat_templates",
            DEFAULT = "default",
            TOOLS = "tool_use";
    private static final long LONGEST = 4_000_000;

    /// The one for a request.
    public String source(boolean withTools) {
        return withTools ? tools.orElse(conversation) : conversation;
    }

    /// Files of their own win over the configuration, as in transformers.
    ///
    /// @param configured `chat_template` of the configuration: one template, or several by name
    /// @throws StudyException when there are templates, but none for conversations
    static Optional<ChatTemplates> read(Path folder, JsonNode configured) {
        SortedMap<String, String> files = files(folder);
        SortedMap<String, String> named = files.isEmpty() ? configured(configured, folder) : files;
        if (named.isEmpty()) {
            return Optional.empty();
        }
        String conversation = named.get(DEFAULT);
        if (conversation == null) {
            throw new StudyException(
                    Category.CHECKPOINT,
                    "%s has the chat templates %s, but none named \"default\", so which one is for conversations is not"
                            + " said. Save the right one as %s.",
                    folder,
                    Shown.text(named.keySet().toString()),
                    folder.resolve(ALONE));
        }
        return Optional.of(new ChatTemplates(conversation, Optional.ofNullable(named.get(TOOLS))));
    }

    private static SortedMap<String, String> files(Path folder) {
        SortedMap<String, String> named = new TreeMap<>();
        Path alone = folder.resolve(ALONE), others = folder.resolve(OTHERS);
        if (Files.exists(alone)) {
            named.put(DEFAULT, FolderFile.text(alone, LONGEST));
        }
        if (Files.isDirectory(others)) {
            try (Stream<Path> files = Files.list(others)) {
                files.filter(file -> file.toString().endsWith(".jinja"))
                        .sorted()
                        .forEach(file -> {
                            String name = file.getFileName().toString();
                            named.put(
                                    name.substring(0, name.length() - ".jinja".length()),
                                    FolderFile.text(file, LONGEST));
                        });
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return named;
    }

    private static SortedMap<String, String> configured(JsonNode node, Path folder) {
        SortedMap<String, String> named = new TreeMap<>();
        if (node.isString()) {
            named.put(DEFAULT, node.stringValue());
        } else if (node.isObject()) {
            for (Map.Entry<String, JsonNode> one : node.properties()) {
                put(named, one.getKey(), one.getValue(), folder);
            }
        } else {
            node.forEach(one -> put(named, one.path("name").asString(""), one.path("template"), folder));
        }
        return named;
    }

    private static void put(SortedMap<String, String> named, String name, JsonNode template, Path folder) {
        if (!template.isString() || named.put(name, template.stringValue()) != null) {
            throw new CorruptFileException(
                    folder.resolve("tokenizer_config.json"),
                    "its chat template \"%s\" is no text or is given twice",
                    Shown.text(name));
        }
    }
}
