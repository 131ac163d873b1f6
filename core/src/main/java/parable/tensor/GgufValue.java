package parable.tensor;

import java.util.List;

/// One value of a GGUF file's metadata. Immutable.
public sealed interface GgufValue {
    /// Any of the eight integer types; unsigned 64-bit values above 2^63 - 1 come out negative.
    record Whole(long value) implements GgufValue {}

    record Real(double value) implements GgufValue {}

    record Flag(boolean value) implements GgufValue {}

    record Text(String value) implements GgufValue {}

    record Items(List<GgufValue> values) implements GgufValue {
        public Items {
            values = List.copyOf(values);
        }
    }
}
