package parable.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import parable.ground.CorruptFileException;
import parable.ground.StudyException;

/// `src/test/python/golden_gguf.py` describes the golden files and made them with the `gguf` package.
class GgufFileTest {
    private static final Path GOLDEN = Path.of("src/test/resources/parable/tensor/golden");
    private static final int ROWS = 3, COLUMNS = 512;

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(GgufType.class)
    void everyTypeIsReadAsTheReferenceReadsIt(GgufType type) throws IOException {
        float[] all = new float[ROWS * COLUMNS * GgufType.values().length];
        ByteBuffer.wrap(Files.readAllBytes(GOLDEN.resolve("types.f32")))
                .order(ByteOrder.LITTLE_ENDIAN)
                .asFloatBuffer()
                .get(all);
        int begin = List.of(
                                "F32", "F16", "BF16", "Q4_0", "Q4_1", "Q8_0", "Q4_K", "Q6_K", "Q5_0", "Q5_1", "Q2_K",
                                "Q3_K", "Q5_K")
                        .indexOf(type.name())
                * ROWS
                * COLUMNS;
        try (GgufFile file = golden()) {
            String name = type.name().toLowerCase(Locale.ROOT);
            assertThat(file.entry(name).shape()).containsExactly((long) ROWS, (long) COLUMNS);
            assertThat(file.entry(name).type()).isEqualTo(type);
            assertThat(file.floats(name)).isEqualTo(Arrays.copyOfRange(all, begin, begin + ROWS * COLUMNS));
        }
    }

    @Test
    void aRowIsReadByItself() {
        try (GgufFile file = golden()) {
            float[] row = new float[COLUMNS];
            file.copyRows("q6_k", 2, MemorySegment.ofArray(row));
            assertThat(row).isEqualTo(Arrays.copyOfRange(file.floats("q6_k"), 2 * COLUMNS, 3 * COLUMNS));
        }
    }

    @Test
    void blocksAreDecodedAsByHand() {
        byte[] fourBits = block(18, 0x00, 0x3C); // scale 1.0
        fourBits[2] = (byte) 0xF1; // first element 1 - 8, seventeenth 15 - 8
        float[] values = new float[32];
        GgufType.Q4_0.decode(MemorySegment.ofArray(fourBits), values);
        assertThat(values[0]).isEqualTo(-7);
        assertThat(values[16]).isEqualTo(7);
        assertThat(values[1]).isEqualTo(-8);

        byte[] withMinimum = block(20, 0x00, 0x40, 0x00, 0xBC); // scale 2.0, minimum -1.0
        withMinimum[4] = 0x23;
        GgufType.Q4_1.decode(MemorySegment.ofArray(withMinimum), values);
        assertThat(values[0]).isEqualTo(5);
        assertThat(values[16]).isEqualTo(3);
        assertThat(values[31]).isEqualTo(-1);

        byte[] eightBits = block(34, 0x00, 0x38); // scale 0.5
        eightBits[33] = -128;
        GgufType.Q8_0.decode(MemorySegment.ofArray(eightBits), values);
        assertThat(values[31]).isEqualTo(-64);
    }

    @Test
    void kindsOfMetadataKeepTheirValues() {
        try (GgufFile file = golden()) {
            GgufMetadata facts = file.metadata();
            assertThat(facts.text("general.architecture")).isEqualTo("golden");
            assertThat(facts.count("kind.u8")).isEqualTo(200);
            assertThat(facts.count("kind.i8")).isEqualTo(-100);
            assertThat(facts.count("kind.u16")).isEqualTo(60_000);
            assertThat(facts.count("kind.i16")).isEqualTo(-30_000);
            assertThat(facts.values().get("kind.u32")).isEqualTo(new GgufValue.Whole(4_000_000_000L));
            assertThat(facts.count("kind.i32")).isEqualTo(-2_000_000_000);
            assertThat(facts.values().get("kind.u64")).isEqualTo(new GgufValue.Whole(1L << 40));
            assertThat(facts.values().get("kind.i64")).isEqualTo(new GgufValue.Whole(-(1L << 40)));
            assertThat(facts.real("kind.f32")).isEqualTo(0.1f);
            assertThat(facts.real("kind.f64")).isEqualTo(0.1);
            assertThat(facts.flag("kind.flag", false)).isTrue();
            assertThat(facts.text("kind.text")).isEqualTo("naïve 词 🙂");
            assertThat(facts.texts("kind.texts")).containsExactly("a", "", "Ġb");
            assertThat(facts.counts("kind.counts")).containsExactly(1, -2, 3);
            assertThat(facts.values().get("kind.nested")).isInstanceOf(GgufValue.Items.class);
        }
    }

