package parable.model;

import java.util.Set;
import java.util.regex.Pattern;
import parable.ground.StudyException;
import parable.tensor.Scope;
import parable.tensor.Tensor;

/// Weights by the names of Hugging Face's Llama, wherever and however they are stored.
interface WeightSource extends AutoCloseable {
    /// The file or folder, for messages.
    String origin();

    /// Every name in the file or folder, as it is there.
    Set<String> storedNames();

    /// What the file or folder calls a weight.
    String storedName(String name);

    /// Finds the number of a layer in a stored name, as group 1.
    Pattern layerNumber();

    /// Whether a stored tensor that no decoder reads changes nothing.
    boolean isHarmless(String storedName);

    /// @throws StudyException of category CHECKPOINT when there is no such weight, or its type cannot be read
    long[] shape(String name);

    /// Writes one weight as float32.
    ///
    /// @param target contiguous, of the weight's shape
    void copy(String name, Tensor target);

    @Override
    void close();

    /// Writes every weight of a decoder that [WeightFit] has found to fit.
    ///
    /// @throws StudyException of category CHECKPOINT when one is NaN or infinite
    default void fill(Parameters parameters) {
        for (String name : parameters.names()) {
            try (Scope _ = Scope.open()) {
                Tensor value = parameters.value(name);
                copy(name, value);
                Finite.requireWeights(origin(), storedName(name), value.memory());
            }
        }
    }
}
