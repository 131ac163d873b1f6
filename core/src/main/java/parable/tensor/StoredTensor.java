package parable.tensor;

import java.util.Arrays;
import parable.ground.Check;

/// One tensor of a safetensors file: what it is and where its bytes lie. Immutable.
///
/// @param shape elements along each axis, slowest first; empty for a scalar
/// @param begin first byte, counted from the start of the data section
/// @param end   one past the last byte, counted from the start of the data section
public record StoredTensor(String name, StoredType type, long[] shape, long begin, long end) {
    public StoredTensor {
        shape = shape.clone();
        Check.that(
                Arrays.stream(shape).allMatch(axis -> axis >= 0),
                "tensor \"%s\" has shape %s; no axis may have fewer than 0 elements",
                name,
                Arrays.toString(shape));
        long bytes = type.bytes(shape);
        Check.that(
                begin >= 0 && end - begin == bytes,
                "tensor \"%s\" needs %d bytes for %s %s, but its range is [%d, %d)",
                name,
                bytes,
                type,
                Arrays.toString(shape),
                begin,
                end);
    }

    @Override
    public long[] shape() {
        return shape.clone();
    }

    public long bytes() {
        return end - begin;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof StoredTensor that
                && name.equals(that.name)
                && type == that.type
                && Arrays.equals(shape, that.shape)
                && begin == that.begin
                && end == that.end;
    }

    @Override
    public int hashCode() {
        return name.hashCode();
    }

    @Override
    public String toString() {
        return "\"%s\" %s %s at [%d, %d)".formatted(name, type, Arrays.toString(shape), begin, end);
    }
}
