package parable.generate;

import java.util.ArrayList;
import java.util.List;
import parable.model.Projection;
import parable.model.Site;
import parable.model.Tap;
import parable.tensor.Ops;
import parable.tensor.Tensor;

/// The taps of rows that are computed together: each sees the tokens of its own rows only.
///
/// Letters: B rows, T tokens.
///
/// @param runs neighbors that share a tap, in order
record RowTaps(List<Run> runs) implements Tap {
    /// @param rows    how many
    /// @param padding tokens at the front that belong to no sequence and that the tap must not see
    private record Run(Tap tap, int rows, int padding) {}

    /// @param taps one a row
    static Tap of(List<Tap> taps) {
        return of(taps, new int[taps.size()]);
    }

    /// @param taps    one a row
    /// @param padding of each row
    static Tap of(List<Tap> taps, int[] padding) {
        List<Run> runs = new ArrayList<>();
        for (int row = 0; row < padding.length; row++) {
            Tap tap = taps.get(row);
            int hidden = tap.isPure() ? 0 : padding[row];
            boolean isLikeLast = !runs.isEmpty()
                    && runs.getLast().tap() == tap
                    && runs.getLast().padding() == hidden;
            runs.add(new Run(tap, isLikeLast ? runs.removeLast().rows() + 1 : 1, hidden));
        }
        Run first = runs.getFirst();
        return runs.size() == 1 && first.padding() == 0 ? first.tap() : new RowTaps(runs);
    }

    @Override
    public Tensor at(Site site, Tensor x) {
        return each(x, x, (tap, _, part) -> tap.at(site, part));
    }

    @Override
    public Tensor through(Projection place, Tensor input, Tensor output) {
        return each(input, output, (tap, in, out) -> tap.through(place, in, out));
    }

    private interface Call {
        Tensor of(Tap tap, Tensor input, Tensor output);
    }

    /// @param input  (B, T, …)
    /// @param output (B, T, …)
    private Tensor each(Tensor input, Tensor output, Call call) {
        List<Tensor> parts = new ArrayList<>();
        int start = 0;
        for (Run run : runs) {
            Tensor in = input.narrow(0, start, run.rows()), out = output.narrow(0, start, run.rows());
            parts.add(run.tap() == NONE ? out : unpadded(run, in, out, call));
            start += run.rows();
        }
        return Ops.concat(parts, 0);
    }

    private static Tensor unpadded(Run run, Tensor input, Tensor output, Call call) {
        int skipped = run.padding();
        if (skipped == 0) {
            return call.of(run.tap(), input, output);
        }
        long left = output.size(1) - skipped;
        Tensor changed = call.of(run.tap(), input.narrow(1, skipped, left), output.narrow(1, skipped, left));
        return Ops.concat(List.of(output.narrow(1, 0, skipped), changed), 1);
    }
}
