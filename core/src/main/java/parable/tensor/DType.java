package parable.tensor;

import org.bytedeco.pytorch.global.torch.ScalarType;

/// Element types, named as in the field.
public enum DType {
    FLOAT32(4, ScalarType.Float),
    FLOAT64(8, ScalarType.Double),
    BFLOAT16(2, ScalarType.BFloat16),
    FLOAT16(2, ScalarType.Half),
    INT64(8, ScalarType.Long),
    BOOL(1, ScalarType.Bool);

    private final int width;
    private final ScalarType scalarType;

    DType(int width, ScalarType scalarType) {
        this.width = width;
        this.scalarType = scalarType;
    }

    /// Bytes an element takes.
    public int width() {
        return width;
    }

    ScalarType scalarType() {
        return scalarType;
    }

    static DType of(ScalarType scalarType) {
        for (DType type : values()) {
            if (type.scalarType == scalarType.intern()) {
                return type;
            }
        }
        throw new IllegalStateException(
                "libtorch answered with an element type that the door does not offer: " + scalarType.intern());
    }
}
