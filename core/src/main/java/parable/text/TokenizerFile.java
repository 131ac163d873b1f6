package parable.text;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import parable.ground.CorruptFileException;
import parable.ground.Json;
import parable.ground.StudyException;
import parable.ground.StudyException.Category;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// A `tokenizer.json`, checked before Hugging Face's library sees it, with the words that the folder's other files
/// add to it as transformers does.
final class TokenizerFile {
    /// Bytes at most; the largest published ones have some 35 MB.
    static final long LONGEST = 200_000_000;

    private static final Set<String> KNOWN = Set.of(
            "version",
            "truncation",
            "padding",
            "added_tokens",
            "normalizer",
            "pre_tokenizer",
            "post_processor",
            "decoder",
            "model");

    private TokenizerFile() {}

    /// What the library may read.
    ///
    /// @param begin id that the file puts before a text; the library puts none
    record Checked(String json, OptionalInt begin) {}

    /// @param json   the file's text
    /// @param origin for messages
    /// @throws CorruptFileException for what is not JSON, not known, or would make the library abort
    /// @throws StudyException       when the folder's files say different things of one word
    static Checked checked(String json, Path origin, TokenizerConfigFile config) {
        ObjectNode root = FolderFile.object(json, origin);
        for (String field : root.propertyNames()) {
            if (!KNOWN.contains(field)) {
                throw new CorruptFileException(origin, "its field \"%s\" is not known here", Shown.text(field));
            }
        }
        TokenizerModel model = TokenizerModel.of(root.path("model"), origin);
        new TokenizerParts(origin).check(root);
        SortedMap<Integer, AddedWord> words = words(root.path("added_tokens"), origin);
        merge(words, config, model, origin);
        checkIds(words, model, origin);
        ArrayNode added = root.putArray("added_tokens");
        words.forEach((id, word) -> word.write(added.addObject(), id));
        OptionalInt begin = Beginning.read(root.path("post_processor"));
        // Texts are encoded without what these three would add or cut off.
        root.putNull("post_processor").putNull("truncation").putNull("padding");
        return new Checked(Json.line(root), begin);
    }

    private static SortedMap<Integer, AddedWord> words(JsonNode list, Path origin) {
        SortedMap<Integer, AddedWord> words = new TreeMap<>();
        for (JsonNode node : list) {
            JsonNode id = node.path("id");
            AddedWord word = AddedWord.of(node, origin);
            if (!id.isInt() || words.put(id.intValue(), word) != null) {
                throw new CorruptFileException(
                        origin,
                        "its added word \"%s\" has the id %s, which is none or another word's",
                        Shown.text(word.content()),
                        Shown.node(id));
            }
        }
        return words;
    }

    private static void merge(
            SortedMap<Integer, AddedWord> words, TokenizerConfigFile config, TokenizerModel model, Path origin) {
        Map<String, Integer> ids = new LinkedHashMap<>();
        words.forEach((id, word) -> ids.put(word.content(), id));
        config.added().forEach((id, word) -> {
            Integer known = ids.getOrDefault(word.content(), model.ids().get(word.content()));
            AddedWord other = words.get(id);
            if (known != null && !known.equals(id)
                    || other != null && !other.content().equals(word.content())) {
                throw new StudyException(
                        Category.CHECKPOINT,
                        "%s and %s disagree: the word \"%s\" has the id %s in one and %d in the other. Take both files"
                                + " from the same place.",
                        config.addedBy(),
                        origin,
                        Shown.text(word.content()),
                        known == null ? "of another word" : known,
                        id);
            }
            if (other == null || config.overrules()) {
                words.put(id, word);
                ids.put(word.content(), id);
            }
        });
        for (String special : config.special()) {
            if (!ids.containsKey(special)) {
                int id = model.idOf(special, words.isEmpty() ? -1 : words.lastKey());
                words.put(id, AddedWord.special(special));
                ids.put(special, id);
            }
        }
    }

    /// The library numbers added words itself; where it would come to other ids than the file, the model would read
    /// other tokens than it was trained on.
    private static void checkIds(SortedMap<Integer, AddedWord> words, TokenizerModel model, Path origin) {
        int highest = -1;
        for (Map.Entry<Integer, AddedWord> word : words.entrySet()) {
            int id = model.idOf(word.getValue().content(), highest);
            if (id != word.getKey()) {
                throw new CorruptFileException(
                        origin,
                        "its added word \"%s\" has the id %d, but by the tokens before it the id is %d",
                        Shown.text(word.getValue().content()),
                        word.getKey(),
                        id);
            }
            highest = Math.max(highest, id);
        }
    }
}
