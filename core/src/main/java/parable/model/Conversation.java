package parable.model;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import parable.ground.Check;
import parable.ground.RandomStream;
import parable.tensor.Scope;
import parable.text.HfTokenizer;

/// Answers of an open model, one after another. Each question is the whole text so far; what it shares with the
/// one before is not read again. Confined to one thread; the model is not closed with it.
public final class Conversation implements AutoCloseable {
    private final OpenModel model;
    private final ReadText reading;

    public Conversation(OpenModel model) {
        this.model = model;
        this.reading = new ReadText(model.decoder());
    }

    /// @param prompt    text to go on with, special words included
    /// @param maxTokens most tokens written
    /// @param stopTexts end an answer where they would begin, besides the model's own stop tokens
    /// @param seed      of the random stream that draws the tokens
    public record Question(String prompt, Draw draw, int maxTokens, List<String> stopTexts, long seed) {
        public Question {
            Check.that(maxTokens > 0, "maxTokens must be positive, but was %d", maxTokens);
            stopTexts = List.copyOf(stopTexts);
        }
    }

    /// @param text   without special words
    /// @param raw    with special words, the stop token left out
    /// @param tokens what it took
    public record Answer(String text, String raw, End end, Tokens tokens) {}

    /// @param prompt  tokens of the prompt
    /// @param reused  of these, how many did not have to be read again
    /// @param written tokens drawn, the stop token included
    public record Tokens(int prompt, int reused, int written) {}

    /// Why an answer ended.
    public enum End {
        STOP_TOKEN,
        STOP_TEXT,
        LENGTH
    }

    /// @throws IllegalArgumentException when the prompt is empty or leaves no room in the model's context
    public Answer answer(Question question) {
        int[] prompt = model.tokenizer().encode(question.prompt());
        int context = model.decoder().config().attention().context();
        Check.that(
                prompt.length > 0 && prompt.length < context,
                "a prompt has 1 to %d tokens for this model, but was %d; shorten the conversation",
                context - 1,
                prompt.length);
        try (Scope _ = Scope.open()) {
            return new Writing(question, prompt, Math.min(question.maxTokens(), context - prompt.length)).run();
        }
    }

    @Override
    public void close() {
        reading.close();
    }

    /// One answer being written.
    private final class Writing {
        private final Question question;
        private final RandomStream random;
        private final int promptTokens;
        private final int most;
        private int[] tokens;
        private int count;

        Writing(Question question, int[] prompt, int room) {
            this.question = question;
            this.random = RandomStream.of(question.seed(), "answer");
            this.promptTokens = prompt.length;
            this.most = prompt.length + room;
            this.tokens = Arrays.copyOf(prompt, most);
            this.count = prompt.length;
        }

        Answer run() {
            float[] logits = reading.after(Arrays.copyOf(tokens, count));
            int reused = reading.reused();
            while (true) {
                int token = question.draw().from(logits, random);
                if (model.stops().contains(token)) {
                    return answer(End.STOP_TOKEN, reused, written().length + 1);
                }
                tokens[count++] = token;
                if (stopTextAt(raw()).isPresent()) {
                    return answer(End.STOP_TEXT, reused, written().length);
                }
                if (count == most) {
                    return answer(End.LENGTH, reused, written().length);
                }
                logits = reading.after(Arrays.copyOf(tokens, count));
            }
        }

        private int[] written() {
            return Arrays.copyOfRange(tokens, promptTokens, count);
        }

        /// Decoded only where there are texts to look for.
        private String raw() {
            return question.stopTexts().isEmpty() ? "" : model.tokenizer().decode(written());
        }

        private OptionalInt stopTextAt(String text) {
            return question.stopTexts().stream()
                    .mapToInt(text::indexOf)
                    .filter(at -> at >= 0)
                    .min();
        }

        private Answer answer(End end, int reused, int drawn) {
            HfTokenizer tokenizer = model.tokenizer();
            return new Answer(
                    cut(tokenizer.plain(written())),
                    cut(tokenizer.decode(written())),
                    end,
                    new Tokens(promptTokens, reused, drawn));
        }

        private String cut(String text) {
            OptionalInt at = stopTextAt(text);
            return at.isPresent() ? text.substring(0, at.getAsInt()) : text;
        }
    }
}
