package parable.tensor;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/// The element types of a GGUF file that can be read, each with the way back to float32. Quantized types store
/// blocks of elements that share scales; layouts as in
/// [ggml-common.h](https://github.com/ggml-org/llama.cpp/blob/master/ggml/src/ggml-common.h).
///
/// All arithmetic is in float32 and in the order of the reference (`gguf-py`, `quants.py`), so values agree bit
/// by bit.
public enum GgufType {
    F32(0, 1, 4, (b, at, out, to) -> out[to] = b.get(Layouts.FLOAT, at)),
    F16(1, 1, 2, (b, at, out, to) -> out[to] = half(b, at)),
    BF16(30, 1, 2, (b, at, out, to) -> out[to] = Float.intBitsToFloat(b.get(Layouts.SHORT, at) << 16)),
    /// `d` half, 16 bytes of nibbles: `d (q - 8)`; low nibbles are the first 16 elements.
    Q4_0(2, 32, 18, GgufType::q40),
    /// `d`, `m` half, 16 bytes of nibbles: `d q + m`.
    Q4_1(3, 32, 20, GgufType::q41),
    /// `d` half, 32 signed bytes: `d q`.
    Q8_0(8, 32, 34, GgufType::q80),
    /// `d`, `m` half, 8 scales and 8 minima of 6 bits in 12 bytes, 128 bytes of nibbles:
    /// `d scale q - m minimum`, in 8 groups of 32.
    Q4_K(12, 256, 144, GgufType::q4k),
    /// 128 bytes of low nibbles, 64 bytes of two high bits, 16 signed scales, `d` half:
    /// `d scale (q - 32)`, in 16 groups of 16.
    Q6_K(14, 256, 210, GgufType::q6k);

    /// Types of the format that cannot be read, to name them in messages.
    private static final Map<Integer, String> OTHERS = Map.of(
            6, "Q5_0", 7, "Q5_1", 9, "Q8_1", 10, "Q2_K", 11, "Q3_K", 13, "Q5_K", 15, "Q8_K", 28, "F64", 39, "MXFP4");

    private final int code;
    private final int elements;
    private final int bytes;
    private final Block block;

    GgufType(int code, int elements, int bytes, Block block) {
        this.code = code;
        this.elements = elements;
        this.bytes = bytes;
        this.block = block;
    }

    /// Writes one block's elements to `out` from index `to`.
    private interface Block {
        void decode(MemorySegment bytes, long at, float[] out, int to);
    }

    private static final class Layouts {
        static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
        static final ValueLayout.OfShort SHORT = ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

        private Layouts() {}
    }

    static Optional<GgufType> of(int code) {
        return Arrays.stream(values()).filter(type -> type.code == code).findFirst();
    }

    static String nameOf(int code) {
        return of(code).map(GgufType::name).orElse(OTHERS.getOrDefault(code, "type " + code));
    }

    /// Elements that share a block; 1 for types that are not quantized.
    public int blockElements() {
        return elements;
    }

    /// Bytes of one block.
    public int blockBytes() {
        return bytes;
    }

    /// Float32 values of whole blocks.
    ///
    /// @param blocks as stored; its size is a multiple of [#blockBytes()]
    /// @param out    takes [#blockElements()] values for each block
    public void decode(MemorySegment blocks, float[] out) {
        int to = 0;
        for (long at = 0; at < blocks.byteSize(); at += bytes) {
            block.decode(blocks, at, out, to);
            to += elements;
        }
    }

    private static float half(MemorySegment b, long at) {
        return Float.float16ToFloat(b.get(Layouts.SHORT, at));
    }

    private static int unsigned(MemorySegment b, long at) {
        return Byte.toUnsignedInt(b.get(ValueLayout.JAVA_BYTE, at));
    }

    private static void q40(MemorySegment b, long at, float[] out, int to) {
        float d = half(b, at);
        for (int i = 0; i < 16; i++) {
            int pair = unsigned(b, at + 2 + i);
            out[to + i] = d * ((pair & 15) - 8);
            out[to + 16 + i] = d * ((pair >> 4) - 8);
        }
    }

    private static void q41(MemorySegment b, long at, float[] out, int to) {
        float d = half(b, at), m = half(b, at + 2);
        for (int i = 0; i < 16; i++) {
            int pair = unsigned(b, at + 4 + i);
            out[to + i] = d * (pair & 15) + m;
            out[to + 16 + i] = d * (pair >> 4) + m;
        }
    }

    private static void q80(MemorySegment b, long at, float[] out, int to) {
        float d = half(b, at);
        for (int i = 0; i < 32; i++) {
            out[to + i] = d * b.get(ValueLayout.JAVA_BYTE, at + 2 + i);
        }
    }

    private static void q4k(MemorySegment b, long at, float[] out, int to) {
        float d = half(b, at), m = half(b, at + 2);
        for (int group = 0; group < 8; group++) {
            float scale = d * sixBits(b, at + 4, group, 0);
            float minimum = m * sixBits(b, at + 4, group, 4);
            for (int i = 0; i < 32; i++) {
                int pair = unsigned(b, at + 16 + group / 2 * 32 + i);
                int q = group % 2 == 0 ? pair & 15 : pair >> 4;
                out[to + group * 32 + i] = scale * q - minimum;
            }
        }
    }

    /// Bytes 0 to 3 hold scales 0 to 3 in their low six bits, bytes 4 to 7 the minima; scales and minima 4 to 7
    /// have their low four bits in bytes 8 to 11 and their high two bits on top of the bytes before.
    private static int sixBits(MemorySegment b, long scales, int group, int kind) {
        int first = unsigned(b, scales + kind + group % 4);
        if (group < 4) {
            return first & 63;
        }
        int low = unsigned(b, scales + 8 + group % 4);
        return (kind == 0 ? low & 15 : low >> 4) | first >> 2 & 48;
    }

    private static void q6k(MemorySegment b, long at, float[] out, int to) {
        float d = half(b, at + 208);
        for (int i = 0; i < 256; i++) {
            int half = i / 128, quarter = i % 128 / 32, place = i % 32;
            int low = unsigned(b, at + half * 64 + quarter % 2 * 32 + place) >> (quarter / 2 * 4) & 15;
            int high = unsigned(b, at + 128 + half * 32 + place) >> (2 * quarter) & 3;
            float scale = d * b.get(ValueLayout.JAVA_BYTE, at + 192 + i / 16);
            out[to + i] = scale * ((low | high << 4) - 32);
        }
    }
}
