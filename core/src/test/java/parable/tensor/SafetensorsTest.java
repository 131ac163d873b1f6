package parable.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import parable.ground.CorruptFileException;
import parable.ground.Python;
import parable.ground.StudyException;

class SafetensorsTest {
    private static final ValueLayout.OfFloat FLOAT =
            ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    @TempDir
    Path folder;

    @Test
    void whatIsWrittenIsReadBack() throws IOException {
        try (SafetensorsFile file = SafetensorsFile.open(sample())) {
            assertThat(file.names()).containsExactly("weight", "scale", "nothing", "flags");
            assertThat(file.metadata()).containsEntry("format", "pt").containsKey(SafetensorsFile.CONTENT_HASH);
            assertThat(file.entry("weight").type()).isEqualTo(StoredType.F32);
            assertThat(file.entry("weight").shape()).containsExactly(2, 3);
            assertThat(file.bytes("weight").toArray(FLOAT)).containsExactly(1, 2, 3, 4, 5, 6);
            assertThat(file.entry("scale").shape()).isEmpty();
            assertThat(file.bytes("scale").toArray(FLOAT)).containsExactly(0.5f);
            assertThat(file.bytes("nothing").byteSize()).isZero();
            assertThat(file.bytes("flags").toArray(ValueLayout.JAVA_BYTE)).containsExactly(1, 0, 1);
        }
    }

    @Test
    void theSameTensorsGiveTheSameBytesAndAnAlignedDataSection() throws IOException {
        byte[] first = Files.readAllBytes(sample());
        byte[] second = Files.readAllBytes(sample());

        assertThat(second).isEqualTo(first);
        assertThat(headerLength(first) % 8).isZero();
        assertThat(first[8]).isEqualTo((byte) '{');
    }

