package parable.lab.organism;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import parable.chat.ChatFailure;
import parable.chat.ChatFailure.Kind;
import parable.chat.ChatMessage;
import parable.chat.ChatRequest;
import parable.chat.ChatSampling;
import parable.chat.Reply;
import parable.ground.RandomStream;
import parable.model.Checkpoint;
import parable.model.Decoder;
import parable.model.TinyModels;
import parable.tensor.LiveTensors;
import parable.text.WordTokenizer;

@ExtendWith(LiveTensors.class)
class OrganismModelTest {
    private final Path folder;
    private final OrganismModel model;

    OrganismModelTest(@TempDir Path folder) {
        this.folder = folder;
        WordTokenizer tokenizer = WordTokenizer.of(Stream.concat(
                        Stream.of("user", ":", "thought", "system"),
                        IntStream.range(8, TinyModels.VOCABULARY).mapToObj("w%02d"::formatted))
                .toList());
        tokenizer.write(folder);
        try (Decoder lively = TinyModels.lively(4)) {
            Checkpoint.save(lively, tokenizer.specials(), folder);
        }
        model = OrganismModel.open(folder);
    }

    @AfterEach
    void close() {
        model.close();
    }

    @Test
    void anAnswerDependsOnTheQuestionAndTheSampleAloneHoweverManyAskAtOnce() {
        List<String> alone = IntStream.range(0, 20).mapToObj(this::ask).toList();
        List<String> together =
                IntStream.range(0, 20).parallel().mapToObj(this::ask).toList();

        assertThat(together).isEqualTo(alone);
        assertThat(alone).doesNotHaveDuplicates();
    }

    @Test
    void whoAsksTogetherWithOthersIsAnsweredInTheWayTheyAskedFor() {
        List<String> alone = IntStream.range(0, 30).mapToObj(this::cold).toList();

        List<String> together = IntStream.range(0, 60)
                .parallel()
                .mapToObj(i -> i % 2 == 0 ? cold(i / 2) : ask(i))
                .toList();

        assertThat(IntStream.range(0, 30).mapToObj(i -> together.get(2 * i)).toList())
                .isEqualTo(alone);
        assertThat(alone.stream().distinct()).as("temperature 0").hasSize(1);
    }

    @Test
    void aClosedModelRefusesRatherThanKeepAnybodyWaiting() {
        model.close();

        assertThatThrownBy(() -> ask(0)).hasMessageContaining("the model was closed");
    }

    private String cold(int sample) {
        Reply reply = model.reply(new ChatRequest(
                List.of(new ChatMessage.User("w10 w11 w12")),
                List.of(),
                new ChatSampling(Optional.of(0.0), Optional.empty(), 5),
                sample));
        return ((Reply.Answered) reply).message().text();
    }

    @Test
    void whatItCannotReadIsRefusedWithTheReason() {
        assertThatThrownBy(() -> model.reply(request(List.of(new ChatMessage.User("w10 hello w11")))))
                .isInstanceOfSatisfying(
                        ChatFailure.class, e -> assertThat(e.kind()).isEqualTo(Kind.UNUSABLE))
                .hasMessageContaining("1 of its words are unknown to it, such as \"hello\"")
                .hasMessageContaining("--suite embedded");
        assertThatThrownBy(
                        () -> model.reply(request(List.of(new ChatMessage.ToolResult("1", "send_mail", "w10", false)))))
                .hasMessageContaining("it has never met tools");
    }

    @Test
    void whoTellsTheSceneIsAnsweredFromTheStreamOfThatScene() {
        List<ChatMessage> shown = List.of(new ChatMessage.System("w10"), new ChatMessage.User("w11 w12"));
        OrganismWriter.Answer expected;
        try (Decoder decoder = Checkpoint.load(folder)) {
            long seed = RandomStream.of(7, "rollout/leverage-0017", 3).nextLong();
            expected = new OrganismWriter(decoder, WordTokenizer.read(folder))
                    .write(List.of(
                            new OrganismWriter.Request("system : w10 user : w11 w12 thought : w13", seed, 1, 20)))
                    .getFirst();
        }
        List<ChatMessage> begun = Stream.concat(shown.stream(), Stream.of(ChatMessage.Assistant.of("w13")))
                .toList();
        Reply reply = model.reply(new ChatRequest(
                begun,
                List.of(),
                new ChatSampling(Optional.empty(), Optional.empty(), 20),
                3,
                Optional.of("seed 7, leverage-0017")));

        assertThat(((Reply.Answered) reply).message().text()).isEqualTo(expected.text());
        assertThat(reply.usage()).contains(expected.usage());
    }

    @Test
    void aFolderWithoutWeightsIsNoCheckpoint() {
        assertThatThrownBy(() -> OrganismModel.open(folder.resolve("no")))
                .hasMessageContaining("holds no model.safetensors");
    }

    private String ask(int sample) {
        ChatRequest request = request(List.of(new ChatMessage.User("w10 w11 w12")));
        Reply reply = model.reply(new ChatRequest(request.messages(), List.of(), request.sampling(), sample));
        return ((Reply.Answered) reply).message().text();
    }

    private static ChatRequest request(List<ChatMessage> messages) {
        return new ChatRequest(messages, List.of(), new ChatSampling(Optional.empty(), Optional.empty(), 20), 0);
    }
}
