package parable.generate;

import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import parable.model.Decoder;

/// Rows of any lengths, each with keys and values of its own: the layout of models that only read, whose matrices are
/// laid out for few rows. Prompts begin with what the prefix cache holds of them; a row that ends leaves its place to
/// the next prompt at once.
///
/// ```
/// row 0   read wwwwwwww read wwwwwwwwwwww      one prompt is read at a time,
/// row 1   ....read wwwwwwwwwwwwwwwwww.....     all open rows are written together
/// ```
final class RaggedRows implements Layout {
    private final Decoder model;
    private final int rows;
    private final PrefixCache cache;
    private final Map<Generation, Sequence> sequences = new IdentityHashMap<>();

    RaggedRows(Decoder model, int rows, PrefixCache cache) {
        this.model = model;
        this.rows = rows;
        this.cache = cache;
    }

    @Override
    public int rows() {
        return rows;
    }

    @Override
    public int room(int prompt) {
        return context() - prompt;
    }

    @Override
    public int longestPrompt() {
        return context() - 1;
    }

    private int context() {
        return model.config().attention().context();
    }

    /// One at a time, first come, first served: a long prompt is not passed over until its turn never comes.
    @Override
    public List<Generation> admit(Deque<Generation> waiting) {
        if (sequences.size() == rows || waiting.isEmpty()) {
            return List.of();
        }
        Generation first = waiting.getFirst();
        Optional<Sequence> sequence = cache.begin(first.prompt(), first.tap(), first.longest());
        sequence.ifPresent(found -> sequences.put(waiting.removeFirst(), found));
        return sequence.isPresent() ? List.of(first) : List.of();
    }

    @Override
    public float[] read(List<Generation> admitted) {
        Generation row = admitted.getFirst();
        Sequence sequence = sequence(row);
        float[] logits = sequence.after(row.prompt());
        row.reuse(sequence.reused());
        return logits;
    }

    private Sequence sequence(Generation row) {
        return Optional.ofNullable(sequences.get(row)).orElseThrow();
    }

    @Override
    public float[] next(List<Generation> open) {
        int[] tokens = open.stream().mapToInt(Generation::last).toArray();
        return Sequence.next(model, open.stream().map(this::sequence).toList(), tokens);
    }

    @Override
    public void leave(Generation row, boolean isSound) {
        Sequence sequence = sequences.remove(row);
        if (sequence != null) {
            if (isSound) {
                cache.rest(sequence);
            } else {
                cache.discard(sequence);
            }
        }
    }

    @Override
    public void close() {
        sequences.clear(); // the prefix cache frees them
    }
}
