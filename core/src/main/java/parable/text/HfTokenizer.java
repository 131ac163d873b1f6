package parable.text;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.djl.huggingface.tokenizers.jni.CharSpan;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.OptionalInt;
import parable.ground.Check;
import parable.ground.CorruptFileException;
import parable.ground.StudyException;
import parable.ground.StudyException.Category;

/// The tokenizer of a published model: Hugging Face's own Rust library, given a `tokenizer.json`.
///
/// It adds nothing to a text and cuts nothing off: the library's defaults of truncating to 512 tokens and of
/// padding are switched off. Special words in a text become their ids, as chat templates want it.
/// Thread-safe; closing it frees the library's memory.
public final class HfTokenizer implements AutoCloseable {
    public static final String NAME = "tokenizer.json";

    private static final Map<String, String> NOTHING_ADDED =
            Map.of("truncation", "false", "padding", "false", "addSpecialTokens", "false");

    static {
        // The library's loader would otherwise look for builds for other devices on the network.
        System.setProperty("ai.djl.offline", "true");
    }

    private final HuggingFaceTokenizer library;

    private final OptionalInt begin;

    private HfTokenizer(HuggingFaceTokenizer library, OptionalInt begin) {
        this.library = library;
        this.begin = begin;
    }

    /// @param folder holds a `tokenizer.json`
    /// @throws StudyException when there is none, or the folder's files disagree about it
    /// @throws CorruptFileException when it is damaged or has parts that are not known here
    public static HfTokenizer read(Path folder) {
        Path file = folder.resolve(NAME);
        if (!Files.exists(file)) {
            throw new StudyException(
                    Category.CHECKPOINT,
                    "There is no tokenizer %s. A model folder holds the tokenizer and the weights.",
                    file);
        }
        String json = FolderFile.text(file, TokenizerFile.LONGEST);
        return opened(TokenizerFile.checked(json, file, TokenizerConfigFile.read(folder)), file);
    }

    /// @param json   the text of a `tokenizer.json`
    /// @param origin for messages
    public static HfTokenizer of(String json, Path origin) {
        return opened(TokenizerFile.checked(json, origin, TokenizerConfigFile.none(origin)), origin);
    }

    private static HfTokenizer opened(TokenizerFile.Checked checked, Path origin) {
        try {
            ByteArrayInputStream bytes = new ByteArrayInputStream(checked.json().getBytes(StandardCharsets.UTF_8));
            return new HfTokenizer(HuggingFaceTokenizer.newInstance(bytes, NOTHING_ADDED), checked.begin());
        } catch (IOException | RuntimeException e) {
            throw new CorruptFileException(
                    origin, "Hugging Face's tokenizer library refuses its tokenizer; its parts do not fit together");
        }
    }

    public int[] encode(String text) {
        return narrow(library.encode(text, false, false).getIds());
    }

    /// Tokens with the stretch of text that each came from, in UTF-16 characters. Tokens that share the bytes of a
    /// letter all have it.
    public record Placed(int[] ids, int[] starts, int[] ends) {}

    public Placed place(String text) {
        Encoding encoding = library.encode(text, false, false);
        int[] ids = narrow(encoding.getIds());
        int[] starts = new int[ids.length], ends = new int[ids.length];
        CodePoints points = new CodePoints(text);
        CharSpan[] spans = encoding.getCharTokenSpans();
        for (int token = 0; token < ids.length; token++) {
            starts[token] = points.utf16(spans[token].getStart());
            ends[token] = points.utf16(spans[token].getEnd());
        }
        return new Placed(ids, starts, ends);
    }

    /// The library counts letters, Java counts UTF-16 characters. Places are asked for in rising order, more or
    /// less.
    private static final class CodePoints {
        private final String text;
        private int points;
        private int characters;

        CodePoints(String text) {
            this.text = text;
        }

        int utf16(int point) {
            characters = text.offsetByCodePoints(characters, point - points);
            points = point;
            return characters;
        }
    }

    /// The token that the model expects before a text; [#encode(String)] does not add it. Empty for none.
    public OptionalInt begin() {
        return begin;
    }

    /// The text of `ids`, special words included.
    public String decode(int[] ids) {
        return library.decode(wide(ids), false);
    }

    /// The text of `ids`, special words left out.
    public String plain(int[] ids) {
        return library.decode(wide(ids), true);
    }

    /// The one id of `word`; empty when the tokenizer cuts it into several.
    public OptionalInt find(String word) {
        int[] ids = encode(word);
        return ids.length == 1 ? OptionalInt.of(ids[0]) : OptionalInt.empty();
    }

    /// @throws IllegalArgumentException when `word` is no single token
    public int id(String word) {
        OptionalInt id = find(word);
        Check.that(id.isPresent(), "\"%s\" is no single token of this tokenizer; give its id instead", word);
        return id.getAsInt();
    }

    @Override
    public void close() {
        library.close();
    }

    private static int[] narrow(long[] ids) {
        return Arrays.stream(ids).mapToInt(Math::toIntExact).toArray();
    }

    private static long[] wide(int[] ids) {
        return Arrays.stream(ids).asLongStream().toArray();
    }
}