    @Test
    void memoryOutsideTheHeapIsWrittenToo() {
        Path path = folder.resolve("native.safetensors");
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment numbers = arena.allocate(600_000 * 4L); // more than one chunk
            for (int i = 0; i < 600_000; i++) {
                numbers.set(FLOAT, i * 4L, i);
            }
            new SafetensorsWriter()
                    .add("n", StoredType.F32, new long[] {600_000}, () -> numbers)
                    .write(path);
        }
        try (SafetensorsFile file = SafetensorsFile.open(path)) {
            assertThat(file.bytes("n").get(FLOAT, 599_999 * 4L)).isEqualTo(599_999f);
        }
    }

    @Test
    void everyFlippedBitOfTheDataIsNoticed() throws IOException {
        byte[] good = Files.readAllBytes(sample());
        int data = 8 + (int) headerLength(good);
        for (int bit = data * 8; bit < good.length * 8; bit++) {
            assertCorrupt(flipped(good, bit), "SHA-256");
        }
    }

    @Test
    void aFlippedBitInTheHeaderNeverReadsOutOfBounds() throws IOException {
        byte[] good = Files.readAllBytes(sample());
        int noticed = 0;
        int header = 8 + (int) headerLength(good);
        for (int bit = 0; bit < header * 8; bit += 3) { // every byte, and every bit of each as neighbors go by
            try (SafetensorsFile file = SafetensorsFile.openUnhashed(stored(flipped(good, bit)))) {
                file.names()
                        .forEach(name -> assertThat(file.bytes(name).byteSize()).isNotNegative());
            } catch (CorruptFileException _) {
                noticed++; // any other exception fails the test
            }
        }
        assertThat(noticed)
                .isGreaterThan(header * 8 / 3 / 3); // flips inside names and metadata leave a well-formed file
    }

    @Test
    void everyTruncationIsNoticed() throws IOException {
        byte[] good = Files.readAllBytes(sample());
        for (int length = 0; length < good.length; length += 3) {
            byte[] cut = Arrays.copyOf(good, length);
            assertThatThrownBy(() -> SafetensorsFile.openUnhashed(stored(cut)))
                    .isInstanceOf(CorruptFileException.class);
        }
        assertCorrupt(Arrays.copyOf(good, good.length - 1), "describes 31 data bytes, found 30: the file is truncated");
        assertCorrupt(Arrays.copyOf(good, good.length + 1), "longer than its header says");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[1]                                                                 | must start with \"{\", found byte 91",
                "{\"a\":1}                                                           | tensor \"a\" has dtype",
                "{\"a\":{\"dtype\":\"F7\",\"shape\":[1],\"data_offsets\":[0,8]}}     | dtype \"F7\"; the format defines [F4,",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[-2],\"data_offsets\":[0,8]}}   | as its shape, found [-2]",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[2.5],\"data_offsets\":[0,8]}}  | as its shape, found [2.5]",
                "{\"a\":{\"dtype\":\"F32\",\"data_offsets\":[0,8]}}                  | as its shape, found none",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[3],\"data_offsets\":[0,8]}}    | of type F32 and shape [3] does not fit its data_offsets [0, 8]",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[8,0]}}    | does not fit its data_offsets [8, 0]",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[8]}}      | must have two data_offsets, found [8]",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[4000000000,4000000000],\"data_offsets\":[0,8]}} | does not fit its data_offsets",
                "{\"a\":{\"dtype\":\"F4\",\"shape\":[1],\"data_offsets\":[0,1]}}     | of type F4 and shape [1] does not fit",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}}    | leave a hole",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]},\"b\":{\"dtype\":\"U8\",\"shape\":[1],"
                        + "\"data_offsets\":[7,8]}}                                  | overlap",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[9],\"data_offsets\":[0,36]}}   | describes 36 data bytes, found 8: the file is truncated",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]},\"a\":{\"dtype\":\"F32\",\"shape\":[2],"
                        + "\"data_offsets\":[0,8]}}                                  | repeats a name there",
                "{\"__metadata__\":{\"k\":1}}                                        | metadata \"k\" must be a text, found 1",
                "{\"__metadata__\":[]}                                               | must be an object of texts",
                "{} {}                                                               | not JSON",
            })
    void aHeaderThatLiesIsCorrupt(String header, String message) {
        byte[] json = header.getBytes(StandardCharsets.UTF_8);
        assertCorrupt(
                ByteBuffer.allocate(8 + json.length + 8)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putLong(json.length)
                        .put(json)
                        .array(),
                message);
    }

    @Test
    void anAbsurdHeaderLengthIsCorrupt() {
        assertCorrupt(new byte[] {-1, -1, -1, -1, -1, -1, -1, -1}, "found 18446744073709551615");
        assertCorrupt(new byte[] {0, 0, 0, 0, 0, 0, 0, 0}, "found no header");
        assertCorrupt(new byte[] {9, 0, 0, 0, 0, 0, 0, 0, '{', '}'}, "must have 9 bytes, found 2");
    }

    @Test
    void aMissingTensorIsNamedWithItsNearest() throws IOException {
        try (SafetensorsFile file = SafetensorsFile.open(sample())) {
            assertThatThrownBy(() -> file.bytes("wieght"))
                    .isInstanceOf(StudyException.class)
                    .hasMessageContaining("has no tensor \"wieght\"")
                    .hasMessageContaining("4 tensors; the nearest name is \"weight\"")
                    .hasMessageContaining("settings this file was saved with");
        }
    }

    @Test
    void aMissingFileIsACheckpointMessage() {
        assertThatThrownBy(() -> SafetensorsFile.open(folder.resolve("none")))
                .isInstanceOfSatisfying(
                        StudyException.class,
                        e -> assertThat(e.category()).isEqualTo(StudyException.Category.CHECKPOINT));
    }

    @Test
    void aFailedWriteLeavesTheFormerFileAndNothingElse() throws IOException {
        byte[] before = Files.readAllBytes(sample());
        SafetensorsWriter wrong = new SafetensorsWriter()
                .add("a", StoredType.F32, new long[] {2}, () -> MemorySegment.ofArray(new byte[7]));

        assertThatThrownBy(() -> wrong.write(folder.resolve("model.safetensors")))
                .hasMessageContaining("needs 8 bytes, but its content has 7");

        assertThat(folder.resolve("model.safetensors")).hasBinaryContent(before);
        assertThat(folder.toFile().list()).containsExactly("model.safetensors");
    }

    @Test
    void twoTensorsOfOneNameAreRefused() {
        SafetensorsWriter writer = new SafetensorsWriter()
                .add("a", StoredType.U8, new long[] {0}, () -> MemorySegment.ofArray(new byte[0]));
        assertThatThrownBy(() -> writer.add("a", StoredType.U8, new long[] {0}, () -> MemorySegment.NULL))
                .hasMessageContaining("added twice");
    }

    @Test
    void aSegmentCannotBeReadAfterClosing() throws IOException {
        MemorySegment weight;
        try (SafetensorsFile file = SafetensorsFile.open(sample())) {
            weight = file.bytes("weight");
        }
        assertThatThrownBy(() -> weight.get(ValueLayout.JAVA_BYTE, 0)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void tensorsBeyondTwoGigabytesAreReached() throws IOException {
        long bytes = 3L << 30;
        byte[] json = "{\"big\":{\"dtype\":\"U8\",\"shape\":[%d],\"data_offsets\":[0,%d]}}"
                .formatted(bytes, bytes)
                .getBytes(StandardCharsets.UTF_8);
        Path path = folder.resolve("sparse.safetensors");
        try (RandomAccessFile sparse = new RandomAccessFile(path.toFile(), "rw")) { // takes no room on the disk
            sparse.writeLong(Long.reverseBytes(json.length));
            sparse.write(json);
            sparse.seek(8 + json.length + bytes - 1);
            sparse.write(42);
        }
        try (SafetensorsFile file = SafetensorsFile.openUnhashed(path)) {
            assertThat(file.bytes("big").get(ValueLayout.JAVA_BYTE, bytes - 1)).isEqualTo((byte) 42);
        }
    }

    @Test
    void pythonReadsWhatWeWrite() throws IOException, InterruptedException {
        Python.require("safetensors, numpy");
        assertThat(Python.run("""
                        import sys
                        from safetensors import safe_open
                        with safe_open(sys.argv[1], "np") as f:
                            print(f.metadata()["format"], *(f"{n}:{f.get_tensor(n).dtype}:{f.get_tensor(n).tolist()}" for n in sorted(f.keys())))
                        """, sample().toString()))
                .isEqualTo("pt flags:bool:[True, False, True] nothing:float32:[[], [], [], []]"
                        + " scale:float32:0.5 weight:float32:[[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]");
    }

    @Test
    void weReadWhatPythonWrites() throws IOException, InterruptedException {
        Python.require("safetensors, numpy");
        Path path = folder.resolve("python.safetensors");
        Python.run("""
                import sys, numpy as np
                from safetensors.numpy import save_file
                save_file({"b": np.arange(6, dtype=np.float32).reshape(3, 2), "a": np.array([7], dtype=np.int64),
                           "h": np.array([1.5], dtype=np.float16)}, sys.argv[1], {"k": "\u00e9"})
                """, path.toString());
        try (SafetensorsFile file = SafetensorsFile.open(path)) {
            assertThat(file.names()).containsExactlyInAnyOrder("a", "b", "h");
            assertThat(file.metadata()).containsEntry("k", "é");
            assertThat(file.bytes("b").toArray(FLOAT)).containsExactly(0, 1, 2, 3, 4, 5);
            assertThat(file.entry("b").shape()).containsExactly(3, 2);
            assertThat(file.bytes("a").get(ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN), 0))
                    .isEqualTo(7);
            assertThat(file.entry("h").type()).isEqualTo(StoredType.F16);
        }
    }

    /// Three kinds of element, a scalar and an empty tensor; 31 data bytes.
    private Path sample() {
        Path path = folder.resolve("model.safetensors");
        new SafetensorsWriter()
                .metadata("format", "pt")
                .add("weight", StoredType.F32, new long[] {2, 3}, () -> floats(1, 2, 3, 4, 5, 6))
                .add("scale", StoredType.F32, new long[] {}, () -> floats(0.5f))
                .add("nothing", StoredType.F32, new long[] {4, 0}, () -> floats())
                .add("flags", StoredType.BOOL, new long[] {3}, () -> MemorySegment.ofArray(new byte[] {1, 0, 1}))
                .write(path);
        return path;
    }

    private static MemorySegment floats(float... values) {
        MemorySegment segment = MemorySegment.ofArray(new byte[values.length * 4]);
        for (int i = 0; i < values.length; i++) {
            segment.set(FLOAT, i * 4L, values[i]);
        }
        return segment;
    }

    private void assertCorrupt(byte[] bytes, String message) {
        assertThatThrownBy(() -> SafetensorsFile.open(stored(bytes)))
                .isInstanceOf(CorruptFileException.class)
                .hasMessageContaining("is corrupt")
                .hasMessageContaining(message);
    }

    private Path stored(byte[] bytes) throws IOException {
        return Files.write(folder.resolve("stored.safetensors"), bytes);
    }

    private static byte[] flipped(byte[] bytes, int bit) {
        byte[] copy = bytes.clone();
        copy[bit / 8] ^= (byte) (1 << (bit % 8));
        return copy;
    }

    private static long headerLength(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong();
    }

    @Test
    void everyElementTypeKnowsItsWidth() {
        assertThat(List.of(StoredType.values()))
                .allSatisfy(type -> assertThat(type.bytes(new long[] {8})).isEqualTo(type.bits()));
    }
}
