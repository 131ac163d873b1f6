package parable.generate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import parable.ground.Check;
import parable.ground.RandomStream;
import parable.model.Context;
import parable.model.Decoder;
import parable.model.Finite;
import parable.model.KvCache;
import parable.model.Tap;
import parable.tensor.Ops;
import parable.tensor.Scope;
import parable.tensor.Tensor;

/// Writes texts in batches with a key/value cache.
///
/// Row i draws its tokens from the random stream of its own seed. Prompts are aligned at their ends to a length
/// that depends on the prompt alone, and only prompts of one such length share a batch, so every row is
/// computed at the same positions with the same padding whatever it is batched with, and its text does not
/// depend on its company.
///
/// Letters: B batch, P aligned prompt length, C model width, V vocabulary. Confined to one thread.
public final class Sampler {
    /// Prompt lengths are rounded up to a multiple of this, in tokens.
    private static final int ALIGNMENT = 16;

    /// Finished rows leave the batch when at most this share of it is still writing.
    private static final double COMPACT_AT = 0.75;

    private static final float HIDDEN = -1e9f;

    private final Decoder model;
    private final int batch;
    private final Tap tap;

    /// @param batch most rows that are computed together
    public Sampler(Decoder model, int batch, Tap tap) {
        this.model = model;
        this.batch = batch;
        this.tap = tap;
        if (batch > 1) {
            model.prepareForBatches();
        }
    }

    /// @param prompt token ids
    /// @param seed   of this row's random stream
    public record Request(int[] prompt, long seed) {}

    /// @param tokens  what was written, the stop token left out
    /// @param stopped whether the stop token was written
    public record Written(int[] tokens, boolean stopped) {}

    /// @return one text for each request, in order
    public List<Written> write(List<Request> requests, Sampling sampling) {
        TreeMap<Integer, List<Integer>> byLength = new TreeMap<>();
        for (int i = 0; i < requests.size(); i++) {
            int length = requests.get(i).prompt().length;
            Check.that(length > 0, "request %d has an empty prompt; a model needs at least one token to go on from", i);
            byLength.computeIfAbsent(aligned(length), _ -> new ArrayList<>()).add(i);
        }
        Written[] written = new Written[requests.size()];
        byLength.forEach((length, members) -> {
            for (int start = 0; start < members.size(); start += batch) {
                List<Integer> some = members.subList(start, Math.min(start + batch, members.size()));
                List<Written> texts = Ops.withoutGradients(
                        () -> batch(some.stream().map(requests::get).toList(), length, sampling));
                for (int row = 0; row < some.size(); row++) {
                    written[some.get(row)] = texts.get(row);
                }
            }
        });
        return Arrays.asList(written);
    }

