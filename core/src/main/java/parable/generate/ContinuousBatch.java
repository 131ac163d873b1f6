package parable.generate;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import parable.ground.Check;
import parable.model.KvCache;
import parable.model.OpenModel;

/// Answers of an open model, up to sixteen side by side: continuous batching ([Yu et al.
/// 2022](https://www.usenix.org/conference/osdi22/presentation/yu), section 3.1, where it is called
/// iteration-level scheduling). Every step writes one token of each open answer; an answer that ends leaves its row to
/// the next question at once.
///
/// ```
/// row 0   read wwwwwwww read wwwwwwwwwwww      one prompt is read at a time,
/// row 1   ....read wwwwwwwwwwwwwwwwww.....     all open answers are written together
/// ```
///
/// An answer is a function of its question alone, to the last bit of every logit: prompts are read in pieces that only
/// their own tokens decide ([ReadText]), attention is computed text by text ([Context.Selective]), and the products of
/// a prepared decoder round a row alike whatever stands beside it.
///
/// Confined to one thread, but for the futures; the model is not closed with it.
public final class ContinuousBatch implements AutoCloseable {
    /// Rows at most. From here on products are limited by arithmetic, so that more rows would take proportionally
    /// longer: measured for SmolLM2-135M, one step takes 1.8 times as long for 16 rows as for one.
    private static final int MOST_ROWS = 16;

    private final OpenModel model;
    private final int rows;
    private final HeldTexts texts;
    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private final List<Row> open = new ArrayList<>();

    /// Writes one answer at a time where a second copy of the weights, laid out for few rows, does not fit into half
    /// of the memory given, or where this build of libtorch cannot make one.
    ///
    /// @param memory bytes besides the weights: half for their copy, half for keys and values, of which a text that
    ///               is written alone may take more
    public ContinuousBatch(OpenModel model, long memory) {
        this(model, memory / 2, bytes(model) <= memory / 2 ? MOST_ROWS : 1);
    }

    /// @param memory bytes for keys and values
    /// @param rows   answers written side by side, at most
    public ContinuousBatch(OpenModel model, long memory, int rows) {
        Check.that(rows > 0, "at least one answer must be possible at once, but rows = %d", rows);
        this.model = model;
        this.rows = rows > 1 && model.decoder().prepareForBatches() ? rows : 1;
        long tokens = memory / KvCache.bytesPerToken(model.decoder().config());
        this.texts = new HeldTexts(model.decoder(), Math.max(1, tokens));
    }

    private static long bytes(OpenModel model) {
        return Float.BYTES * model.decoder().config().parameterCount();
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
    /// @param reused  of these, how many did not have to be read
    /// @param written tokens drawn, the stop token included
    public record Tokens(int prompt, int reused, int written) {}

    /// Why an answer ended.
    public enum End {
        STOP_TOKEN,
        STOP_TEXT,
        LENGTH
    }

    private record Waiting(Draft draft, CompletableFuture<Answer> answer) {}

    private record Row(Draft draft, ReadText text, CompletableFuture<Answer> answer) {}

    /// Answers that are written side by side, at most.
    public int rows() {
        return rows;
    }

    /// Whether nobody waits for an answer.
    public boolean isIdle() {
        return waiting.isEmpty() && open.isEmpty();
    }

    /// Takes a question in; [#step()] does the rest.
    ///
    /// @param answer gets the answer, or what went wrong with this question; cancelled, it ends the writing at the
    ///               next step
    public void ask(Question question, CompletableFuture<Answer> answer) {
        try {
            waiting.add(new Waiting(new Draft(model, question), answer));
        } catch (RuntimeException | Error e) { // whoever waits must not wait forever
            answer.completeExceptionally(e);
        }
    }

    /// Reads the prompts for which there is a row, then writes one token of every open answer.
    public void step() {
        waiting.removeIf(one -> one.answer().isDone());
        open.removeIf(this::isGivenUp);
        while (open.size() < rows && beginNext()) {}
        if (!open.isEmpty()) {
            write();
        }
    }

    private boolean isGivenUp(Row row) {
        boolean isGivenUp = row.answer().isDone();
        if (isGivenUp) {
            texts.rest(row.text());
        }
        return isGivenUp;
    }

    /// First come, first served: a long question is not passed over until its turn never comes.
    ///
    /// @return whether the next one, if there is any, found room
    private boolean beginNext() {
        Waiting next = waiting.peek();
        if (next == null) {
            return false;
        }
        try {
            Optional<ReadText> text =
                    texts.begin(next.draft().prompt(), next.draft().longest());
            text.ifPresent(found -> read(new Row(waiting.remove().draft(), found, next.answer())));
            return text.isPresent();
        } catch (RuntimeException | Error e) {
            waiting.remove(next);
            next.answer().completeExceptionally(e);
            return true;
        }
    }

    private void read(Row row) {
        try {
            float[] logits = row.text().after(row.draft().prompt());
            open.add(row);
            draw(row, logits);
        } catch (RuntimeException | Error e) {
            fail(row, e);
        }
    }

    private void write() {
        List<Row> rows = List.copyOf(open);
        int[] tokens = rows.stream().mapToInt(row -> row.draft().last()).toArray();
        try {
            float[][] logits =
                    ReadText.next(model.decoder(), rows.stream().map(Row::text).toList(), tokens);
            for (int i = 0; i < tokens.length; i++) {
                draw(rows.get(i), logits[i]);
            }
        } catch (RuntimeException | Error e) { // of the model itself: nobody knows whose
            rows.forEach(row -> fail(row, e));
        }
    }

    private void draw(Row row, float[] logits) {
        try {
            Optional<Answer> ended = row.draft().write(logits, row.text().reused());
            if (ended.isPresent()) {
                row.answer().complete(ended.get());
                open.remove(row);
                texts.rest(row.text());
            }
        } catch (RuntimeException | Error e) {
            fail(row, e);
        }
    }

    private void fail(Row row, Throwable cause) {
        open.remove(row);
        texts.discard(row.text());
        row.answer().completeExceptionally(cause);
    }

    /// Frees all texts. Whoever still waits is told.
    @Override
    public void close() {
        IllegalStateException closed = new IllegalStateException("the model was closed before it answered");
        waiting.forEach(one -> one.answer().completeExceptionally(closed));
        open.forEach(row -> row.answer().completeExceptionally(closed));
        waiting.clear();
        open.clear();
        texts.close();
    }
}
