package parable.text;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.SortedMap;
import java.util.TreeMap;
import parable.ground.CorruptFileException;
import parable.ground.Json;
import parable.ground.StudyException;
import parable.ground.StudyException.Category;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// What a model folder says about its tokenizer besides `tokenizer.json`, put together as transformers does:
/// `tokenizer_config.json`; where that has no `added_tokens_decoder`, also `special_tokens_map.json` and
/// `added_tokens.json`, which older writers left; and the chat templates.
///
/// @param words     special words by role, such as `eos_token`
/// @param special   all special words, in the order in which they are added where the vocabulary lacks them
/// @param added     added words by id
/// @param addedBy   the file that adds them
/// @param overrules whether they win over the same words in `tokenizer.json`
/// @param templates for conversations; empty for models that were not taught to chat
public record TokenizerConfigFile(
        SortedMap<String, String> words,
        SequencedSet<String> special,
        SortedMap<Integer, AddedWord> added,
        Path addedBy,
        boolean overrules,
        Optional<ChatTemplates> templates) {
    private static final String NAME = "tokenizer_config.json",
            MAP = "special_tokens_map.json",
            WORDS = "added_tokens.json",
            DECODER = "added_tokens_decoder";
    /// Bytes of such a file at most; the largest published ones have some 2 MB.
    private static final long LONGEST = 50_000_000;

    public TokenizerConfigFile {
        words = Collections.unmodifiableSortedMap(new TreeMap<>(words));
        special = Collections.unmodifiableSequencedSet(new LinkedHashSet<>(special));
        added = Collections.unmodifiableSortedMap(new TreeMap<>(added));
    }

    /// For tokenizers that come in one file.
    static TokenizerConfigFile none(Path origin) {
        return new TokenizerConfigFile(
                new TreeMap<>(), new LinkedHashSet<>(), new TreeMap<>(), origin, false, Optional.empty());
    }

    /// A folder without the files has no special words and no template.
    ///
    /// @throws StudyException when two of the files say different things
    public static TokenizerConfigFile read(Path folder) {
        ObjectNode config = object(folder.resolve(NAME));
        boolean overrules = config.path(DECODER).isObject();
        ObjectNode map = overrules ? Json.mapper().createObjectNode() : object(folder.resolve(MAP));
        checkAgreement(words(config), words(map), folder);
        SortedMap<String, String> words = words(config);
        words(map).forEach(words::putIfAbsent);
        SequencedSet<String> special = new LinkedHashSet<>(words.values());
        for (ObjectNode from : new ObjectNode[] {config, map}) {
            for (String list : new String[] {"additional_special_tokens", "extra_special_tokens"}) {
                from.path(list).forEach(word -> content(word).ifPresent(special::add));
            }
        }
        Path addedBy = folder.resolve(overrules ? NAME : WORDS);
        SortedMap<Integer, AddedWord> added =
                overrules ? decoder(config.path(DECODER), addedBy) : listed(object(addedBy), special, addedBy);
        return new TokenizerConfigFile(
                words, special, added, addedBy, overrules, ChatTemplates.read(folder, config.path("chat_template")));
    }

    private static ObjectNode object(Path file) {
        return Files.exists(file)
                ? FolderFile.object(FolderFile.text(file, LONGEST), file)
                : Json.mapper().createObjectNode();
    }

    private static SortedMap<String, String> words(JsonNode root) {
        SortedMap<String, String> words = new TreeMap<>();
        for (Map.Entry<String, JsonNode> field : root.properties()) {
            if (field.getKey().endsWith("_token")) {
                content(field.getValue()).ifPresent(word -> words.put(field.getKey(), word));
            }
        }
        return words;
    }

    /// A special word is a text, or an object that holds it as `content`.
    private static Optional<String> content(JsonNode node) {
        return (node.isObject() ? node.path("content") : node).asStringOpt().filter(text -> !text.isEmpty());
    }

    /// Padding is not used here, and files of fine-tuned models often differ in it.
    private static void checkAgreement(Map<String, String> config, Map<String, String> map, Path folder) {
        map.forEach((role, word) -> {
            String other = config.getOrDefault(role, word);
            if (!other.equals(word) && !role.equals("pad_token")) {
                throw new StudyException(
                        Category.CHECKPOINT,
                        "%s and %s disagree: %s is \"%s\" in one and \"%s\" in the other. Correct one of them.",
                        folder.resolve(NAME),
                        MAP,
                        role,
                        Shown.text(other),
                        Shown.text(word));
            }
        });
    }

    private static SortedMap<Integer, AddedWord> decoder(JsonNode decoder, Path file) {
        SortedMap<Integer, AddedWord> added = new TreeMap<>();
        decoder.properties().forEach(entry -> {
            if (!entry.getKey().matches("[0-9]{1,8}")) {
                throw new CorruptFileException(
                        file, "its added word has the id \"%s\", which is no whole number", Shown.text(entry.getKey()));
            }
            added.put(Integer.parseInt(entry.getKey()), AddedWord.of(entry.getValue(), file));
        });
        return added;
    }

    private static SortedMap<Integer, AddedWord> listed(ObjectNode ids, SequencedSet<String> special, Path file) {
        SortedMap<Integer, AddedWord> added = new TreeMap<>();
        ids.properties().forEach(entry -> {
            JsonNode id = entry.getValue();
            AddedWord word = AddedWord.plain(entry.getKey(), special.contains(entry.getKey()));
            if (!id.isInt()
                    || id.intValue() < 0
                    || entry.getKey().isEmpty()
                    || added.put(id.intValue(), word) != null) {
                throw new CorruptFileException(
                        file,
                        "its added word \"%s\" has the id %s, which is none or another word's",
                        Shown.text(entry.getKey()),
                        Shown.node(id));
            }
        });
        return added;
    }
}