    private static int aligned(int length) {
        return (length + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    }

    private List<Written> batch(List<Request> requests, int P, Sampling sampling) {
        int context = model.config().attention().context();
        int most = Math.min(sampling.maxTokens(), context - P);
        Check.that(most > 0, "a prompt of %d tokens leaves no room in a context of %d", P, context);
        List<Row> rows = requests.stream().map(r -> new Row(r, most)).toList();
        try (Scope _ = Scope.open()) {
            Steps steps = new Steps(requests, P, most);
            float[] choices = steps.first(sampling);
            List<Row> live = rows;
            while (true) {
                int[] next = new int[live.size()];
                for (int i = 0; i < next.length; i++) {
                    next[i] = live.get(i).choose(choices, i, model.config().vocabulary(), sampling);
                }
                int[] writing = writing(live);
                if (writing.length == 0) {
                    return rows.stream().map(Row::written).toList();
                }
                if (writing.length <= COMPACT_AT * live.size()) {
                    steps.keepRows(writing);
                    live = Arrays.stream(writing).mapToObj(live::get).toList();
                    next = Arrays.stream(writing).map(valuesOf(next)).toArray();
                }
                choices = steps.next(next, sampling);
            }
        }
    }

    private static IntUnaryOperator valuesOf(int[] values) {
        return i -> values[i];
    }

    private static int[] writing(List<Row> rows) {
        return IntStream.range(0, rows.size()).filter(i -> !rows.get(i).done).toArray();
    }

    /// The model's side of one batch: what it has read, and the next choices for every row.
    private final class Steps {
        private final KvCache cache;
        private final Tensor prompts;
        private Tensor mask;

        Steps(List<Request> requests, int P, int most) {
            int B = requests.size(), S = P + most;
            cache = new KvCache(model.config(), B, S);
            int[] tokens = new int[B * P];
            float[] hidden = new float[B * S];
            for (int row = 0; row < B; row++) {
                int[] prompt = requests.get(row).prompt();
                int padding = P - prompt.length;
                System.arraycopy(prompt, 0, tokens, row * P + padding, prompt.length);
                Arrays.fill(hidden, row * S, row * S + padding, HIDDEN);
            }
            prompts = Tensor.of(tokens, B, P); // (B, P)
            mask = Tensor.of(hidden, B, 1, 1, S); // (B, 1, 1, S)
        }

        float[] first(Sampling sampling) {
            int P = Math.toIntExact(prompts.size(1));
            float[] later = new float[P * P];
            for (int t = 0; t < P; t++) {
                Arrays.fill(later, t * P + t + 1, t * P + P, HIDDEN);
            }
            try (Scope _ = Scope.open()) {
                Tensor causal = Tensor.of(later, 1, 1, P, P);
                Tensor visible = mask.narrow(3, 0, P).plus(causal); // (B, 1, P, P)
                return read(prompts, visible, sampling);
            }
        }

        float[] next(int[] tokens, Sampling sampling) {
            try (Scope _ = Scope.open()) {
                Tensor visible = mask.narrow(3, 0, cache.length() + 1); // (B, 1, 1, S)
                return read(Tensor.of(tokens, tokens.length, 1), visible, sampling);
            }
        }

        /// Goes on with the named rows only, in that order.
        void keepRows(int[] rows) {
            Tensor index = Tensor.of(rows, rows.length);
            cache.keepRows(index);
            mask = mask.indexSelect(0, index);
        }

        /// @return probabilities, or logits when greedy, row by row: (B, V)
        private float[] read(Tensor tokens, Tensor visible, Sampling sampling) {
            int T = Math.toIntExact(tokens.size(1));
            Tensor x = model.hidden(tokens, cache.length(), new Context.Cached(cache, visible), tap); // (B, T, C)
            cache.advance(T);
            Tensor logits = model.project(x.select(1, T - 1), tap); // (B, V)
            Finite.requireLogits(logits.floats());
            if (!sampling.banned().isEmpty()) {
                logits = logits.plus(ban(sampling));
            }
            return sampling.temperature() == 0
                    ? logits.floats()
                    : Ops.softmax(logits.over(sampling.temperature())).floats();
        }

        private Tensor ban(Sampling sampling) {
            float[] penalty = new float[model.config().vocabulary()];
            sampling.banned().forEach(token -> penalty[token] = HIDDEN);
            return Tensor.of(penalty, penalty.length);
        }
    }

    /// One text being written.
    private static final class Row {
        private final RandomStream random;
        private final int[] tokens;
        private int count;
        private boolean done;
        private boolean stopped;

        Row(Request request, int most) {
            random = RandomStream.of(request.seed(), "sampling");
            tokens = new int[most];
        }

        /// @return the token this row goes on with; 0 once it is done
        int choose(float[] choices, int row, int V, Sampling sampling) {
            if (done) {
                return 0; // finished rows stay until the batch is compacted
            }
            int from = row * V;
            int token = sampling.temperature() == 0 ? likeliest(choices, from, V) : drawn(choices, from, V);
            if (token == sampling.stopToken()) {
                done = true;
                stopped = true;
                return 0;
            }
            tokens[count++] = token;
            done = count == tokens.length;
            return token;
        }

        private int drawn(float[] probabilities, int from, int V) {
            double left = random.uniform();
            for (int token = 0; token < V; token++) {
                left -= probabilities[from + token];
                if (left < 0) {
                    return token;
                }
            }
            return likeliest(probabilities, from, V); // rounding left a crumb: the probabilities summed below 1
        }

        private static int likeliest(float[] scores, int from, int V) {
            int best = 0;
            for (int token = 1; token < V; token++) {
                best = scores[from + token] > scores[from + best] ? token : best;
            }
            return best;
        }

        Written written() {
            return new Written(Arrays.copyOf(tokens, count), stopped);
        }
    }
}
