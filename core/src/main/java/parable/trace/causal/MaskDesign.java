package parable.trace.causal;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;
import parable.ground.Check;
import parable.ground.RandomStream;

/// Which random parts of a text are trained on. Scores of a score depend on the share that is kept, so it
/// is stated with every number: half of the documents (D50) unless a design says otherwise.
///
/// @param subsets how many, each for one retraining
/// @param kept    share of the documents in each, in (0, 1)
/// @param seed    of the draw
public record MaskDesign(int subsets, double kept, long seed) {
    public MaskDesign {
        Check.that(subsets > 2, "scores are compared over 3 subsets or more, but subsets was %d", subsets);
        Check.that(kept > 0 && kept < 1, "a subset keeps some documents and leaves some out, but kept was %s", kept);
    }

    /// Subset `number` of a text of so many documents: a function of seed, number and count alone.
    public BitSet mask(int number, int documents) {
        List<Integer> all =
                new ArrayList<>(IntStream.range(0, documents).boxed().toList());
        int size = (int) Math.round(kept * documents);
        BitSet mask = new BitSet(documents);
        RandomStream.of(seed, "mask of a truth bank", number).sample(all, size).forEach(mask::set);
        return mask;
    }
}
