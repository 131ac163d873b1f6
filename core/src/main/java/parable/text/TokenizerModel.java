package parable.text;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import parable.ground.CorruptFileException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The model of a `tokenizer.json`: its tokens and how words are built from them.
///
/// @param ids by token
record TokenizerModel(Path file, Map<String, Integer> ids) {
    /// Ids of published vocabularies are far below this.
    private static final int MOST = 10_000_000;

    private static final Map<String, Set<String>> FIELDS = Map.of(
            "BPE",
            Set.of(
                    "vocab",
                    "merges",
                    "dropout",
                    "unk_token",
                    "continuing_subword_prefix",
                    "end_of_word_suffix",
                    "fuse_unk",
                    "byte_fallback",
                    "ignore_merges",
                    "cache_capacity"),
            "Unigram",
            Set.of("vocab", "unk_id", "byte_fallback"),
            "WordPiece",
            Set.of("vocab", "unk_token", "continuing_subword_prefix", "max_input_chars_per_word"),
            "WordLevel",
            Set.of("vocab", "unk_token"));

    /// @throws CorruptFileException for the first part that does not fit the others
    static TokenizerModel of(JsonNode model, Path file) {
        TokenizerModel made = new TokenizerModel(file, new HashMap<>());
        String type = model.path("type").asString(model.has("merges") ? "BPE" : "");
        Set<String> fields = FIELDS.get(type);
        if (fields == null) {
            throw made.refusal("its model is of the type \"%s\"; known are BPE, Unigram, WordLevel, WordPiece", type);
        }
        for (String field : model.propertyNames()) {
            if (!field.equals("type") && !fields.contains(field)) {
                throw made.refusal("the field \"%s\" of its %s model is not known here", Shown.text(field), type);
            }
        }
        if (type.equals("Unigram")) {
            made.scored(model);
        } else {
            made.numbered(model.path("vocab"));
        }
        made.checkOthers(model);
        model.path("merges").forEach(merge -> made.checkMerge(merge, prefix(model)));
        return made;
    }

    private CorruptFileException refusal(String fault, Object... values) {
        return new CorruptFileException(file, fault, values);
    }

    private void numbered(JsonNode vocab) {
        if (!(vocab instanceof ObjectNode tokens) || tokens.isEmpty()) {
            throw refusal("its vocabulary is not an object of tokens and ids, or is empty");
        }
        Set<Integer> taken = new HashSet<>();
        for (Map.Entry<String, JsonNode> token : tokens.properties()) {
            JsonNode id = token.getValue();
            if (!id.isInt() || id.intValue() < 0 || id.intValue() >= MOST) {
                throw refusal("its token \"%s\" has the id %s", Shown.text(token.getKey()), Shown.node(id));
            }
            if (!taken.add(id.intValue())) {
                throw refusal("two of its tokens have the id %d", id.intValue());
            }
            ids.put(token.getKey(), id.intValue());
        }
    }

    private void scored(JsonNode model) {
        JsonNode vocab = model.path("vocab");
        if (!vocab.isArray() || vocab.isEmpty()) {
            throw refusal("its vocabulary is not a list of tokens and scores, or is empty");
        }
        for (int id = 0; id < vocab.size(); id++) {
            JsonNode token = vocab.get(id);
            double score = token.path(1).asDouble(Double.NaN);
            if (token.size() != 2 || !token.path(0).isString() || !(Math.abs(score) < 1e9)) {
                throw refusal("token %d of its vocabulary is %s, no pair of text and score", id, Shown.node(token));
            }
            ids.putIfAbsent(token.get(0).stringValue(), id);
        }
        JsonNode unknown = model.path("unk_id");
        if (model.has("unk_id")
                && !unknown.isNull()
                && !(unknown.isInt() && unknown.intValue() >= 0 && unknown.intValue() < vocab.size())) {
            throw refusal("its unk_id is %s, but it has %d tokens", Shown.node(unknown), vocab.size());
        }
    }

    private void checkOthers(JsonNode model) {
        for (String flag : new String[] {"fuse_unk", "byte_fallback", "ignore_merges"}) {
            check(model, flag, model.path(flag).isBoolean());
        }
        for (String text : new String[] {"continuing_subword_prefix", "end_of_word_suffix"}) {
            check(model, text, model.path(text).isString());
        }
        check(model, "dropout", model.path("dropout").asDouble(1) == 0);
        check(model, "unk_token", ids.containsKey(model.path("unk_token").asString("")));
        check(model, "max_input_chars_per_word", isCount(model.path("max_input_chars_per_word")));
        check(model, "cache_capacity", isCount(model.path("cache_capacity")));
        check(model, "merges", model.path("merges").isArray());
    }

    private static boolean isCount(JsonNode node) {
        return node.isInt() && node.intValue() >= 0 && node.intValue() < MOST;
    }

    private void check(JsonNode model, String field, boolean isSound) {
        if (model.has(field) && !model.path(field).isNull() && !isSound) {
            throw refusal(
                    "%s of its model is %s, which does not fit its tokens or cannot be used for measuring",
                    field, Shown.node(model.path(field)));
        }
    }

    private static String prefix(JsonNode model) {
        return model.path("continuing_subword_prefix").asString("");
    }

    /// Both halves and the whole must be tokens. The library cuts the prefix off the second half unseen.
    private void checkMerge(JsonNode merge, String prefix) {
        String[] halves = merge.isArray() && merge.size() == 2
                ? new String[] {merge.get(0).asString(""), merge.get(1).asString("")}
                : merge.asString("").split(" ", -1);
        boolean isSound = halves.length == 2
                && ids.containsKey(halves[0])
                && ids.containsKey(halves[1])
                && halves[1].startsWith(prefix)
                && ids.containsKey(halves[0] + halves[1].substring(prefix.length()));
        if (!isSound) {
            throw refusal("its merge %s names a token that is not in its vocabulary", Shown.text(merge.toString()));
        }
    }

    /// The id that the library gives to an added word; it does not look at the one in the file.
    int idOf(String word, int highest) {
        Integer id = ids.get(word);
        return id != null ? id : Math.max(highest + 1, ids.size());
    }
}
