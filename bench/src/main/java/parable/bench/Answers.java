package parable.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.LongAdder;
import parable.chat.ChatMessage;
import parable.chat.ChatRequest;
import parable.chat.ChatSampling;
import parable.chat.Reply;
import parable.chat.local.LocalChatModel;
import parable.ground.RandomStream;

/// Samples of one situation, as an audit asks open weights for them: so many at once, one after another where that is
/// one. Every call is another situation, so that nothing of the call before can be used.
final class Answers implements Timing.Work {
    private static final String[] WORDS =
            "the of and mail report server meeting agent plan review access audit backup email budget team".split(" ");

    private final LocalChatModel model;
    private final int requests;
    private final int atOnce;
    private final int words;
    private final ChatSampling sampling;
    private final LongAdder written;
    private int situation;

    /// @param words   of a situation
    /// @param tokens  longest answer
    /// @param written counts the tokens of all answers
    Answers(Path file, int requests, int atOnce, int words, int tokens, LongAdder written) {
        this.model = LocalChatModel.gguf(file);
        this.requests = requests;
        this.atOnce = atOnce;
        this.words = words;
        this.written = written;
        this.sampling = new ChatSampling(Optional.empty(), Optional.empty(), tokens);
    }

    @Override
    public void call() {
        ChatMessage.User question = new ChatMessage.User(text(situation++));
        List<Future<Reply>> asked = new ArrayList<>();
        try (ExecutorService threads =
                Executors.newFixedThreadPool(atOnce, Thread.ofVirtual().factory())) {
            for (int sample = 0; sample < requests; sample++) {
                ChatRequest request = new ChatRequest(List.of(question), List.of(), sampling, sample);
                asked.add(threads.submit(() -> model.reply(request)));
            }
        }
        for (Future<Reply> one : asked) {
            try {
                written.add(one.get().usage().orElseThrow().writtenTokens());
            } catch (InterruptedException | ExecutionException e) {
                throw new IllegalStateException("a request was not answered", e);
            }
        }
    }

    private String text(int number) {
        RandomStream random = RandomStream.of(number, "bench/situation");
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < words; i++) {
            text.append(WORDS[random.below(WORDS.length)]).append(' ');
        }
        return text.toString();
    }

    @Override
    public void close() {
        model.close();
    }
}
