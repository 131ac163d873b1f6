package parable.model;

import java.util.Arrays;
import parable.ground.StudyException;
import parable.tensor.Tensor;

/// Weights by the names of Hugging Face's Llama, wherever and however they are stored.
interface WeightSource extends AutoCloseable {
    /// The file or folder, for messages.
    String origin();

    /// @throws StudyException of category CHECKPOINT when there is no such weight
    long[] shape(String name);

    /// Writes one weight as float32.
    ///
    /// @param target contiguous, of the weight's shape
    void copy(String name, Tensor target);

    @Override
    void close();

    /// Writes every weight of a decoder.
    ///
    /// @throws StudyException of category CHECKPOINT when one is missing or has another shape than the
    /// configuration says
    default void fill(Parameters parameters) {
        for (String name : parameters.names()) {
            long[] expected = parameters.shape(name), stored = shape(name);
            if (!Arrays.equals(stored, expected)) {
                throw new StudyException(
                        StudyException.Category.CHECKPOINT,
                        "%s holds \"%s\" with shape %s, but the configuration makes it %s. The two belong to different"
                                + " models.",
                        origin(),
                        name,
                        Arrays.toString(stored),
                        Arrays.toString(expected));
            }
            copy(name, parameters.value(name));
        }
    }
}
