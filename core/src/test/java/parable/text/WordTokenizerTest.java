package parable.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parable.ground.CorruptFileException;
import parable.ground.Json;
import parable.ground.Python;
import parable.ground.RandomStream;
import parable.ground.StudyException;

class WordTokenizerTest {
    private static final List<String> VOCABULARY = List.of(
            "robin", "the", "thought", ":", "accept", ".", "fear", "über", "naïve", "x<y", "<", ">", "<b", "日本", "🙂");

    private final WordTokenizer tokenizer = WordTokenizer.of(VOCABULARY);

    @TempDir
    Path folder;

    @Test
    void specialWordsComeFirstAndTheVocabularyFollowsSorted() {
        assertThat(tokenizer.words()).startsWith("<pad>", "<bos>", "<eos>", "<unk>", ".", ":", "<", "<b");
        assertThat(tokenizer.size()).isEqualTo(4 + VOCABULARY.size());
        assertThat(tokenizer.specials()).isEqualTo(new Specials(0, 1, 2, 3));
        assertThat(tokenizer.words())
                .isEqualTo(WordTokenizer.of(VOCABULARY.reversed()).words());
    }

    @Test
    void everyWordIsOneTokenAndUnknownWordsAreMarked() {
        assertThat(tokenizer.encode("the  thought\n:\tfear zebra"))
                .containsExactly(
                        tokenizer.id("the"), tokenizer.id("thought"), tokenizer.id(":"), tokenizer.id("fear"), 3);
        assertThat(tokenizer.encode("")).isEmpty();
        assertThat(tokenizer.encode(" \u00a0\u3000 ")).isEmpty();
    }

    @Test
    void decodingThenEncodingReturnsTheIds() {
        RandomStream random = RandomStream.of(1, "ids");
        for (int round = 0; round < 200; round++) {
            int[] ids = new int[random.below(30)];
            Arrays.setAll(ids, _ -> random.below(tokenizer.size()));
            assertThat(tokenizer.encode(tokenizer.decode(ids))).isEqualTo(ids);
        }
    }

    @Test
    void aTypoIsNeverSilentlyUnknown() {
        assertThatThrownBy(() -> tokenizer.id("acept"))
                .hasMessageContaining("\"acept\" is not in the vocabulary of 19 words")
                .hasMessageContaining("\"accept\"");
        assertThat(tokenizer.knows("acept")).isFalse();
        assertThatThrownBy(() -> tokenizer.word(19)).hasMessageContaining("ids run from 0 to 18, but was 19");
    }

    @Test
    void wordsThatCouldNotBeReadBackAreRefused() {
        for (String bad : List.of("", "two words", "a\u00a0b", "<bos>", "a<eos>")) {
            assertThatThrownBy(() -> WordTokenizer.of(List.of(bad))).hasMessageContaining("\"" + bad + "\"");
        }
    }

    @Test
    void theFileGivesTheSameTokenizer() {
        tokenizer.write(folder);
        assertThat(WordTokenizer.read(folder).words()).isEqualTo(tokenizer.words());
    }

    @Test
    void huggingFaceAgreesOnEverySentence() throws IOException {
        try (HuggingFaceTokenizer reference = reference()) {
            for (String text : sentences()) {
                int[] expected = toInts(reference.encode(text).getIds());
                assertThat(tokenizer.encode(text)).as(text).isEqualTo(expected);
                assertThat(toInts(reference.encode(text, false, false).getIds()))
                        .as(text)
                        .isEqualTo(expected);
            }
        }
    }

    @Test
    void huggingFaceAgreesOnWhatIsWhitespace() throws IOException {
        try (HuggingFaceTokenizer reference = reference()) {
            for (int c = 1; c < 0x10000; c++) {
                if (!Character.isSurrogate((char) c)) {
                    int tokens = reference.encode("the" + (char) c + "the").getIds().length;
                    assertThat(WordTokenizer.isSpace((char) c)).as("U+%04X", c).isEqualTo(tokens == 2);
                }
            }
        }
    }

    @Test
    void huggingFaceDecodesToTheSameText() throws IOException {
        try (HuggingFaceTokenizer reference = reference()) {
            long[] ids = {1, 9, 4, 3, 2, 0, 18};
            assertThat(tokenizer.decode(toInts(ids))).isEqualTo(reference.decode(ids, false));
        }
    }

