package parable.generate;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import parable.ground.Check;
import parable.ground.StudyException;
import parable.model.Decoder;
import parable.model.KvCache;
import parable.model.OpenModel;

/// The engine that writes with a decoder. Requests are written side by side by continuous batching ([Yu et al.
/// 2022](https://www.usenix.org/conference/osdi22/presentation/yu), section 3.1, where it is called iteration-level
/// scheduling): every step draws one token of each open row, and a row that ends makes room for the next request.
///
/// An answer is a function of its request alone. How rows lie in memory depends on the model: [RaggedRows] for models
/// that only read, where this holds to the last bit of every logit; [AlignedRows] for models that train, where it holds
/// up to the rounding of float32 products.
///
/// Confined to one thread, except for the futures; the model is not closed with it.
public final class Generator implements AutoCloseable {
    /// Rows at most of a model that only reads. Above this, products are limited by arithmetic, so that more rows
    /// would take proportionally longer: measured for SmolLM2-135M, one step takes 1.8 times as long for 16 rows as
    /// for one.
    private static final int MOST_ROWS = 16;

    /// Bytes for keys and values where the caller names none; arbitrary.
    private static final long MEMORY = 2L << 30;

    private final Decoder model;
    private final Optional<Detokenizer> detokenizer;
    private final PrefixCache prefixes;
    private final Layout layout;
    private final Deque<Generation> waiting = new ArrayDeque<>();
    private final List<Generation> open = new ArrayList<>();

    private Generator(Decoder model, Optional<Detokenizer> detokenizer, long memory, int rows) {
        Check.that(rows > 0, "at least one row is needed, but rows = %d", rows);
        this.model = model;
        this.detokenizer = detokenizer;
        long tokens = Math.max(1, memory / KvCache.bytesPerToken(model.config()));
        this.prefixes = new PrefixCache(model, tokens);
        this.layout = model.isFrozen()
                ? new RaggedRows(model, rows > 1 && model.prepareForBatches() ? rows : 1, prefixes)
                : new AlignedRows(model, rows, tokens);
    }

    /// For token ids alone.
    ///
    /// @param rows most that are computed together
    public static Generator of(Decoder model, int rows) {
        return new Generator(model, Optional.empty(), MEMORY, rows);
    }

    public static Generator of(Decoder model, Detokenizer detokenizer, int rows) {
        return new Generator(model, Optional.of(detokenizer), MEMORY, rows);
    }

    /// Writes one answer at a time where a second copy of the weights, laid out for few rows, does not fit into
    /// half of the memory given, or where this build of libtorch cannot make one.
    ///
    /// @param memory bytes besides the weights: half for their copy, half for keys and values, of which a text that
    ///               is written alone may take more
    public static Generator of(OpenModel model, long memory) {
        long weights = Float.BYTES * model.decoder().config().parameterCount();
        return of(model, memory / 2, weights <= memory / 2 ? MOST_ROWS : 1);
    }

    /// @param memory bytes for keys and values
    public static Generator of(OpenModel model, long memory, int rows) {
        return new Generator(model.decoder(), Optional.of(Detokenizer.of(model.tokenizer())), memory, rows);
    }

    /// Rows that are written side by side, at most.
    public int rows() {
        return layout.rows();
    }

    /// Whether no request waits for its answer.
    public boolean isIdle() {
        return waiting.isEmpty() && open.isEmpty();
    }

    /// Writes all of these; nothing else may be waiting. When one fails, the others are given up.
    ///
    /// @return one answer for each request, in order
    public List<Generated> generate(List<GenerationRequest> requests) {
        Check.that(isIdle(), "other requests are still being written; step until they are answered");
        List<Throwable> failures = new ArrayList<>();
        List<CompletableFuture<Generated>> answers = new ArrayList<>();
        for (GenerationRequest request : requests) {
            CompletableFuture<Generated> answer = new CompletableFuture<>();
            answers.add(
                    answer.whenComplete((_, cause) -> Optional.ofNullable(cause).ifPresent(failures::add)));
            ask(request, answer);
        }
        while (!isIdle() && failures.isEmpty()) {
            step();
        }
        if (!failures.isEmpty()) {
            giveUp(new IllegalStateException("another request failed"));
            throw unchecked(failures.getFirst());
        }
        return answers.stream().map(CompletableFuture::resultNow).toList();
    }

