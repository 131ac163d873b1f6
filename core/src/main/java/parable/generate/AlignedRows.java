package parable.generate;

import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import parable.model.Decoder;

/// Rows that begin together and are written in lockstep, so that attention is one operation for all of them: the
/// layout of models that train, most of them so small that the number of operations is what takes time.
///
/// Prompts are padded at the front to a length that depends on the prompt alone, and only prompts of one such length
/// share a [Cohort]. So every row is computed at the same positions with the same padding in any company. What remains
/// is that OpenBLAS rounds the last rows of a product by how many rows there are: between 64 rows and one,
/// log-probabilities of the organism's size differed by up to 5e-7 (AVX2 kernels), and no text of 24 differed.
final class AlignedRows implements Layout {
    /// Prompt lengths are rounded up to a multiple of this, in tokens.
    private static final int ALIGNMENT = 16;

    private final Decoder model;
    private final int rows;
    private final long most;
    private @Nullable Cohort cohort;
    private int open;

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
        if (open > 0 || waiting.isEmpty()) {
            return admitted;
        }
        int length = aligned(waiting.getFirst().prompt().length), longest = 0;
        for (Iterator<Generation> all = waiting.iterator(); admitted.size() < rows && all.hasNext(); ) {
            Generation one = all.next();
            int needed = length + one.longest() - one.prompt().length;
            if (aligned(one.prompt().length) == length && fits(admitted.size() + 1, Math.max(longest, needed))) {
                longest = Math.max(longest, needed);
                admitted.add(one);
                all.remove();
            }
        }
        open = admitted.size();
        return admitted;
    }

    private boolean fits(int rows, long tokens) {
        return rows == 1 || rows * tokens <= most;
    }

    @Override
    public float[] read(List<Generation> admitted) {
        cohort = new Cohort(model, admitted, aligned(admitted.getFirst().prompt().length));
        return cohort.read();
    }

    @Override
    public float[] next(List<Generation> open) {
        if (cohort == null) {
            throw new IllegalStateException("no prompts were read before the next token");
        }
        return cohort.next(open);
    }

    @Override
    public void leave(Generation row, boolean isSound) {
        open--;
        if (open == 0) {
            close();
        }
    }

    @Override
    public void close() {
        open = 0;
        if (cohort != null) {
            cohort.close();
            cohort = null;
        }
    }
}
