package parable.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import parable.ground.Json;
import parable.ground.StudyException;
import parable.tensor.LiveTensors;
import parable.tensor.Scope;
import parable.tensor.Tensor;
import tools.jackson.databind.JsonNode;

@ExtendWith(LiveTensors.class)
class ModelSourceTest {
    static final List<String> FOLDERS = TinyFamilies.FOLDERS, FILES = TinyFamilies.FILES;

    private static final int[] TOKENS = {0, 70, 81, 9, 200, 33, 104, 1};

    @TempDir
    Path folder;

    @ParameterizedTest
    @FieldSource("FOLDERS")
    void aTrainedFolderIsReadBackWithTheSameLogits(String family) throws IOException {
        ModelSource source = TinyFamilies.folder(folder.resolve("base"), family);

        assertSurvives(source);

        JsonNode before = config(source.path()), after = config(folder.resolve("trained"));
        assertThat(after.propertyNames()).isEqualTo(before.propertyNames());
        assertThat(after.path("torch_dtype").stringValue()).isEqualTo("float32");
        assertThat(after.path("model_type")).isEqualTo(before.path("model_type"));
        for (String file : List.of("generation_config.json", "tokenizer.json", "tokenizer_config.json", "LICENSE")) {
            assertThat(folder.resolve("trained").resolve(file))
                    .hasSameBinaryContentAs(source.path().resolve(file));
        }
    }

    @ParameterizedTest
    @FieldSource("FILES")
    void aTrainedGgufFileBecomesAFolderWithTheSameLogits(String family) throws IOException {
        assertSurvives(TinyFamilies.file(folder.resolve("base.gguf"), family));

        assertThat(config(folder.resolve("trained"))
                        .path("max_position_embeddings")
                        .intValue())
                .isEqualTo(600);
    }

    private void assertSurvives(ModelSource source) {
        Path saved = folder.resolve("trained");
        try (OpenModel trained = source.open(OpenModel.Use.TRAIN);
                Scope _ = Scope.open()) {
            trained.decoder().parameters().values().timesInPlace(1.01);
            source.save(trained.decoder(), saved);
            for (OpenModel.Use use : OpenModel.Use.values()) {
                try (OpenModel read = ModelSource.of("hf:" + saved).open(use)) {
                    assertThat(logits(read)).isEqualTo(logits(trained));
                    assertThat(read.decoder().config())
                            .isEqualTo(trained.decoder().config());
                    assertThat(read.stops()).isEqualTo(trained.stops());
                    assertThat(read.words()).isEqualTo(trained.words());
                    assertThat(read.templates()).isEqualTo(trained.templates()).isPresent();
                    assertThat(read.tokenizer().encode("hello 12"))
                            .isEqualTo(trained.tokenizer().encode("hello 12"));
                    assertThat(read.tokenizer().begin())
                            .isEqualTo(trained.tokenizer().begin());
                }
            }
        }
    }

    private static float[] logits(OpenModel model) {
        return model.decoder()
                .logits(Tensor.of(TOKENS, 1, TOKENS.length), Tap.NONE)
                .floats();
    }

    private static JsonNode config(Path folder) throws IOException {
        return Json.mapper().readTree(Files.readString(folder.resolve("config.json")));
    }

    @Test
    void theBaseIsNotOverwritten() throws IOException {
        ModelSource source = TinyFamilies.folder(folder, "llama");
        try (OpenModel model = source.open(OpenModel.Use.TRAIN)) {
            assertThatThrownBy(() -> source.save(model.decoder(), folder))
                    .isInstanceOf(StudyException.class)
                    .hasMessageContaining("is the folder of the base model, which a trained one would replace");
        }
    }

    @Test
    void rotaryFactorsThatNoConfigurationSaysAreReadButNotTrained() throws IOException {
        ModelSource source = new ModelFile(TinyFamilies.unruly(folder.resolve("unruly.gguf")));
        source.open(OpenModel.Use.READ).close();

        assertThatThrownBy(() -> source.open(OpenModel.Use.TRAIN).close())
                .isInstanceOf(StudyException.class)
                .hasMessageContaining("table of 4 rotary factors")
                .hasMessageContaining("Train its folder of safetensors instead");
    }

    @Test
    void identityIsThatOfTheFilesContents() throws IOException {
        ModelSource source = TinyFamilies.folder(folder.resolve("base"), "llama");
        String identity = source.identity();

        assertThat(TinyFamilies.folder(folder.resolve("copy"), "llama").identity())
                .isEqualTo(identity);
        Files.writeString(source.path().resolve("README.md"), "about the model");
        assertThat(source.identity()).isEqualTo(identity);
        Files.writeString(source.path().resolve("chat_template.jinja"), "another");
        assertThat(source.identity()).isNotEqualTo(identity);
    }

    @Test
    void aNameSaysWhatLiesThere() {
        assertThat(ModelSource.of("hf:a/b")).isEqualTo(new ModelFolder(Path.of("a/b")));
        assertThat(ModelSource.of("gguf:a/b.gguf")).isEqualTo(new ModelFile(Path.of("a/b.gguf")));
        assertThat(ModelSource.of("a/b.gguf")).isEqualTo(new ModelFile(Path.of("a/b.gguf")));
        assertThat(ModelSource.of("a/b")).isEqualTo(new ModelFolder(Path.of("a/b")));
    }
}
