package parable.generate;

import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;
import parable.generate.ContinuousBatch.Answer;
import parable.generate.ContinuousBatch.End;
import parable.generate.ContinuousBatch.Question;
import parable.generate.ContinuousBatch.Tokens;
import parable.ground.Check;
import parable.ground.RandomStream;
import parable.ground.StudyException;
import parable.model.Finite;
import parable.model.OpenModel;
import parable.text.HfTokenizer;

/// One answer being written. It draws its tokens from a random stream of its own. Confined to one thread.
final class Draft {
    private final OpenModel model;
    private final Question question;
    private final RandomStream random;
    private final int[] prompt;
    private final int[] written;
    private int count;

    /// @throws IllegalArgumentException when the prompt is empty or leaves no room in the model's context
    Draft(OpenModel model, Question question) {
        int context = model.decoder().config().attention().context();
        this.model = model;
        this.question = question;
        this.random = RandomStream.of(question.seed(), "answer");
        this.prompt = model.tokenizer().encode(question.prompt());
        Check.that(
                prompt.length > 0 && prompt.length < context,
                "a prompt has 1 to %d tokens for this model, but was %d; shorten the conversation",
                context - 1,
                prompt.length);
        int vocabulary = model.decoder().config().vocabulary();
        Arrays.stream(prompt).filter(id -> id >= vocabulary).findFirst().ifPresent(id -> {
            throw new StudyException(
                    StudyException.Category.CHECKPOINT,
                    "the tokenizer writes token %d, but the model has %d: they belong to different models",
                    id,
                    vocabulary);
        });
        this.written = new int[Math.min(question.maxTokens(), context - prompt.length)];
    }

    int[] prompt() {
        return prompt;
    }

    /// Tokens of prompt and answer at most.
    int longest() {
        return prompt.length + written.length;
    }

    /// The token that was drawn last.
    int last() {
        return written[count - 1];
    }

    /// Draws the next token.
    ///
    /// @param logits (V)
    /// @param reused tokens of the prompt that did not have to be read
    /// @return the answer, if this ends it
    Optional<Answer> write(float[] logits, int reused) {
        int token = question.draw().from(Finite.requireLogits(logits), random);
        if (model.stops().contains(token)) {
            return Optional.of(answer(End.STOP_TOKEN, reused, count + 1));
        }
        written[count++] = token;
        if (stopTextAt(raw()).isPresent()) {
            return Optional.of(answer(End.STOP_TEXT, reused, count));
        }
        return count == written.length ? Optional.of(answer(End.LENGTH, reused, count)) : Optional.empty();
    }

    /// Decoded only where there are texts to look for.
    private String raw() {
        return question.stopTexts().isEmpty() ? "" : model.tokenizer().decode(soFar());
    }

    private int[] soFar() {
        return Arrays.copyOf(written, count);
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
                cut(tokenizer.plain(soFar())),
                cut(tokenizer.decode(soFar())),
                end,
                new Tokens(prompt.length, reused, drawn));
    }

    private String cut(String text) {
        OptionalInt at = stopTextAt(text);
        return at.isPresent() ? text.substring(0, at.getAsInt()) : text;
    }
}
