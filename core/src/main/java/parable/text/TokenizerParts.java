package parable.text;

import static java.util.Map.entry;

import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import parable.ground.CorruptFileException;
import tools.jackson.databind.JsonNode;

/// The steps of a `tokenizer.json` around its model: normalizer, pre-tokenizer and decoder. Hugging Face's library
/// aborts the whole process over some values that it does not check, so only known steps with known fields and
/// sound values reach it.
record TokenizerParts(Path file) {
    private static final int DEEPEST = 8, LONGEST_PATTERN = 10_000;
    private static final Predicate<JsonNode> FLAG = node -> node.isBoolean() || node.isNull(),
            TEXT = JsonNode::isString,
            SOME_TEXT = node -> node.isString() && !node.stringValue().isEmpty(),
            LETTER =
                    node -> node.isString()
                            && node.stringValue()
                                            .codePointCount(
                                                    0, node.stringValue().length())
                                    == 1,
            COUNT = node -> node.isInt() && node.intValue() >= 0 && node.intValue() <= 1_000,
            LENGTH = node -> COUNT.test(node) && node.intValue() > 0,
            LIST = JsonNode::isArray,
            PATTERN = TokenizerParts::isPattern,
            SCHEME = oneOf("always", "never", "first"),
            BEHAVIOR = oneOf("Removed", "Isolated", "MergedWithPrevious", "MergedWithNext", "Contiguous");
    private static final Map<String, Predicate<JsonNode>> NOTHING = Map.of(),
            BYTES = Map.of("add_prefix_space", FLAG, "trim_offsets", FLAG, "use_regex", FLAG),
            SPACES =
                    Map.of(
                            "replacement",
                            LETTER,
                            "add_prefix_space",
                            FLAG,
                            "prepend_scheme",
                            SCHEME,
                            "split",
                            FLAG,
                            "str_rep",
                            TEXT),
            REPLACE = Map.of("pattern", PATTERN, "content", TEXT);

    private static final Map<String, Map<String, Predicate<JsonNode>>> NORMALIZERS = Map.ofEntries(
            entry("Sequence", Map.of("normalizers", LIST)),
            entry(
                    "BertNormalizer",
                    Map.of("clean_text", FLAG, "handle_chinese_chars", FLAG, "strip_accents", FLAG, "lowercase", FLAG)),
            entry("NFC", NOTHING),
            entry("NFD", NOTHING),
            entry("NFKC", NOTHING),
            entry("NFKD", NOTHING),
            entry("Nmt", NOTHING),
            entry("Lowercase", NOTHING),
            entry("StripAccents", NOTHING),
            entry("ByteLevel", NOTHING),
            entry("Strip", Map.of("strip_left", FLAG, "strip_right", FLAG)),
            entry("Replace", REPLACE),
            entry("Prepend", Map.of("prepend", SOME_TEXT)),
            entry("Precompiled", Map.of("precompiled_charsmap", CharacterMap::isSound)));

    private static final Map<String, Map<String, Predicate<JsonNode>>> CUTTERS = Map.ofEntries(
            entry("Sequence", Map.of("pretokenizers", LIST)),
            entry("BertPreTokenizer", NOTHING),
            entry("Whitespace", NOTHING),
            entry("WhitespaceSplit", NOTHING),
            entry("UnicodeScripts", NOTHING),
            entry("ByteLevel", BYTES),
            entry("Metaspace", SPACES),
            entry("Digits", Map.of("individual_digits", FLAG)),
            entry("Split", Map.of("pattern", PATTERN, "behavior", BEHAVIOR, "invert", FLAG)),
            entry("Punctuation", Map.of("behavior", BEHAVIOR)),
            entry("CharDelimiterSplit", Map.of("delimiter", LETTER)),
            entry("FixedLength", Map.of("length", LENGTH)));

    private static final Map<String, Map<String, Predicate<JsonNode>>> DECODERS = Map.ofEntries(
            entry("Sequence", Map.of("decoders", LIST)),
            entry("ByteLevel", BYTES),
            entry("ByteFallback", NOTHING),
            entry("Fuse", NOTHING),
            entry("Metaspace", SPACES),
            entry("WordPiece", Map.of("prefix", TEXT, "cleanup", FLAG)),
            entry("BPEDecoder", Map.of("suffix", TEXT)),
            entry("CTC", Map.of("pad_token", TEXT, "word_delimiter_token", TEXT, "cleanup", FLAG)),
            entry("Replace", REPLACE),
            entry("Strip", Map.of("content", LETTER, "start", COUNT, "stop", COUNT)));

    /// @param root of the file
    /// @throws CorruptFileException for the first step that is not known or not sound
    void check(JsonNode root) {
        check("normalizer", root.path("normalizer"), NORMALIZERS, 0);
        check("pre_tokenizer", root.path("pre_tokenizer"), CUTTERS, 0);
        check("decoder", root.path("decoder"), DECODERS, 0);
    }

    private void check(String place, JsonNode step, Map<String, Map<String, Predicate<JsonNode>>> known, int depth) {
        if (step.isNull() || step.isMissingNode()) {
            return;
        }
        String type = step.path("type").asString("");
        Map<String, Predicate<JsonNode>> fields = known.get(type);
        if (fields == null || depth > DEEPEST) {
            throw new CorruptFileException(
                    file,
                    "its %s is of the type \"%s\"; known are %s, at most %d within each other",
                    place,
                    Shown.text(type),
                    new TreeSet<>(known.keySet()),
                    DEEPEST);
        }
        for (Map.Entry<String, JsonNode> field : step.properties()) {
            if (!field.getKey().equals("type")) {
                check(place + " " + type, field, fields);
            }
        }
        needed(place + " " + type, step, fields);
        for (String list : Set.of("normalizers", "pretokenizers", "decoders")) {
            step.path(list).forEach(part -> check(place, part, known, depth + 1));
        }
    }

    private void check(String place, Map.Entry<String, JsonNode> field, Map<String, Predicate<JsonNode>> fields) {
        Predicate<JsonNode> isSound = fields.get(field.getKey());
        if (isSound == null || !isSound.test(field.getValue())) {
            throw new CorruptFileException(
                    file,
                    "the field \"%s\" of its %s is %s, which %s",
                    Shown.text(field.getKey()),
                    place,
                    Shown.node(field.getValue()),
                    isSound == null
                            ? "is not known here; known are " + new TreeSet<>(fields.keySet())
                            : "is not sound");
        }
    }

    /// What a step cannot do without; the library has defaults for the others.
    private void needed(String place, JsonNode step, Map<String, Predicate<JsonNode>> fields) {
        for (String name : new String[] {"pattern", "normalizers", "pretokenizers", "decoders", "content", "prepend"}) {
            if (fields.containsKey(name) && !step.has(name)) {
                throw new CorruptFileException(file, "its %s has no \"%s\"", place, name);
            }
        }
        if (step.path("start").asInt(0) > 0 && step.path("stop").asInt(0) > 0) {
            throw new CorruptFileException(file, "its %s strips at both ends, which no published one does", place);
        }
    }

    private static Predicate<JsonNode> oneOf(String... choices) {
        return node -> node.isString() && Set.of(choices).contains(node.stringValue());
    }

    /// Exactly one of a text and a regular expression, neither of them empty.
    private static boolean isPattern(JsonNode node) {
        JsonNode pattern = node.has("String") ? node.path("String") : node.path("Regex");
        return node.isObject()
                && node.size() == 1
                && SOME_TEXT.test(pattern)
                && pattern.stringValue().length() <= LONGEST_PATTERN;
    }
}
