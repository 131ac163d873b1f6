package parable.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import parable.ground.CorruptFileException;
import parable.ground.StudyException;

class HfTokenizerTest {
    private static final Path ORIGIN = Path.of("tiny.gguf");

    private final String json = TokenizerJson.of(ByteLetters.table("smollm"), ORIGIN);
    private final HfTokenizer tokenizer = HfTokenizer.of(json, ORIGIN);

    @TempDir
    Path folder;

    @AfterEach
    void close() {
        tokenizer.close();
    }

    @Test
    void mergesAreMadeAndSpecialWordsAreOneToken() {
        assertThat(tokenizer.encode("hello hello")).containsExactly(261, 262);
        assertThat(tokenizer.encode("<|im_start|>hello<|im_end|>")).containsExactly(0, 261, 1);
        assertThat(tokenizer.id("<|im_end|>")).isEqualTo(1);
        assertThat(tokenizer.find("goodbye")).isEmpty();
        assertThatThrownBy(() -> tokenizer.id("goodbye")).hasMessageContaining("\"goodbye\" is no single token");
    }

    @Test
    void whatIsEncodedIsDecoded() {
        String text = "<|im_start|>naïve 词 \uD83D\uDE42\n\t  hello<|im_end|>";
        int[] ids = tokenizer.encode(text);

        assertThat(tokenizer.decode(ids)).isEqualTo(text);
        assertThat(tokenizer.plain(ids)).isEqualTo("naïve 词 \uD83D\uDE42\n\t  hello");
    }

    @Test
    void digitsStandAloneOrTogetherAsTheFileSays() {
        assertThat(tokenizer.encode("12")).hasSize(2);
        try (HfTokenizer together = HfTokenizer.of(TokenizerJson.of(ByteLetters.table("gpt-2"), ORIGIN), ORIGIN)) {
            assertThat(together.encode("12")).hasSize(1);
        }
    }

    @Test
    void llamasWordsAreCutAtLineBreaks() {
        try (HfTokenizer llama = HfTokenizer.of(TokenizerJson.of(ByteLetters.table("llama-bpe"), ORIGIN), ORIGIN);
                HfTokenizer qwen = HfTokenizer.of(TokenizerJson.of(ByteLetters.table("qwen2"), ORIGIN), ORIGIN)) {
            assertThat(llama.encode("12")).as("up to three digits are a word").hasSize(1);
            assertThat(qwen.encode("12")).as("each digit is a word").hasSize(2);
            assertThat(qwen.encode("e\u0301")).as("NFC joins letter and accent").isEqualTo(qwen.encode("\u00e9"));
            assertThat(llama.encode("e\u0301")).isNotEqualTo(llama.encode("\u00e9"));
        }
    }

    @Test
    void longTextsAreNeitherCutNorPaddedWhateverTheFileSays() {
        String hostile = json.replace(
                        "\"truncation\":null",
                        "\"truncation\":{\"direction\":\"Right\",\"max_length\":5,\"strategy\":\"LongestFirst\",\"stride\":0}")
                .replace(
                        "\"padding\":null",
                        "\"padding\":{\"strategy\":{\"Fixed\":9},\"direction\":\"Right\",\"pad_to_multiple_of\":null,"
                                + "\"pad_id\":1,\"pad_type_id\":0,\"pad_token\":\"<|im_end|>\"}");
        assertThat(hostile).contains("max_length").contains("Fixed");
        try (HfTokenizer strict = HfTokenizer.of(hostile, ORIGIN)) {
            assertThat(strict.encode("hello".repeat(3000))).hasSize(3000);
            assertThat(strict.encode("hello")).hasSize(1);
        }
    }

    @Test
    void aFolderWithoutTokenizerOrWithABrokenOneIsNamed() throws IOException {
        assertThatThrownBy(() -> HfTokenizer.read(folder))
                .isInstanceOf(StudyException.class)
                .hasMessageContaining("A model folder holds the tokenizer and the weights");
        Files.writeString(folder.resolve("tokenizer.json"), "{\"model\": 3}");
        assertThatThrownBy(() -> HfTokenizer.read(folder))
                .isInstanceOf(CorruptFileException.class)
                .hasMessageContaining("its model is of the type \"\"");
    }

