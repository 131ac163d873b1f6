package parable.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import parable.ground.CorruptFileException;
import parable.ground.StudyException;
import parable.tensor.LiveTensors;
import parable.tensor.SafetensorsWriter;
import parable.tensor.Scope;
import parable.tensor.StoredType;
import parable.text.Specials;

@ExtendWith(LiveTensors.class)
class CheckpointTest {
    private static final Specials SPECIALS = new Specials(0, 1, 2, 3);
    private static final String SECOND = "model.layers.1.mlp.down_proj.weight";

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatIsSavedIsLoadedBitForBit(boolean isTied) {
        try (Decoder model = TinyModels.lively(TinyModels.config(2, isTied), 1)) {
            Checkpoint.save(model, SPECIALS, folder);
            try (Decoder loaded = Checkpoint.load(folder)) {
                assertThat(loaded.config()).isEqualTo(model.config());
                assertThat(bytes(loaded)).isEqualTo(bytes(model));
            }
        }
    }

    @Test
    void theSameModelGivesTheSameFiles() throws IOException {
        saved();
        byte[] config = Files.readAllBytes(folder.resolve("config.json"));
        byte[] weights = Files.readAllBytes(weights());
        saved();
        assertThat(folder.resolve("config.json")).hasBinaryContent(config);
        assertThat(weights()).hasBinaryContent(weights);
        assertThat(folder.toFile().list()).containsExactlyInAnyOrder("config.json", "model.safetensors");
    }

    @Test
    void parametersAreNamedInTheOrderOfTheTable() {
        try (Decoder model = Decoder.blank(TinyModels.config(2, false))) {
            assertThat(model.parameters().names())
                    .startsWith(
                            "model.embed_tokens.weight",
                            "model.layers.0.input_layernorm.weight",
                            "model.layers.0.self_attn.q_proj.weight",
                            "model.layers.0.self_attn.k_proj.weight",
                            "model.layers.0.self_attn.v_proj.weight",
                            "model.layers.0.self_attn.o_proj.weight",
                            "model.layers.0.post_attention_layernorm.weight",
                            "model.layers.0.mlp.gate_proj.weight",
                            "model.layers.0.mlp.up_proj.weight",
                            "model.layers.0.mlp.down_proj.weight",
                            "model.layers.1.input_layernorm.weight")
                    .endsWith(SECOND, "model.norm.weight", "lm_head.weight")
                    .hasSize(1 + 2 * 9 + 2);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"F64", "F32", "F16", "BF16"})
    void weightsOfEveryFloatTypeAreRead(StoredType type) {
        saved();
        rewrite(type);
        try (Decoder loaded = Checkpoint.load(folder);
                Scope _ = Scope.open()) {
            float[] norm = loaded.parameters().value("model.norm.weight").floats();
            assertThat(norm).startsWith(-2, -1.875f, -1.75f).contains(1.875f);
        }
    }

    @Test
    void weightsOfOtherTypesAreRefused() {
        saved();
        rewrite(StoredType.I32);
        assertThatThrownBy(() -> Checkpoint.load(folder))
                .isInstanceOf(StudyException.class)
                .hasMessage(
                        "%s holds \"model.embed_tokens.weight\" as I32; weights are read from F64, F32, F16 or BF16.",
                        weights());
    }

    @Test
    void aMissingTensorIsNamed() throws IOException {
        saved();
        edit("config.json", text -> text.replace("\"tie_word_embeddings\" : true", "\"tie_word_embeddings\" : false"));
        assertThatThrownBy(() -> Checkpoint.load(folder))
                .isInstanceOfSatisfying(
                        StudyException.class,
                        e -> assertThat(e.category()).isEqualTo(StudyException.Category.CHECKPOINT))
                .hasMessageContaining("has no tensor \"lm_head.weight\"");
    }

