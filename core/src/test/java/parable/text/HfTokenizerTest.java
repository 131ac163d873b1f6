package parable.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
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
                .hasMessageContaining("A model folder holds the tokenizer beside the weights");
        Files.writeString(folder.resolve("tokenizer.json"), "{\"model\": 3}");
        assertThatThrownBy(() -> HfTokenizer.read(folder))
                .isInstanceOf(CorruptFileException.class)
                .hasMessageContaining("tokenizer library refuses");
    }

    @Test
    void aWayToCutWordsThatIsNotKnownIsRefused() {
        assertThatThrownBy(() -> TokenizerJson.of(ByteLetters.table("tekken"), ORIGIN))
                .isInstanceOf(StudyException.class)
                .hasMessageContaining("cuts words as \"tekken\"; [gpt-2, llama-bpe, qwen2, smollm] are known");
    }
}
