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
    Q6_K(14, 256, 210, GgufType::q6k),
    /// `d` half, 4 bytes of fifth bits, 16 bytes of nibbles: `d (q - 16)`.
    Q5_0(6, 32, 22, GgufType::q50),
    /// `d`, `m` half, 4 bytes of fifth bits, 16 bytes of nibbles: `d q + m`.
    Q5_1(7, 32, 24, GgufType::q51),
    /// 16 bytes with a scale in the low and a minimum in the high nibble, 64 bytes of two bits, `d`, `m` half:
    /// `d scale q - m minimum`, in 16 groups of 16.
    Q2_K(10, 256, 84, GgufType::q2k),
    /// 32 bytes of third bits, 64 bytes of two bits, 16 scales of 6 bits in 12 bytes, `d` half:
    /// `d (scale - 32) (q - 4)`, in 16 groups of 16.
    Q3_K(11, 256, 110, GgufType::q3k),
    /// `d`, `m` half, scales and minima as in [#Q4_K], 32 bytes of fifth bits, 128 bytes of nibbles:
    /// `d scale q - m minimum`, in 8 groups of 32.
    Q5_K(13, 256, 176, GgufType::q5k);

    /// Types of the format that cannot be read, to name them in messages.
    private static final Map<Integer, String> OTHERS = Map.ofEntries(
            Map.entry(9, "Q8_1"),
            Map.entry(15, "Q8_K"),
            Map.entry(16, "IQ2_XXS"),
            Map.entry(17, "IQ2_XS"),
            Map.entry(18, "IQ3_XXS"),
            Map.entry(19, "IQ1_S"),
            Map.entry(20, "IQ4_NL"),
            Map.entry(21, "IQ3_S"),
            Map.entry(22, "IQ2_S"),
            Map.entry(23, "IQ4_XS"),
            Map.entry(28, "F64"),
            Map.entry(29, "IQ1_M"),
            Map.entry(34, "TQ1_0"),
            Map.entry(35, "TQ2_0"),
            Map.entry(39, "MXFP4"));

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

    private static void q50(MemorySegment b, long at, float[] out, int to) {
        float d = half(b, at);
        for (int i = 0; i < 32; i++) {
            out[to + i] = d * (fiveBits(b, at + 2, i) - 16);
        }
    }

    private static void q51(MemorySegment b, long at, float[] out, int to) {
        float d = half(b, at), m = half(b, at + 2);
        for (int i = 0; i < 32; i++) {
            out[to + i] = d * fiveBits(b, at + 4, i) + m;
        }
    }

    /// Element `i` of 4 bytes of fifth bits and 16 bytes of nibbles, of which the low ones come first.
    private static int fiveBits(MemorySegment b, long bits, int i) {
        int pair = unsigned(b, bits + 4 + i % 16), fifth = unsigned(b, bits + i / 8) >> i % 8 & 1;
        return (i < 16 ? pair & 15 : pair >> 4) | fifth << 4;
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

    /// Element `i` of 64 bytes of two bits each: in each half, 32 bytes hold four elements that are 32 apart.
    private static int twoBits(MemorySegment b, long bits, int i) {
        return unsigned(b, bits + i / 128 * 32 + i % 32) >> i % 128 / 32 * 2 & 3;
    }

    private static void q2k(MemorySegment b, long at, float[] out, int to) {
        float d = half(b, at + 80), m = half(b, at + 82);
        for (int i = 0; i < 256; i++) {
            int both = unsigned(b, at + i / 16);
            out[to + i] = d * (both & 15) * twoBits(b, at + 16, i) - m * (both >> 4);
        }
    }

    private static void q3k(MemorySegment b, long at, float[] out, int to) {
        float d = half(b, at + 108);
        for (int i = 0; i < 256; i++) {
            int third = unsigned(b, at + i % 32) >> i / 32 & 1;
            float scale = d * (scaleOfQ3k(b, at + 96, i / 16) - 32);
            out[to + i] = scale * (twoBits(b, at + 32, i) - (1 - third) * 4);
        }
    }

    /// The low four bits of 16 scales fill bytes 0 to 7, low nibbles first; bytes 8 to 11 hold the high two bits.
    private static int scaleOfQ3k(MemorySegment b, long scales, int group) {
        int low = unsigned(b, scales + group % 8) >> group / 8 * 4 & 15;
        int high = unsigned(b, scales + 8 + group % 4) >> group / 4 * 2 & 3;
        return low | high << 4;
    }

    private static void q5k(MemorySegment b, long at, float[] out, int to) {
        float d = half(b, at), m = half(b, at + 2);
        for (int group = 0; group < 8; group++) {
            float scale = d * sixBits(b, at + 4, group, 0), minimum = m * sixBits(b, at + 4, group, 4);
            for (int i = 0; i < 32; i++) {
                int pair = unsigned(b, at + 48 + group / 2 * 32 + i);
                int fifth = unsigned(b, at + 16 + i) >> group & 1;
                out[to + group * 32 + i] = scale * ((group % 2 == 0 ? pair & 15 : pair >> 4) | fifth << 4) - minimum;
            }
        }
    }
}