    @Test
    void aMissingOrMistypedKeyIsNamed() {
        try (GgufFile file = golden()) {
            assertThatThrownBy(() -> file.metadata().text("general.architektur"))
                    .isInstanceOf(StudyException.class)
                    .hasMessageContaining("the nearest key is \"general.architecture\"");
            assertThatThrownBy(() -> file.metadata().count("kind.text"))
                    .isInstanceOf(StudyException.class)
                    .hasMessageContaining("holds a Text under \"kind.text\"; a Whole belongs there");
            assertThatThrownBy(() -> file.entry("q4_2")).hasMessageContaining("has no tensor \"q4_2\"");
        }
    }

    @Test
    void aFileCutAnywhereIsRefused() throws IOException {
        byte[] whole = Files.readAllBytes(GOLDEN.resolve("types.gguf"));
        for (int length = 0; length < whole.length - COLUMNS; length += length < 1500 ? 1 : 509) {
            Path cut = Files.write(folder.resolve("cut.gguf"), Arrays.copyOf(whole, length));
            assertThatThrownBy(() -> GgufFile.open(cut).close())
                    .as("cut to %d bytes", length)
                    .isInstanceOf(CorruptFileException.class)
                    .hasMessageContaining("cut.gguf is corrupt");
        }
    }

    @Test
    void absurdHeadersAreRefusedWithTheirValue() throws IOException {
        assertRefused(bytes -> bytes.put(0, (byte) 'g'), "starts with \"GGUF\", found bytes");
        assertRefused(bytes -> bytes.putInt(4, 3 << 24), "big-endian order");
        assertRefused(bytes -> bytes.putInt(4, 1), "version 1; versions 2 and 3");
        assertRefused(bytes -> bytes.putLong(8, Long.MAX_VALUE), "the number of tensors must be at most");
        assertRefused(bytes -> bytes.putLong(16, -1), "the number of metadata pairs must be at most");
        assertRefused(bytes -> bytes.putLong(24, 1L << 40), "the length of a metadata key must be at most");
        assertRefused(bytes -> bytes.putInt(52, 77), "has value type 77; the format defines 0 to 12");
    }

    @Test
    void aTypeThatCannotBeReadIsNamed() throws IOException {
        byte[] whole = Files.readAllBytes(GOLDEN.resolve("types.gguf"));
        int at = new String(whole, StandardCharsets.ISO_8859_1).indexOf("q4_0") + 4 + 4 + 16;
        assertRefused(bytes -> bytes.putInt(at, 15), "stores \"q4_0\" as Q8_K; [F32, F16, BF16, Q4_0, Q4_1, Q8_0");
        assertRefused(bytes -> bytes.putLong(at - 16, 100), "rows of whole blocks of 32, found [3, 100]");
        assertRefused(bytes -> bytes.putLong(at + 4, 1L << 62), "must lie within the");
    }

    @Test
    void aRowOfMoreBytesThanANumberHoldsIsRefused() throws IOException {
        byte[] whole = Files.readAllBytes(GOLDEN.resolve("types.gguf"));
        int columns = new String(whole, StandardCharsets.ISO_8859_1).indexOf("\3\0\0\0\0\0\0\0f32") + 8 + 3 + 4;
        assertRefused(bytes -> bytes.putLong(columns, 1L << 62), "must lie within the"); // 2^64 bytes a row
    }

    @Test
    void aCountOfMoreThan32BitsIsRefusedWithItsKey() {
        GgufMetadata metadata =
                new GgufMetadata(Path.of("model.gguf"), Map.of("llama.block_count", new GgufValue.Whole(1L << 40)));
        assertThatThrownBy(() -> metadata.count("llama.block_count"))
                .isInstanceOf(StudyException.class)
                .hasMessageContaining("holds 1099511627776 under \"llama.block_count\"; a number of 32 bits");
    }

    private void assertRefused(Consumer<ByteBuffer> fault, String message) throws IOException {
        byte[] bytes = Files.readAllBytes(GOLDEN.resolve("types.gguf"));
        fault.accept(ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN));
        Path broken = Files.write(folder.resolve("broken.gguf"), bytes);
        assertThatThrownBy(() -> GgufFile.open(broken).close()).hasMessageContaining(message);
    }

    private static byte[] block(int size, int... first) {
        byte[] block = new byte[size];
        for (int i = 0; i < first.length; i++) {
            block[i] = (byte) first[i];
        }
        return block;
    }

    private static GgufFile golden() {
        return GgufFile.open(GOLDEN.resolve("types.gguf"));
    }
}
