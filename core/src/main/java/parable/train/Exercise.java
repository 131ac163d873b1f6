package parable.train;

import java.util.List;
import java.util.function.ToDoubleFunction;
import parable.generate.Generated;

/// A prompt, and what an answer to it is worth.
///
/// @param prompt token ids
/// @param reward finite, usually in [0, 1]; a pure function of the answer
public record Exercise(int[] prompt, ToDoubleFunction<Generated> reward) {

    /// Where exercises come from.
    @FunctionalInterface
    public interface Source {
        /// The exercises of one step; the same step always yields the same.
        ///
        /// @param step counted from 0
        List<Exercise> at(int step);
    }
}