    /// Most of these make the library end the whole process, so none may reach it.
    @ParameterizedTest
    @CsvSource(
            delimiter = '@',
            quoteCharacter = '`',
            value = {
                "\"normalizer\":null @ \"normalizer\":{\"type\":\"Replace\",\"pattern\":{\"String\":\"\"},\"content\":\"x\"}",
                "\"normalizer\":null @ \"normalizer\":{\"type\":\"Precompiled\",\"precompiled_charsmap\":\"AAAAAAAA\"}",
                "\"normalizer\":null @ \"normalizer\":{\"type\":\"Precompiled\",\"precompiled_charsmap\":\"BAAAAAD/AAA=\"}",
                "\"normalizer\":null @ \"normalizer\":{\"type\":\"Prepend\",\"prepend\":\"\"}",
                "\"normalizer\":null @ \"normalizer\":{\"type\":\"Unheard\"}",
                "\"individual_digits\":true @ \"individual_digits\":7",
                "\"type\":\"Digits\" @ \"type\":\"FixedLength\",\"length\":0",
                "\"ignore_merges\":false @ \"unk_token\":\"<nowhere>\"",
                "\"ignore_merges\":false @ \"continuing_subword_prefix\":\"a long prefix\"",
                "\"ignore_merges\":false @ \"dropout\":0.5",
                "\"version\":\"1.0\" @ \"version\":\"1.0\",\"version\":\"1.0\"",
                "\"version\":\"1.0\" @ \"version\":\"1.0\",\"unheard\":1",
                "\"a\": @ \"a\":-",
                "\"a\": @ \"a\":9999999999",
                "\"merges\":[ @ \"merges\":[\"no such\",",
                "\"merges\":[ @ \"merges\":[\"alone\",",
                "\"content\":\"<|im_end|>\" @ \"content\":\"\"",
                "\"content\":\"<|im_end|>\" @ \"content\":\"<elsewhere>\"",
                "\"special\":true @ \"special\":\"yes\"",
            })
    void whatWouldEndTheProcessIsRefusedBeforeTheLibrarySeesIt(String sound, String damaged) {
        int at = json.indexOf(sound);
        assertThat(at).isPositive();
        String broken = json.substring(0, at) + damaged + json.substring(at + sound.length());
        assertThatThrownBy(() -> HfTokenizer.of(broken, ORIGIN)).isInstanceOf(CorruptFileException.class);
    }

    @Test
    void aMapOfCharactersWhoseWalksLeaveItIsRefused() {
        String normalizer = "\"normalizer\":{\"type\":\"Precompiled\",\"precompiled_charsmap\":\"%s\"}";
        for (int units : new int[] {4, 256, 512}) {
            ByteBuffer map = ByteBuffer.allocate(Integer.BYTES * (units + 1)).order(ByteOrder.LITTLE_ENDIAN);
            map.putInt(Integer.BYTES * units).putInt(1 << 10 << 8); // all walks begin 256 units further
            String encoded = Base64.getEncoder().encodeToString(map.array());
            String text = json.replace("\"normalizer\":null", normalizer.formatted(encoded));
            if (units < 512) {
                assertThatThrownBy(() -> HfTokenizer.of(text, ORIGIN)).hasMessageContaining("precompiled_charsmap");
            } else {
                try (HfTokenizer read = HfTokenizer.of(text, ORIGIN)) {
                    assertThat(read.encode("hello hello")).containsExactly(261, 262);
                }
            }
        }
    }

    @Test
    void wordsThatOtherFilesAddAreOneToken() throws IOException {
        Files.writeString(folder.resolve("tokenizer.json"), json);
        int next = ByteLetters.table("smollm").tokens().size();
        Files.writeString(folder.resolve("added_tokens.json"), "{\"<|think|>\": %d}".formatted(next));
        assertOneToken("<|think|>", next);

        Files.writeString(
                folder.resolve("tokenizer_config.json"),
                "{\"added_tokens_decoder\": {\"%d\": {\"content\": \"<|plan|>\", \"special\": false}}}"
                        .formatted(next));
        assertOneToken("<|plan|>", next);

        Files.writeString(folder.resolve("tokenizer_config.json"), "{\"eos_token\": \"<|over|>\"}");
        assertOneToken("<|over|>", next + 1);
    }

    private void assertOneToken(String word, int id) {
        try (HfTokenizer read = HfTokenizer.read(folder)) {
            assertThat(read.encode("hello" + word + "hello")).containsExactly(261, id, 261);
        }
    }

    @Test
    void filesThatDisagreeAboutAWordAreRefused() throws IOException {
        Files.writeString(folder.resolve("tokenizer.json"), json);
        for (String added :
                new String[] {"{\"1\": {\"content\": \"<|other|>\"}}", "{\"5\": {\"content\": \"<|im_end|>\"}}"}) {
            Files.writeString(
                    folder.resolve("tokenizer_config.json"), "{\"added_tokens_decoder\": %s}".formatted(added));
            assertThatThrownBy(() -> HfTokenizer.read(folder))
                    .isInstanceOf(StudyException.class)
                    .hasMessageContaining("disagree");
        }
        Files.writeString(
                folder.resolve("tokenizer_config.json"),
                "{\"added_tokens_decoder\": {\"999999\": {\"content\": \"<|far|>\"}}}");
        assertThatThrownBy(() -> HfTokenizer.read(folder))
                .isInstanceOf(CorruptFileException.class)
                .hasMessageContaining("\"<|far|>\" has the id 999999, but by the tokens before it");
    }

    @Test
    void aWayToCutWordsThatIsNotKnownIsRefused() {
        assertThatThrownBy(() -> TokenizerJson.of(ByteLetters.table("tekken"), ORIGIN))
                .isInstanceOf(StudyException.class)
                .hasMessageContaining("cuts words as \"tekken\"; [gpt-2, llama-bpe, qwen2, smollm] are known");
    }
}