    private static RuntimeException unchecked(Throwable failure) {
        if (failure instanceof Error error) {
            throw error;
        }
        return failure instanceof RuntimeException cause ? cause : new IllegalStateException(failure);
    }

    /// Takes a request in; [#step()] does the rest.
    ///
    /// @param answer gets the answer, or what is wrong with this request; cancelled, it ends the writing at the
    /// next
    ///               step
    public void ask(GenerationRequest request, CompletableFuture<Generated> answer) {
        try {
            requirePrompt(request.prompt());
            int room = layout.room(request.prompt().length);
            waiting.add(new Generation(request, room, detokenizer, answer));
        } catch (RuntimeException | Error e) { // a caller must not wait forever
            answer.completeExceptionally(e);
        }
    }

    private void requirePrompt(int[] prompt) {
        Check.that(prompt.length > 0, "an empty prompt: a model needs at least one token to continue");
        Check.that(
                prompt.length <= layout.longestPrompt(),
                "a prompt has 1 to %d tokens for this model, but was %d; shorten it",
                layout.longestPrompt(),
                prompt.length);
        int vocabulary = model.config().vocabulary();
        Arrays.stream(prompt).filter(id -> id >= vocabulary).findFirst().ifPresent(id -> {
            throw new StudyException(
                    StudyException.Category.CHECKPOINT,
                    "the tokenizer writes token %d, but the model has %d: they belong to different models",
                    id,
                    vocabulary);
        });
    }

    /// Reads the prompts for which there is a row, then draws one token of every open row.
    public void step() {
        waiting.removeIf(Generation::isDone);
        List.copyOf(open).stream().filter(Generation::isDone).forEach(row -> leave(row, true));
        while (beginNext()) {}
        if (!open.isEmpty()) {
            draw(List.copyOf(open), layout::next);
        }
    }

    /// @return whether there may be room for more
    private boolean beginNext() {
        try {
            List<Generation> admitted = layout.admit(waiting);
            open.addAll(admitted);
            if (!admitted.isEmpty()) {
                draw(admitted, layout::read);
            }
            return !admitted.isEmpty();
        } catch (RuntimeException | Error e) {
            waiting.removeFirst().fail(e);
            return true;
        }
    }

    /// @param logits of these rows, (B, V)
    private void draw(List<Generation> rows, Function<List<Generation>, float[]> logits) {
        try {
            Draws draws = new Draws(rows, logits.apply(rows));
            for (int row = 0; row < rows.size(); row++) {
                append(draws, rows.get(row), row);
            }
        } catch (RuntimeException | Error e) { // of the model itself: any row may be the cause
            rows.forEach(row -> fail(row, e));
        }
    }

    private void append(Draws draws, Generation row, int number) {
        try {
            if (draws.append(number)) {
                leave(row, true);
            }
        } catch (RuntimeException | Error e) {
            fail(row, e);
        }
    }

    private void fail(Generation row, Throwable cause) {
        leave(row, false);
        row.fail(cause);
    }

    /// @param isSound whether what the row holds may be used again
    private void leave(Generation row, boolean isSound) {
        if (open.remove(row)) {
            layout.leave(row, isSound);
        }
    }

    private void giveUp(RuntimeException reason) {
        waiting.forEach(row -> row.fail(reason));
        waiting.clear();
        List.copyOf(open).forEach(row -> fail(row, reason));
    }

    /// The log-probability of each token of each continuation after its prompt. Continuations of one prompt that
    /// follow each other share the reading of it.
    ///
    /// @return one for each, in order
    public List<ContinuationScore> score(List<Continuation> continuations) {
        Check.that(isIdle(), "other requests are still being written; step until they are answered");
        return continuations.stream().map(this::score).toList();
    }

    private ContinuationScore score(Continuation one) {
        int[] tokens = one.tokens();
        Sequence sequence = prefixes.begin(tokens, one.tap(), tokens.length).orElseThrow();
        boolean isSound = false;
        try {
            double[] logs = sequence.logProbabilities(tokens, one.prompt().length);
            isSound = true;
            return new ContinuationScore(logs);
        } finally {
            if (isSound) {
                prefixes.rest(sequence);
            } else {
                prefixes.discard(sequence);
            }
        }
    }

    /// Frees keys and values. Requests that still wait fail.
    @Override
    public void close() {
        giveUp(new IllegalStateException("the model was closed before it answered"));
        layout.close();
        prefixes.close();
    }
}
