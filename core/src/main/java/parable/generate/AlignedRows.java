package parable.generate;

import java.util.ArrayList;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import parable.model.Decoder;
import parable.model.Tap;
import parable.model.WritingPass;

/// Rows whose prompts are read many at a time and that are all written together: the layout of models that train, most
/// of them so small that the number of operations is what takes time. Rows that ended make room for others as soon as
/// there are enough of them for a reading.
///
/// Prompts are padded at the front to a length that depends on the prompt alone, and only prompts of one such length
/// share a [Cohort]. So every row is computed at the same positions with the same padding in any company. What remains
/// is that OpenBLAS rounds the last rows of a product by how many rows there are: between 64 rows and one,
/// log-probabilities of the organism's size differed by up to 5e-7 (AVX2 kernels), and no text of 24 differed.
final class AlignedRows implements Layout {
    /// Prompt lengths are rounded up to a multiple of this, in tokens.
    private static final int ALIGNMENT = 16;

    /// This share of the rows must be free before prompts are read while others are written: reading few prompts
    /// takes longer a prompt.
    private static final double REFILL_AT = 0.25;

    private final Decoder model;
    private final int rows;
    private final long most;
    /// The cohort of each open row.
    private final Map<Generation, Cohort> open = new IdentityHashMap<>();

    /// @param rows most that are computed together
    /// @param most tokens of all rows together, unless one row alone needs more
    AlignedRows(Decoder model, int rows, long most) {
        this.model = model;
        this.rows = rows;
        this.most = most;
    }

    @Override
    public int rows() {
        return rows;
    }

    @Override
    public int room(int prompt) {
        return context() - aligned(prompt);
    }

    @Override
    public int longestPrompt() {
        return (context() - 1) / ALIGNMENT * ALIGNMENT;
    }

    private int context() {
        return model.config().attention().context();
    }

    private static int aligned(int length) {
        return (length + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    }

    @Override
    public List<Generation> admit(Deque<Generation> waiting) {
        List<Generation> admitted = new ArrayList<>();
        int free = rows - open.size();
        if (waiting.isEmpty() || !open.isEmpty() && free < Math.max(1, REFILL_AT * rows)) {
            return admitted;
        }
        long left = most - cohorts().stream().mapToLong(Cohort::tokens).sum();
        int length = aligned(waiting.getFirst().prompt().length), longest = 0;
        for (Iterator<Generation> all = waiting.iterator(); admitted.size() < free && all.hasNext(); ) {
            Generation one = all.next();
            int needed = Math.max(longest, length + one.longest() - one.prompt().length);
            boolean isFirst = open.isEmpty() && admitted.isEmpty();
            boolean fits = isFirst || (admitted.size() + 1L) * needed <= left;
            if (fits && aligned(one.prompt().length) == length) {
                longest = needed;
                admitted.add(one);
                all.remove();
            }
        }
        return admitted;
    }

    private Set<Cohort> cohorts() {
        return new LinkedHashSet<>(open.values());
    }

    @Override
    public float[] read(List<Generation> admitted) {
        Cohort cohort = new Cohort(model, admitted, aligned(admitted.getFirst().prompt().length));
        admitted.forEach(row -> open.put(row, cohort));
        return cohort.read();
    }

    @Override
    public float[] next(List<Generation> rows) {
        List<WritingPass.Line> lines =
                rows.stream().map(row -> cohort(row).line(row)).toList();
        Tap tap = RowTaps.of(rows.stream().map(Generation::tap).toList());
        float[] logits = WritingPass.logits(model, lines, tap);
        cohorts().forEach(Cohort::advance);
        return logits;
    }

    private Cohort cohort(Generation row) {
        return Objects.requireNonNull(open.get(row), "no prompt was read before the next token");
    }

    @Override
    public void leave(Generation row, boolean isSound) {
        Cohort cohort = open.remove(row);
        if (cohort != null && cohort.leave()) {
            cohort.close();
        }
    }

    @Override
    public void close() {
        cohorts().forEach(Cohort::close);
        open.clear();
    }
}
