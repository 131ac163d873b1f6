package parable.text;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import parable.ground.Json;
import parable.ground.StudyException;
import parable.ground.StudyException.Category;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// A [TokenTable] written as the `tokenizer.json` that Hugging Face's library reads, so that models from GGUF
/// files are tokenized by the same library as all others.
public final class TokenizerJson {
    private static final String SPACE = "\u2581"; // how SentencePiece writes a space

    /// The ways to cut words of llama.cpp's `llama-vocab.cpp`, by the name in a file.
    private static final Map<String, Words> WORDS = Map.of(
            "gpt-2", new Words(Digits.TOGETHER, "", false, false),
            "smollm", new Words(Digits.ALONE, "", false, false),
            "llama-bpe", new Words(Digits.TOGETHER, words("\\p{N}{1,3}"), true, false),
            "qwen2", new Words(Digits.TOGETHER, words("\\p{N}"), false, true));

    private enum Digits {
        ALONE,
        TOGETHER
    }

    /// @param digits       whether each digit is a word of its own before anything else is cut
    /// @param pattern      of a word; empty for GPT-2's, which the library has built in
    /// @param takesWhole   whether a word that is a token is not built by merges
    /// @param isNormalized whether text is brought into Unicode's form NFC
    private record Words(Digits digits, String pattern, boolean takesWhole, boolean isNormalized) {}

    private TokenizerJson() {}

    /// @param origin for messages
    /// @throws StudyException when words are cut in a way that is not known here: a wrong cut would go unseen
    public static String of(TokenTable table, Path origin) {
        return of(table, OptionalInt.empty(), origin);
    }

    /// @param begin id that the model expects before a text; empty for none
    public static String of(TokenTable table, OptionalInt begin, Path origin) {
        ObjectNode root = switch (table.cutting()) {
            case TokenTable.Cutting.Ranked ranked -> ranked(table, ranked, words(ranked.words(), origin));
            case TokenTable.Cutting.Scored scored -> scored(table, scored);
        };
        begin.ifPresent(id -> Beginning.write(root, table.tokens().get(id), id));
        return Json.line(root);
    }

    private static String words(String digits) {
        return "(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|" + digits
                + "| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+";
    }

    private static Words words(String name, Path origin) {
        Words words = WORDS.get(name);
        if (words == null) {
            throw new StudyException(
                    Category.CHECKPOINT,
                    "%s cuts words as \"%s\"; %s are known. Use the model's folder with its tokenizer.json (hf:)"
                            + " instead.",
                    origin,
                    name,
                    new TreeSet<>(WORDS.keySet()));
        }
        return words;
    }

    private static ObjectNode ranked(TokenTable table, TokenTable.Cutting.Ranked ranked, Words words) {
        ObjectNode root = root(table);
        if (words.isNormalized()) {
            root.putObject("normalizer").put("type", "NFC");
        }
        ObjectNode sequence = root.putObject("pre_tokenizer").put("type", "Sequence");
        ArrayNode steps = sequence.putArray("pretokenizers");
        if (words.digits() == Digits.ALONE) {
            steps.addObject().put("type", "Digits").put("individual_digits", true);
        }
        if (!words.pattern().isEmpty()) {
            ObjectNode split = steps.addObject().put("type", "Split");
            split.putObject("pattern").put("Regex", words.pattern());
            split.put("behavior", "Isolated").put("invert", false);
        }
        byteLevel(steps.addObject(), words.pattern().isEmpty());
        byteLevel(root.putObject("decoder"), true);
        ObjectNode model = model(root, table).put("ignore_merges", words.takesWhole());
        ArrayNode merges = model.putArray("merges");
        ranked.merges().forEach(merges::add);
        return root;
    }

    private static void byteLevel(ObjectNode step, boolean usesPattern) {
        step.put("type", "ByteLevel")
                .put("add_prefix_space", false)
                .put("trim_offsets", true)
                .put("use_regex", usesPattern);
    }