    @Test
    void aWrongShapeIsReportedWithBothShapes() throws IOException {
        saved();
        edit("config.json", text -> text.replace("\"intermediate_size\" : 48", "\"intermediate_size\" : 50"));
        assertThatThrownBy(() -> Checkpoint.load(folder))
                .isInstanceOf(StudyException.class)
                .hasMessage(
                        "%s holds \"model.layers.0.mlp.gate_proj.weight\" with shape [48, 32], but the configuration"
                                + " makes it [50, 32]. The two belong to different models.",
                        folder);
    }

    @Test
    void aTruncatedFileIsCorrupt() throws IOException {
        saved();
        byte[] whole = Files.readAllBytes(weights());
        Files.write(weights(), Arrays.copyOf(whole, whole.length - 5));
        assertThatThrownBy(() -> Checkpoint.load(folder))
                .isInstanceOf(CorruptFileException.class)
                .hasMessageContaining("the file is truncated");
    }

    @Test
    void aFlippedBitIsCorrupt() throws IOException {
        saved();
        byte[] whole = Files.readAllBytes(weights());
        whole[whole.length - 1000] ^= 1;
        Files.write(weights(), whole);
        assertThatThrownBy(() -> Checkpoint.load(folder))
                .isInstanceOf(CorruptFileException.class)
                .hasMessageContaining("SHA-256");
    }

    @Test
    void aFolderWithoutAModelIsReported() {
        assertThatThrownBy(() -> Checkpoint.load(folder))
                .isInstanceOf(StudyException.class)
                .hasMessage(
                        "%s is empty. A model is a folder with config.json, model.safetensors and tokenizer.json.",
                        folder);
    }

    private void saved() {
        try (Decoder model = TinyModels.lively(TinyModels.config(2, true), 1)) {
            Checkpoint.save(model, SPECIALS, folder);
        }
    }

    private Path weights() {
        return folder.resolve("model.safetensors");
    }

    private void edit(String name, UnaryOperator<String> change) throws IOException {
        String before = Files.readString(folder.resolve(name));
        String after = change.apply(before);
        assertThat(after).as("the edit did something").isNotEqualTo(before);
        Files.writeString(folder.resolve(name), after);
    }

    /// Fills every tensor with eighths from -2 to 1.875, which all four types hold exactly.
    private void rewrite(StoredType type) {
        SafetensorsWriter writer = new SafetensorsWriter();
        try (Decoder model = Decoder.blank(TinyModels.config(2, true))) {
            for (String name : model.parameters().names()) {
                long[] shape = model.parameters().shape(name);
                int count = (int) Arrays.stream(shape).reduce(1, Math::multiplyExact);
                MemorySegment bytes = MemorySegment.ofArray(new long[count]).asSlice(0, (long) count * width(type));
                for (int i = 0; i < count; i++) {
                    put(type, bytes, i, (i % 32 - 16) / 8f);
                }
                writer.add(name, type, shape, () -> bytes);
            }
        }
        writer.write(weights());
    }

    private static int width(StoredType type) {
        return switch (type) {
            case F64 -> 8;
            case F16, BF16 -> 2;
            default -> 4;
        };
    }

    private static void put(StoredType type, MemorySegment bytes, int i, float value) {
        switch (type) {
            case F64 -> bytes.setAtIndex(ValueLayout.JAVA_DOUBLE, i, value);
            case F16 -> bytes.setAtIndex(ValueLayout.JAVA_SHORT, i, Float.floatToFloat16(value));
            case BF16 -> bytes.setAtIndex(ValueLayout.JAVA_SHORT, i, (short) (Float.floatToIntBits(value) >>> 16));
            case I32 -> bytes.setAtIndex(ValueLayout.JAVA_INT, i, (int) value);
            default -> bytes.setAtIndex(ValueLayout.JAVA_FLOAT, i, value);
        }
    }

    private static byte[] bytes(Decoder model) {
        return model.parameters().values().memory().toArray(ValueLayout.JAVA_BYTE);
    }
}
