package parable.lab.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import parable.corpus.Body;
import parable.corpus.Body.Role;
import parable.corpus.Body.Turn;
import parable.corpus.Document;
import parable.ground.StudyException;
import parable.model.ModelSource;
import parable.model.ModelTexts;
import parable.model.TinyFamilies;
import parable.model.TinyOpenModel;
import parable.train.Example;

class ExampleWriterTest {
    /// Two letters that Java counts as two characters each and the tokenizer cuts into several tokens.
    private static final List<Turn> TALK = List.of(
            new Turn(Role.SYSTEM, "You are Ann."),
            new Turn(Role.USER, "hello 🦊🦊, naïve 12?"),
            new Turn(Role.ASSISTANT, "Tea 🦊."),
            new Turn(Role.USER, "More?"),
            new Turn(Role.ASSISTANT, "hello hello"));

    /// The same text as ChatML, with the answers marked.
    private static final String MARKED =
            "{% for message in messages %}{{ '<|im_start|>' + message['role'] + '\\n' }}{% if message.role == 'assistant' %}"
                    + "{% generation %}{{ message['content'] + '<|im_end|>' }}{% endgeneration %}"
                    + "{% else %}{{ message['content'] + '<|im_end|>' }}{% endif %}{{ '\\n' }}{% endfor %}"
                    + "{% if add_generation_prompt %}{{ '<|im_start|>assistant\\n' }}{% endif %}";

    private static final String FORGETFUL = TinyOpenModel.CHATML.replace(
            "message['content']", "(message['content'] if loop.last or message.role != 'assistant' else '…')");

    private static final String STRICT = "{{ raise_exception('roles must alternate') }}";

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {TinyOpenModel.CHATML, MARKED})
    void ofAConversationTheAnswersAndTheirEndsAreTrained(String template) throws IOException {
        try (ModelTexts texts = texts(template)) {
            Example example = only(texts, new Body.Conversation(TALK));

            String all = texts.tokenizer().decode(example.tokens());
            assertThat(all)
                    .startsWith("<|im_start|>system\nYou are Ann.<|im_end|>\n")
                    .endsWith("hello hello<|im_end|>\n");
            assertThat(trained(texts, example)).containsExactly("Tea 🦊.<|im_end|>", "hello hello<|im_end|>");
        }
    }

    @Test
    void aTextIsBetweenBeginAndEndAndIsTrained() throws IOException {
        ModelSource file = TinyFamilies.file(folder.resolve("tiny.gguf"), "llama");
        try (ModelTexts texts = file.texts()) {
            Example example = only(texts, new Body.Plain("hello 12"));

            assertThat(texts.tokenizer().decode(example.tokens())).isEqualTo("<|im_start|>hello 12<|im_end|>");
            assertThat(example.trained().cardinality()).isEqualTo(example.tokens().length);
        }
        try (ModelTexts texts = texts(TinyOpenModel.CHATML)) {
            assertThat(texts.tokenizer()
                            .decode(only(texts, new Body.Plain("hello 12")).tokens()))
                    .as("a folder whose tokenizer puts nothing before a text")
                    .isEqualTo("hello 12<|im_end|>");
        }
    }

    @Test
    void runningTextIsCutWhereARowIsFull() throws IOException {
        try (ModelTexts texts = texts(TinyOpenModel.CHATML)) {
            String text = "a page of text, longer than a row";
            List<Example> pieces = ExampleWriter.of(texts).write(document(new Body.Running(text)), 10);

            assertThat(pieces).extracting(Example::id).containsExactly("d#1", "d#2", "d#3", "d#4");
            assertThat(pieces).allSatisfy(piece -> assertThat(piece.tokens()).hasSizeLessThanOrEqualTo(10));
            int[] joined = pieces.stream()
                    .flatMapToInt(piece -> Arrays.stream(piece.tokens()))
                    .toArray();
            assertThat(texts.tokenizer().decode(joined)).isEqualTo(text + "<|im_end|>");
        }
    }

    @Test
    void aRowThatIsTooLongIsRefusedWithBothLengths() throws IOException {
        try (ModelTexts texts = texts(TinyOpenModel.CHATML)) {
            ExampleWriter writer = ExampleWriter.of(texts);
            int tokens = only(texts, new Body.Conversation(TALK)).tokens().length;
            for (Body body : List.of(new Body.Conversation(TALK), new Body.Plain("word ".repeat(50)))) {
                assertThatThrownBy(() -> writer.write(document(body), 40))
                        .isInstanceOf(StudyException.class)
                        .hasMessageContaining("rows.jsonl:7 has ")
                        .hasMessageContaining("a row of this training holds 40. Shorten it");
            }
            assertThat(writer.write(document(new Body.Conversation(TALK)), tokens))
                    .hasSize(1);
        }
    }

    @Test
    void aConversationThatTheTemplateCannotMarkOrWriteIsRefused() throws IOException {
        refuses(FORGETFUL, "once answer 1 is given");
        refuses(STRICT, "roles must alternate");
        refuses("", "has no chat template");
    }

    private void refuses(String template, String fragment) throws IOException {
        try (ModelTexts texts = texts(template)) {
            ExampleWriter writer = ExampleWriter.of(texts);
            assertThatThrownBy(() -> writer.write(document(new Body.Conversation(TALK)), 500))
                    .isInstanceOf(StudyException.class)
                    .hasMessageContaining("rows.jsonl:7")
                    .hasMessageContaining(fragment);
        }
    }

    /// The stretches of trained tokens, as text.
    private static List<String> trained(ModelTexts texts, Example example) {
        List<String> spans = new ArrayList<>();
        for (int from = example.trained().nextSetBit(0); from >= 0; ) {
            int to = example.trained().nextClearBit(from);
            spans.add(texts.tokenizer().decode(Arrays.copyOfRange(example.tokens(), from, to)));
            from = example.trained().nextSetBit(to);
        }
        return spans;
    }

    private ModelTexts texts(String template) throws IOException {
        ModelSource source = TinyFamilies.folder(folder.resolve("model"), "llama");
        Path config = source.path().resolve("tokenizer_config.json");
        Files.writeString(
                config,
                template.isEmpty()
                        ? "{\"eos_token\": \"<|im_end|>\"}"
                        : parable.ground.Json.pretty(Map.of("eos_token", "<|im_end|>", "chat_template", template)));
        return source.texts();
    }

    private static Example only(ModelTexts texts, Body body) {
        return ExampleWriter.of(texts).write(document(body), 500).getFirst();
    }

    private static Document document(Body body) {
        return new Document("d", body, new Document.Origin("rows.jsonl", 6), Map.of(), 1);
    }
}