    @Test
    void transformersLoadsTheFolderWithTheSameIds() throws IOException, InterruptedException {
        Python.require("transformers");
        tokenizer.write(folder);
        List<String> sentences = sentences();
        Path asked = Files.writeString(folder.resolve("sentences.json"), Json.line(sentences));
        String printed = Python.run("""
                import json, os, sys
                os.environ["HF_HUB_OFFLINE"] = "1"
                from transformers import AutoTokenizer, GenerationConfig
                t = AutoTokenizer.from_pretrained(sys.argv[1])
                g = GenerationConfig.from_pretrained(sys.argv[1])
                roles = [t.pad_token_id, t.bos_token_id, t.eos_token_id, t.unk_token_id, len(t)]
                stops = [g.pad_token_id, g.bos_token_id, g.eos_token_id]
                print("\\n" + json.dumps([roles, stops] + [t(s)["input_ids"] for s in json.load(open(sys.argv[2], encoding="utf-8"))]))
                """, folder.toString(), asked.toString());
        List<String> expected = new ArrayList<>(List.of("[0, 1, 2, 3, 19]", "[0, 1, 2]"));
        sentences.forEach(text -> expected.add(Arrays.toString(tokenizer.encode(text))));
        assertThat(printed.lines().toList().getLast())
                .isEqualTo(expected.stream().collect(Collectors.joining(", ", "[", "]")));
    }

    @Test
    void aTokenizerOfAnotherKindIsNamed() throws IOException {
        Files.writeString(folder.resolve("tokenizer.json"), "{\"model\":{\"type\":\"BPE\",\"vocab\":{}}}");
        assertThatThrownBy(() -> WordTokenizer.read(folder))
                .isInstanceOf(StudyException.class)
                .hasMessageContaining("of model BPE with pre-tokenizer none");
    }

    @Test
    void aDamagedFileIsCorrupt() throws IOException {
        tokenizer.write(folder);
        Path file = folder.resolve("tokenizer.json");
        String good = Files.readString(file);
        for (Map.Entry<String, String> damage : Map.of(
                        good.substring(0, good.length() / 2), "it is not JSON",
                        good.replace("\"fear\" : 10", "\"fear\" : 9"), "the id after",
                        good.replace("\"fear\"", "\"fe ar\""), "hold no whitespace",
                        good.replaceAll("(?s)\"vocab\" : \\{.*?\\}", "\"vocab\" : {}"), "must hold at least")
                .entrySet()) {
            assertThat(damage.getKey()).isNotEqualTo(good);
            Files.writeString(file, damage.getKey());
            assertThatThrownBy(() -> WordTokenizer.read(folder))
                    .isInstanceOf(CorruptFileException.class)
                    .hasMessageContaining(damage.getValue());
        }
    }

    @Test
    void aFolderWithoutATokenizerIsNamed() {
        assertThatThrownBy(() -> WordTokenizer.read(folder))
                .isInstanceOf(StudyException.class)
                .hasMessageContaining("tokenizer.json could not be read");
    }

    private HuggingFaceTokenizer reference() throws IOException {
        tokenizer.write(folder);
        return HuggingFaceTokenizer.newInstance(
                folder.resolve("tokenizer.json"), Map.of("truncation", "false", "padding", "false"));
    }

    /// Hand-picked traps and 500 random mixtures of words, unknown words, specials, glue and odd spaces.
    private static List<String> sentences() {
        List<String> texts = new ArrayList<>(List.of(
                "",
                " ",
                "the",
                "the.",
                "<bos>the<eos>",
                "<<bos>>",
                "<bos",
                "a<pad><pad>b",
                "<b <unk>os> <bos>",
                "x<y",
                "x<y<eos>",
                "the\u0085the",
                "über naïve 日本 🙂",
                "<BOS> <eos>.",
                "\tthe \r\n thought :\u00a0fear ."));
        List<String> pieces = new ArrayList<>(VOCABULARY);
        pieces.addAll(WordTokenizer.SPECIAL_WORDS);
        pieces.addAll(List.of(" ", " ", " ", "\n", "\u2003", "zebra", "<bo", "s>", "\u200b", "Robin"));
        RandomStream random = RandomStream.of(7, "sentences");
        for (int i = 0; i < 500; i++) {
            StringBuilder text = new StringBuilder();
            for (int left = random.below(12); left > 0; left--) {
                text.append(random.pick(pieces)).append(random.chance(0.6) ? " " : "");
            }
            texts.add(text.toString());
        }
        return texts;
    }

    private static int[] toInts(long[] ids) {
        return Arrays.stream(ids).mapToInt(Math::toIntExact).toArray();
    }
}
