package parable.model;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import parable.ground.StudyException;
import parable.tensor.GgufMetadata;
import parable.text.ChatTemplates;
import parable.text.HfTokenizer;
import parable.text.TokenTable;
import parable.text.TokenizerJson;

/// The tokenizer part of a GGUF file's metadata.
///
/// @param table read once: it has tens of thousands of tokens
record GgufTokens(GgufMetadata facts, TokenTable table) {
    private static final String KEY = "tokenizer.ggml.";

    private static final Map<String, String> ROLES = Map.of(
            "bos_token", "bos_token_id",
            "eos_token", "eos_token_id",
            "unk_token", "unknown_token_id",
            "pad_token", "padding_token_id");

    /// @param vocabulary tokens that the weights have rows for
    /// @throws StudyException when there are more tokens than rows, or an id is of no token
    static GgufTokens of(GgufMetadata facts, int vocabulary) {
        List<String> tokens = facts.texts(KEY + "tokens");
        if (tokens.isEmpty() || tokens.size() > vocabulary) {
            throw refusal(facts, "lists %d tokens, but the embedding table has %d rows", tokens.size(), vocabulary);
        }
        facts.values().keySet().stream()
                .filter(key -> key.startsWith(KEY) && key.endsWith("_token_id"))
                .forEach(key -> requireId(facts, key, tokens.size()));
        List<Integer> types = facts.counts(KEY + "token_type");
        if (types.size() != tokens.size()) {
            throw refusal(facts, "lists %d tokens, but %d types of them", tokens.size(), types.size());
        }
        return new GgufTokens(
                facts, new TokenTable(tokens, types, cutting(facts), facts.count(KEY + "unknown_token_id", -1)));
    }

    private static void requireId(GgufMetadata facts, String key, int tokens) {
        int id = facts.count(key);
        if (id < 0 || id >= tokens) {
            throw refusal(facts, "has \"%s\" = %d, but its tokens are numbered from 0 to %d", key, id, tokens - 1);
        }
    }

    private static StudyException refusal(GgufMetadata facts, String fault, Object... values) {
        return new StudyException(
                StudyException.Category.CHECKPOINT,
                "%s %s. Convert the model again with a current converter.",
                facts.file(),
                fault.formatted(values));
    }

    HfTokenizer tokenizer() {
        return HfTokenizer.of(json(), facts.file());
    }

    /// The same as the text of a `tokenizer.json`.
    String json() {
        return TokenizerJson.of(table, begin(), facts.file());
    }

    /// Where the file does not say whether one is put before a text, llama.cpp's defaults.
    private OptionalInt begin() {
        boolean usual = facts.text(KEY + "model").equals("llama")
                || facts.optionalText(KEY + "pre").equals(Optional.of("llama-bpe"));
        String id = KEY + "bos_token_id";
        return facts.flag(KEY + "add_bos_token", usual) && facts.has(id)
                ? OptionalInt.of(facts.count(id))
                : OptionalInt.empty();
    }

    private static TokenTable.Cutting cutting(GgufMetadata facts) {
        String model = facts.text(KEY + "model");
        return switch (model) {
            case "gpt2" ->
                new TokenTable.Cutting.Ranked(
                        facts.optionalText(KEY + "pre").orElse("default"), facts.texts(KEY + "merges"));
            case "llama" ->
                new TokenTable.Cutting.Scored(facts.reals(KEY + "scores"), facts.flag(KEY + "add_space_prefix", true));
            default ->
                throw new StudyException(
                        StudyException.Category.CHECKPOINT,
                        "%s has a tokenizer of model \"%s\"; gpt2 and llama are known. Use the model's folder with its"
                                + " tokenizer.json (hf:) instead.",
                        facts.file(),
                        model);
        };
    }

    /// Special words by role, as a `tokenizer_config.json` has them.
    SortedMap<String, String> words() {
        SortedMap<String, String> words = new TreeMap<>();
        ROLES.forEach((role, key) -> {
            if (facts.has(KEY + key)) {
                words.put(role, table.tokens().get(facts.count(KEY + key)));
            }
        });
        return words;
    }

    /// The id of a special word.
    Optional<Integer> id(String role) {
        String key = KEY + ROLES.getOrDefault(role, "");
        return facts.has(key) ? Optional.of(facts.count(key)) : Optional.empty();
    }

    static Optional<ChatTemplates> templates(GgufMetadata metadata) {
        String key = "tokenizer.chat_template";
        return metadata.optionalText(key)
                .map(text -> new ChatTemplates(text, metadata.optionalText(key + ".tool_use")));
    }

    /// Ids that end an answer: those the file names so, and control tokens among `known` words.
    Set<Integer> ends(Collection<String> known) {
        Set<Integer> ends = new TreeSet<>();
        for (String key : new String[] {"eos_token_id", "eot_token_id", "eom_token_id"}) {
            if (facts.has(KEY + key)) {
                ends.add(facts.count(KEY + key));
            }
        }
        IntStream.range(0, table.tokens().size())
                .filter(id ->
                        table.isControl(id) && known.contains(table.tokens().get(id)))
                .forEach(ends::add);
        return ends;
    }
}
