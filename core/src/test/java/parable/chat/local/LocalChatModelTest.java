package parable.chat.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import parable.chat.ChatFailure;
import parable.chat.ChatMessage;
import parable.chat.ChatRequest;
import parable.chat.ChatSampling;
import parable.chat.Reply;
import parable.chat.Tool;
import parable.chat.ToolCall;
import parable.ground.Json;
import parable.ground.StudyException;
import parable.model.TinyOpenModel;
import parable.tensor.LiveTensors;

@ExtendWith(LiveTensors.class)
class LocalChatModelTest {
    private static final Tool STOP =
            new Tool("stop", "Stops.", Json.mapper().readTree("{\"type\": \"object\", \"properties\": {}}"));

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir
    Path folder;

    @Test
    void aFolderAndAFileGiveTheSameAnswers() throws IOException {
        Path file = TinyOpenModel.gguf(folder.resolve("tiny.gguf"), TinyOpenModel.CHATML);
        ChatRequest greedy = request(0, List.of(), new ChatMessage.System("Be brief."), new ChatMessage.User("hello"));
        try (LocalChatModel hf = LocalChatModel.hf(TinyOpenModel.folder(folder, TinyOpenModel.CHATML));
                LocalChatModel gguf = LocalChatModel.gguf(file)) {
            Reply.Answered one = (Reply.Answered) hf.reply(greedy), other = (Reply.Answered) gguf.reply(greedy);

            assertThat(one).isEqualTo(other);
            assertThat(one.exchange().request().text())
                    .isEqualTo("<|im_start|>system\nBe brief.<|im_end|>\n<|im_start|>user\nhello<|im_end|>\n"
                            + "<|im_start|>assistant\n");
            assertThat(one.usage().orElseThrow().writtenTokens()).isBetween(1, 20);
            assertThat(hf.identity()).isNotEqualTo(gguf.identity()).startsWith("local:");
            assertThat(hf.name()).isEqualTo("hf:" + folder);
        }
    }

    @Test
    void samplesDifferAndRepeatExactly() throws IOException {
        TinyOpenModel.folder(folder, TinyOpenModel.CHATML);
        try (LocalChatModel model = LocalChatModel.hf(folder)) {
            ChatMessage.User hello = new ChatMessage.User("hello");
            Reply first = model.reply(request(1, List.of(), hello));
            ChatRequest second = new ChatRequest(
                    List.of(hello), List.of(), new ChatSampling(Optional.of(1.0), Optional.of(0.9), 20), 1);
            assertThat(model.reply(second)).isNotEqualTo(first);
            assertThat(model.reply(request(1, List.of(), hello))).isEqualTo(first);
        }
    }