    private static ObjectNode scored(TokenTable table, TokenTable.Cutting.Scored scored) {
        ObjectNode root = root(table);
        ObjectNode normalizer = root.putObject("normalizer").put("type", "Sequence");
        ArrayNode before = normalizer.putArray("normalizers");
        if (scored.prefixesSpace()) {
            before.addObject().put("type", "Prepend").put("prepend", SPACE);
        }
        replace(before.addObject(), " ", SPACE);
        ObjectNode decoder = root.putObject("decoder").put("type", "Sequence");
        ArrayNode after = decoder.putArray("decoders");
        replace(after.addObject(), SPACE, " ");
        after.addObject().put("type", "ByteFallback");
        after.addObject().put("type", "Fuse");
        if (scored.prefixesSpace()) {
            after.addObject()
                    .put("type", "Strip")
                    .put("content", " ")
                    .put("start", 1)
                    .put("stop", 0);
        }
        ObjectNode model = model(root, table).put("fuse_unk", true).put("byte_fallback", true);
        if (table.unknown() >= 0) {
            model.put("unk_token", table.tokens().get(table.unknown()));
        }
        ArrayNode merges = model.putArray("merges");
        for (Pair pair : pairs(table, scored)) {
            merges.addArray().add(pair.left()).add(pair.right());
        }
        return root;
    }

    private static void replace(ObjectNode step, String from, String to) {
        step.put("type", "Replace").putObject("pattern").put("String", from);
        step.put("content", to);
    }

    /// What the forms have in common: the words matched before anything else is cut.
    private static ObjectNode root(TokenTable table) {
        ObjectNode root = Json.mapper().createObjectNode();
        root.put("version", "1.0").putNull("truncation").putNull("padding");
        ArrayNode added = root.putArray("added_tokens");
        for (int id = 0; id < table.tokens().size(); id++) {
            int type = table.types().get(id);
            if (type == TokenTable.CONTROL || type == TokenTable.USER_DEFINED) {
                added.addObject()
                        .put("id", id)
                        .put("content", table.tokens().get(id))
                        .put("single_word", false)
                        .put("lstrip", false)
                        .put("rstrip", false)
                        .put("normalized", false)
                        .put("special", type == TokenTable.CONTROL);
            }
        }
        return root.putNull("normalizer").putNull("pre_tokenizer").putNull("post_processor");
    }

    private static ObjectNode model(ObjectNode root, TokenTable table) {
        ObjectNode model = root.putObject("model").put("type", "BPE");
        ObjectNode vocabulary = model.putObject("vocab");
        for (int id = 0; id < table.tokens().size(); id++) {
            vocabulary.put(table.tokens().get(id), id);
        }
        return model;
    }

    private record Pair(String left, String right, double score) {}

    /// Every way to make a token of two others, the best-scored token first; as transformers derives merges
    /// from a SentencePiece model (`generate_merges`, `convert_slow_tokenizer.py`).
    private static List<Pair> pairs(TokenTable table, TokenTable.Cutting.Scored scored) {
        Map<String, Integer> ids = new LinkedHashMap<>();
        for (int id = 0; id < table.tokens().size(); id++) {
            ids.putIfAbsent(table.tokens().get(id), id);
        }
        Set<Integer> unmade = Set.of(TokenTable.CONTROL, TokenTable.USER_DEFINED, TokenTable.BYTE);
        List<Pair> pairs = new ArrayList<>();
        ids.forEach((token, id) -> {
            if (!token.isEmpty() && !unmade.contains(table.types().get(id))) {
                pairs.addAll(halves(token, scored.scores().get(id), ids));
            }
        });
        pairs.sort(Comparator.comparingDouble(Pair::score)
                .thenComparing(pair -> pair.left().codePointCount(0, pair.left().length()))
                .thenComparing(
                        pair -> pair.right().codePointCount(0, pair.right().length()))
                .reversed());
        return pairs;
    }

    private static List<Pair> halves(String token, double score, Map<String, Integer> ids) {
        List<Pair> halves = new ArrayList<>();
        for (int at = token.offsetByCodePoints(0, 1); at < token.length(); at = token.offsetByCodePoints(at, 1)) {
            String left = token.substring(0, at), right = token.substring(at);
            if (ids.containsKey(left) && ids.containsKey(right)) {
                halves.add(new Pair(left, right, score));
            }
        }
        halves.sort(Comparator.<Pair>comparingInt(pair -> ids.get(pair.left()))
                .thenComparingInt(pair -> ids.get(pair.right())));
        return halves;
    }
}
