package parable.tensor;

import java.util.Arrays;
import java.util.Optional;

/// The element types that the safetensors format defines, by the names that stand in its header ([safetensors,
/// `tensor.rs`](https://github.com/huggingface/safetensors/blob/main/safetensors/src/tensor.rs)).
public enum StoredType {
    F4(4),
    F6_E2M3(6),
    F6_E3M2(6),
    BOOL(8),
    U8(8),
    I8(8),
    F8_E5M2(8),
    F8_E4M3(8),
    F8_E8M0(8),
    I16(16),
    U16(16),
    F16(16),
    BF16(16),
    I32(32),
    U32(32),
    F32(32),
    C64(64),
    I64(64),
    U64(64),
    F64(64);

    private final int bits;

    StoredType(int bits) {
        this.bits = bits;
    }

    /// Width of one element in bits. Elements below 8 bits are packed without gaps.
    public int bits() {
        return bits;
    }

    static Optional<StoredType> named(String name) {
        return Arrays.stream(values()).filter(type -> type.name().equals(name)).findFirst();
    }

    /// Bytes that `shape` occupies.
    ///
    /// @throws ArithmeticException when the product exceeds 63 bits or the elements do not fill whole bytes
    long bytes(long[] shape) {
        long total = bits;
        for (long axis : shape) {
            total = Math.multiplyExact(total, axis);
        }
        if (total % 8 != 0) {
            throw new ArithmeticException(total + " bits are no whole number of bytes");
        }
        return total / 8;
    }
}
