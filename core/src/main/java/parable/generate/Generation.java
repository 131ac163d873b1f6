package parable.generate;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import parable.generate.Generated.End;
import parable.ground.Check;
import parable.ground.RandomStream;
import parable.model.Tap;

/// One answer in progress. It draws its tokens from a random stream of its own. Confined to one thread, except for
/// the future.
final class Generation {
    private final GenerationRequest request;
    private final Optional<Detokenizer> detokenizer;
    private final CompletableFuture<Generated> answer;
    private final RandomStream random;
    private final int[] drawn;
    private final double[] logProbabilities;
    private int count;
    private int reused;

    /// @param room tokens that may follow the prompt
    Generation(
            GenerationRequest request,
            int room,
            Optional<Detokenizer> detokenizer,
            CompletableFuture<Generated> answer) {
        Check.that(
                detokenizer.isPresent() || request.sampling().stopTexts().isEmpty(),
                "stop texts need a tokenizer, and this engine has none; use stop tokens");
        this.request = request;
        this.detokenizer = detokenizer;
        this.answer = answer;
        this.random = RandomStream.of(request.seed(), "sampling");
        this.drawn = new int[Math.min(request.sampling().maxTokens(), room)];
        this.logProbabilities = new double[request.wantsLogProbabilities() ? drawn.length : 0];
    }

    int[] prompt() {
        return request.prompt();
    }

    Sampling sampling() {
        return request.sampling();
    }

    Tap tap() {
        return request.tap();
    }

    boolean wantsLogProbabilities() {
        return request.wantsLogProbabilities();
    }

    RandomStream random() {
        return random;
    }

    /// Tokens of prompt and answer at most.
    int longest() {
        return request.prompt().length + drawn.length;
    }

    /// The token drawn last.
    int last() {
        return drawn[count - 1];
    }

    /// Records how many tokens of the prompt were not computed for this request.
    void reuse(int tokens) {
        reused = tokens;
    }

    /// Whether the answer is complete, failed or is no longer wanted.
    boolean isDone() {
        return answer.isDone();
    }

    void fail(Throwable cause) {
        answer.completeExceptionally(cause);
    }

    /// Appends a drawn token.
    ///
    /// @param logProbability 0 unless it was asked for
    /// @return whether this ends the answer, which is then complete
    boolean append(int token, double logProbability) {
        if (wantsLogProbabilities()) {
            logProbabilities[count] = logProbability;
        }
        Optional<End> end = end(token);
        end.ifPresent(reason -> answer.complete(generated(reason)));
        return end.isPresent();
    }

    private Optional<End> end(int token) {
        if (sampling().stopTokens().contains(token)) {
            return Optional.of(End.STOP_TOKEN);
        }
        drawn[count++] = token;
        request.listener().accept(token);
        if (hasStopText()) {
            return Optional.of(End.STOP_TEXT);
        }
        return count == drawn.length ? Optional.of(End.LENGTH) : Optional.empty();
    }

    private boolean hasStopText() {
        List<String> texts = sampling().stopTexts();
        return !texts.isEmpty()
                && stopTextAt(detokenizer.orElseThrow().raw(tokens())).isPresent();
    }

    private OptionalInt stopTextAt(String text) {
        return sampling().stopTexts().stream()
                .mapToInt(text::indexOf)
                .filter(at -> at >= 0)
                .min();
    }

    private int[] tokens() {
        return Arrays.copyOf(drawn, count);
    }

    private Generated generated(End end) {
        int all = end == End.STOP_TOKEN ? count + 1 : count;
        Optional<Generated.Text> text =
                detokenizer.map(words -> new Generated.Text(cut(words.plain(tokens())), cut(words.raw(tokens()))));
        double[] logs = wantsLogProbabilities() ? Arrays.copyOf(logProbabilities, all) : new double[0];
        return new Generated(tokens(), text, end, new Generated.Usage(prompt().length, reused, all), logs);
    }

    private String cut(String text) {
        OptionalInt at = stopTextAt(text);
        return at.isPresent() ? text.substring(0, at.getAsInt()) : text;
    }
}
