package parable.model;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import parable.ground.StudyException;
import parable.tensor.GgufMetadata;
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

    static GgufTokens of(GgufMetadata facts) {
        return new GgufTokens(
                facts,
                new TokenTable(
                        facts.texts(KEY + "tokens"),
                        facts.counts(KEY + "token_type"),
                        cutting(facts),
                        facts.count(KEY + "unknown_token_id", -1)));
    }

    HfTokenizer tokenizer() {
        return HfTokenizer.of(TokenizerJson.of(table, facts.file()), facts.file());
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
