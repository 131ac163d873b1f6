package parable.text;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import parable.ground.AtomicFile;
import parable.ground.CorruptFileException;
import parable.ground.Json;
import parable.ground.StudyException;
import parable.ground.StudyException.Category;
import parable.ground.WholeText;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// A [WordTokenizer] as four files in the Hugging Face layout:
///
/// ```
/// tokenizer.json            added_tokens   the four special words, matched before anything else
///                           pre_tokenizer  WhitespaceSplit
///                           post_processor null: nothing is added around a text
///                           model          WordLevel: {"vocab": {word: id}, "unk_token": "<unk>"}
/// tokenizer_config.json     the class transformers loads, and the roles of the special words
/// special_tokens_map.json   the same roles, for older readers
/// generation_config.json    the ids that begin, end and pad a generated text
/// ```
final class WordTokenizerFiles {
    static final String TOKENIZER = "tokenizer.json";

    private static final Map<String, String> ROLES =
            Map.of("pad_token", "<pad>", "bos_token", "<bos>", "eos_token", "<eos>", "unk_token", "<unk>");

    private WordTokenizerFiles() {}

    static void write(WordTokenizer tokenizer, Path folder) {
        Specials specials = tokenizer.specials();
        AtomicFile.write(folder.resolve("tokenizer_config.json"), Json.pretty(config()));
        AtomicFile.write(folder.resolve("special_tokens_map.json"), Json.pretty(ROLES));
        AtomicFile.write(
                folder.resolve("generation_config.json"),
                Json.pretty(Map.of(
                        "pad_token_id", specials.pad(),
                        "bos_token_id", specials.begin(),
                        "eos_token_id", specials.end())));
        AtomicFile.write(folder.resolve(TOKENIZER), Json.pretty(description(tokenizer)));
    }

    static WordTokenizer read(Path folder) {
        Path file = folder.resolve(TOKENIZER);
        JsonNode root = parse(file);
        requireWordLevel(file, root);
        List<String> words = words(file, root.path("model").path("vocab"));
        try {
            return new WordTokenizer(words);
        } catch (IllegalArgumentException e) {
            throw new CorruptFileException(file, "%s", e.getMessage());
        }
    }

    /// `tokenizer.json`, keys in the order in which the Rust library writes them.
    private static ObjectNode description(WordTokenizer tokenizer) {
        ObjectNode root = Json.mapper().createObjectNode();
        root.put("version", "1.0").putNull("truncation").putNull("padding");
        ArrayNode added = root.putArray("added_tokens");
        WordTokenizer.SPECIAL_WORDS.forEach(word -> added.addObject()
                .put("id", tokenizer.id(word))
                .put("content", word)
                .put("single_word", false)
                .put("lstrip", false)
                .put("rstrip", false)
                .put("normalized", false)
                .put("special", true));
        root.putNull("normalizer").putObject("pre_tokenizer").put("type", "WhitespaceSplit");
        root.putNull("post_processor").putNull("decoder");
        ObjectNode model = root.putObject("model").put("type", "WordLevel");
        ObjectNode vocabulary = model.putObject("vocab");
        tokenizer.words().forEach(word -> vocabulary.put(word, tokenizer.id(word)));
        model.put("unk_token", "<unk>");
        return root;
    }

    /// Class names and defaults as transformers reads them. Its "clean up" would move punctuation and is
    /// switched off.
    private static ObjectNode config() {
        ObjectNode root = Json.mapper().createObjectNode();
        root.put("tokenizer_class", "PreTrainedTokenizerFast")
                .put("clean_up_tokenization_spaces", false)
                .put("add_bos_token", false)
                .put("add_eos_token", false)
                .put("padding_side", "right");
        ROLES.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(role -> root.put(role.getKey(), role.getValue()));
        return root;
    }

    private static JsonNode parse(Path file) {
        try {
            return Json.mapper().readTree(WholeText.of(file, WholeText.TABLE));
        } catch (JacksonException e) {
            throw new CorruptFileException(file, "it is not JSON (%s)", Json.fault(e));
        } catch (IOException e) {
            throw new StudyException(
                    Category.CHECKPOINT,
                    e,
                    "Tokenizer %s could not be read (%s). A checkpoint folder holds the tokenizer and the weights.",
                    file,
                    e.getMessage());
        }
    }

    private static void requireWordLevel(Path file, JsonNode root) {
        String model = root.path("model").path("type").asString("none");
        String split = root.path("pre_tokenizer").path("type").asString("none");
        if (!model.equals("WordLevel") || !split.equals("WhitespaceSplit")) {
            throw new StudyException(
                    Category.CHECKPOINT,
                    "Tokenizer %s is of model %s with pre-tokenizer %s; a word tokenizer has WordLevel and"
                            + " WhitespaceSplit. Load it as a Hugging Face tokenizer instead.",
                    file,
                    model,
                    split);
        }
    }

    /// The vocabulary as a list by id; ids must run from 0 without gaps.
    private static List<String> words(Path file, JsonNode vocabulary) {
        List<String> words = new ArrayList<>();
        vocabulary.properties().stream()
                .sorted((a, b) ->
                        Long.compare(a.getValue().asLong(-1), b.getValue().asLong(-1)))
                .forEach(entry -> {
                    if (!entry.getValue().isIntegralNumber() || entry.getValue().asLong() != words.size()) {
                        throw new CorruptFileException(
                                file,
                                "the id after %d must be %d, found \"%s\": %s",
                                words.size() - 1,
                                words.size(),
                                entry.getKey(),
                                entry.getValue());
                    }
                    words.add(entry.getKey());
                });
        if (words.size() < WordTokenizer.SPECIAL_WORDS.size()) {
            throw new CorruptFileException(
                    file, "its vocabulary must hold at least %s, found %s", WordTokenizer.SPECIAL_WORDS, words);
        }
        return words;
    }
}