    @Test
    void requestsAtOnceAreAnsweredAsOneByOne() throws IOException {
        TinyOpenModel.folder(folder, TinyOpenModel.CHATML);
        List<ChatRequest> requests = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            ChatMessage.User message = new ChatMessage.User("Do what is asked. ".repeat(1 + i % 6) + "Task " + i % 4);
            requests.add(new ChatRequest(
                    List.of(message), List.of(), new ChatSampling(Optional.empty(), Optional.empty(), 5 + 3 * i), i));
        }
        List<Reply> oneByOne;
        try (LocalChatModel model = LocalChatModel.hf(folder)) {
            oneByOne = requests.stream().map(model::reply).toList();
        }
        assertThat(oneByOne)
                .extracting(reply -> ((Reply.Answered) reply).stop())
                .contains(Reply.StopReason.FINISHED, Reply.StopReason.LENGTH);
        try (LocalChatModel model = LocalChatModel.hf(folder);
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            assertThat(model.parallel()).isEqualTo(16);
            ChatRequest tooLong = request(1, List.of(), new ChatMessage.User("x".repeat(500)));
            Future<Reply> refused = threads.submit(() -> model.reply(tooLong));
            List<Future<Reply>> asked = requests.stream()
                    .map(request -> threads.submit(() -> model.reply(request)))
                    .toList();
            for (int i = 0; i < asked.size(); i++) {
                assertThat(asked.get(i)).succeedsWithin(PATIENCE).isEqualTo(oneByOne.get(i));
            }
            assertThat(refused)
                    .failsWithin(PATIENCE)
                    .withThrowableOfType(ExecutionException.class)
                    .withMessageContaining("tokens for this model");
        }
    }

    @Test
    void whoIsInterruptedWaitsNoLongerAndTheOthersAreAnswered() throws IOException, InterruptedException {
        TinyOpenModel.folder(folder, TinyOpenModel.CHATML);
        ChatRequest long1 = new ChatRequest(
                List.of(new ChatMessage.User("hello")),
                List.of(),
                new ChatSampling(Optional.empty(), Optional.empty(), 300),
                1);
        try (LocalChatModel model = LocalChatModel.hf(folder)) {
            Reply undisturbed = model.reply(request(1, List.of(), new ChatMessage.User("you")));
            AtomicReference<Throwable> seen = new AtomicReference<>();
            Thread waiting = Thread.ofVirtual().unstarted(() -> model.reply(long1));
            waiting.setUncaughtExceptionHandler((_, e) -> seen.set(e));
            waiting.start();
            waiting.interrupt();
            waiting.join();

            assertThat(seen.get())
                    .isInstanceOfSatisfying(
                            ChatFailure.class, e -> assertThat(e.kind()).isEqualTo(ChatFailure.Kind.TRANSIENT))
                    .hasMessageContaining("interrupted while waiting");
            assertThat(model.reply(request(1, List.of(), new ChatMessage.User("you"))))
                    .isEqualTo(undisturbed);
        }
    }

    @Test
    void aClosedModelFailsOpenRequestsInsteadOfLettingThemWait() throws IOException {
        TinyOpenModel.folder(folder, TinyOpenModel.CHATML);
        LocalChatModel model = LocalChatModel.hf(folder);
        model.close();
        model.close();
        ChatRequest request = request(0, List.of(), new ChatMessage.User("hello"));
        assertThatThrownBy(() -> model.reply(request))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("is closed");
    }

    @Test
    void toolsNeedATemplateThatKnowsThem() throws IOException {
        TinyOpenModel.folder(folder, TinyOpenModel.CHATML);
        ChatRequest tools = request(0, List.of(STOP), new ChatMessage.User("hello"));
        assertFails(tools, ChatFailure.Kind.UNUSABLE, "has a chat template without tools");
        Files.delete(folder.resolve("tokenizer_config.json"));
        TinyOpenModel.folder(folder, "{{ tools | tojson }}{{ messages | tojson }}");
        assertFails(tools, ChatFailure.Kind.UNUSABLE, "no reader here knows");
        TinyOpenModel.folder(folder, TinyOpenModel.CHATML_WITH_TOOLS);
        try (LocalChatModel model = LocalChatModel.hf(folder)) {
            model.requireTools();
            ToolCall call = ToolCall.of("call00000", "stop", Json.mapper().createObjectNode());
            Reply reply = model.reply(request(
                    0,
                    List.of(STOP),
                    new ChatMessage.User("hello"),
                    ChatMessage.Assistant.of("so", call),
                    new ChatMessage.ToolResult("call00000", "stop", "done", false)));
            assertThat(reply.exchange().request().text())
                    .isEqualTo("<|im_start|>system\n[{\"type\": \"function\", \"function\": {\"name\": \"stop\","
                            + " \"description\": \"Stops.\", \"parameters\": {\"type\": \"object\", \"properties\": {}}}}]"
                            + "<|im_end|>\n<|im_start|>user\nhello<|im_end|>\n<|im_start|>assistant\nso<tool_call>"
                            + "{\"name\": \"stop\", \"arguments\": {}}</tool_call><|im_end|>\n<|im_start|>tool\ndone<|im_end|>\n"
                            + "<|im_start|>assistant\n");
        }
    }

    @Test
    void aModelWhoseCallsWouldNotBeSeenSaysSoBeforeAnythingIsAsked() throws IOException {
        TinyOpenModel.folder(folder, TinyOpenModel.CHATML);
        try (LocalChatModel model = LocalChatModel.hf(folder)) {
            assertThatThrownBy(model::requireTools)
                    .isInstanceOf(StudyException.class)
                    .hasMessage(
                            "hf:" + folder + " has a chat template without tools. Choose the condition that describes"
                                    + " tools as text: --condition tool-form=text.");
        }
    }

    @Test
    void whatCannotBeAskedFailsWithItsReason() throws IOException {
        ChatRequest request = request(0, List.of(), new ChatMessage.System("Be brief."), new ChatMessage.User("hello"));
        TinyOpenModel.folder(folder, "");
        assertFails(request, ChatFailure.Kind.UNUSABLE, "has no chat template");
        TinyOpenModel.folder(folder, "{{ 'hello ' * 500 }}");
        assertFails(request, ChatFailure.Kind.PERMANENT, "tokens for this model");
    }

    @Test
    void aModelThatCannotBeOpenedLeavesNothingBehind() throws IOException {
        assertThatThrownBy(() -> LocalChatModel.hf(folder)).isInstanceOf(StudyException.class);
        assertThatThrownBy(() -> LocalChatModel.gguf(folder.resolve("none.gguf")))
                .isInstanceOf(StudyException.class)
                .hasMessageContaining("gguf: wants one .gguf file");
        TinyOpenModel.folder(folder, "{% include 'x' %}");
        assertThatThrownBy(() -> LocalChatModel.hf(folder))
                .hasMessageContaining("the tag \"include\" is not supported");
        TinyOpenModel.folder(folder, "{{ raise_exception('System role not supported') }}");
        assertThatThrownBy(() -> LocalChatModel.hf(folder))
                .isInstanceOf(StudyException.class)
                .hasMessageContaining("line 1: the template refuses: System role not supported");
    }

    private void assertFails(ChatRequest request, ChatFailure.Kind kind, String message) {
        try (LocalChatModel model = LocalChatModel.hf(folder)) {
            assertThatThrownBy(() -> model.reply(request))
                    .isInstanceOfSatisfying(
                            ChatFailure.class, e -> assertThat(e.kind()).isEqualTo(kind))
                    .hasMessageContaining(message);
        }
    }

    private static ChatRequest request(double temperature, List<Tool> tools, ChatMessage... messages) {
        return new ChatRequest(
                List.of(messages), tools, new ChatSampling(Optional.of(temperature), Optional.empty(), 20), 0);
    }
}
