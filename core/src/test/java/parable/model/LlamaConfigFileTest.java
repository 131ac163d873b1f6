package parable.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import parable.ground.StudyException;
import parable.text.Specials;

class LlamaConfigFileTest {
    /// What the oldest published checkpoints say, and no more.
    private static final String OLD = """
            {"model_type": "llama", "vocab_size": 61, "hidden_size": 32,
             "num_hidden_layers": 2, "intermediate_size": 48, "num_attention_heads": 4, "hidden_act": "silu",
             "max_position_embeddings": 96, "rms_norm_eps": 1e-06, "tie_word_embeddings": false}
            """;

    @TempDir
    Path folder;

    @Test
    void whatAnOldFileLeavesOutHasTheDefaultOfTransformers() throws IOException {
        assertThat(read(OLD).decoder())
                .isEqualTo(new DecoderConfig(61, 32, 2, 48, new DecoderConfig.Heads(4, 4, 8, 96, 10_000), 1e-6, false));
    }

    @Test
    void aConfigurationSurvivesItsFile() {
        DecoderConfig config =
                new DecoderConfig(61, 32, 2, 48, new DecoderConfig.Heads(4, 2, 16, 96, 500_000), 1e-5, true);
        LlamaConfigFile.write(config, new Specials(0, 1, 2, 3), folder);
        assertThat(LlamaConfigFile.read(folder).decoder()).isEqualTo(config);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"model_type\": \"llama\"  | \"model_type\": \"qwen3\"     | model_type \"qwen3\"; this decoder computes llama, mistral, qwen2",
                "\"hidden_act\": \"silu\"   | \"hidden_act\": \"gelu\"      | hidden_act \"gelu\"; this decoder computes \"silu\"",
                "\"hidden_act\": \"silu\"   | \"hidden_act\": \"silu\", \"attention_bias\": true | \"attention_bias\" = true",
                "\"hidden_act\": \"silu\"   | \"hidden_act\": \"silu\", \"rope_parameters\": {\"rope_type\": \"yarn\", \"rope_theta\": 1e4} | scaled rotary positions",
                "\"hidden_act\": \"silu\"   | \"hidden_act\": \"silu\", \"rope_scaling\": {\"rope_type\": \"llama3\", \"factor\": 8.0} | scaled rotary positions",
                "\"model_type\": \"llama\"  | \"model_type\": \"mistral\", \"sliding_window\": 64 | attention in a window of 64 tokens",
                "\"hidden_act\": \"silu\"   | \"hidden_act\": \"silu\", \"rope_scaling\": {\"type\": \"dynamic\", \"factor\": 2.0} | scaled rotary positions",
            })
    void whatThisDecoderDoesNotComputeIsRefused(String given, String changed, String message) {
        assertThatThrownBy(() -> read(OLD.replace(given, changed)))
                .isInstanceOfSatisfying(
                        StudyException.class,
                        e -> assertThat(e.category()).isEqualTo(StudyException.Category.CHECKPOINT))
                .hasMessageStartingWith(folder.resolve("config.json") + " asks for ")
                .hasMessageContaining(message);
    }

    @Test
    void familiesThatDifferLittleAreDialects() throws IOException {
        assertThat(read(OLD).dialect()).isEqualTo(Dialect.PLAIN);
        assertThat(read(OLD.replace("\"llama\"", "\"mistral\", \"sliding_window\": null"))
                        .dialect())
                .isEqualTo(Dialect.PLAIN);
        assertThat(read(OLD.replace("\"llama\"", "\"qwen2\", \"sliding_window\": 32, \"use_sliding_window\": false"))
                        .dialect())
                .isEqualTo(new Dialect(true, new RotaryScaling.None()));
        String scaled = "\"llama\", \"rope_scaling\": {\"rope_type\": \"llama3\", \"factor\": 8.0,"
                + " \"low_freq_factor\": 1.0, \"high_freq_factor\": 4.0, \"original_max_position_embeddings\": 8192}";
        assertThat(read(OLD.replace("\"llama\"", scaled)).dialect())
                .isEqualTo(new Dialect(false, new RotaryScaling.Llama3(8, 1, 4, 8192)));
    }

    @Test
    void severalEndTokensAreReadAndOneIsWrittenAlone() throws IOException {
        assertThat(read(OLD.replace("\"model_type\"", "\"eos_token_id\": [7, 9], \"model_type\""))
                        .ends())
                .containsExactly(7, 9);
        LlamaConfigFile.write(read(OLD).decoder(), new Specials(0, 1, 2, 3), folder);
        assertThat(folder.resolve("config.json"))
                .content()
                .contains("\"eos_token_id\" : 2,")
                .doesNotContain("window");
    }

    @Test
    void anUnscaledRotaryIsRead() throws IOException {
        assertThat(read(OLD.replace("\"hidden_act\"", "\"rope_scaling\": null, \"hidden_act\""))
                        .decoder())
                .isEqualTo(read(OLD).decoder());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"model_type\":                | is no JSON from line 1",
                "\"vocab_size\": 61,             | vocab_size",
                "\"hidden_size\": 32,            | hidden_size",
                "\"num_attention_heads\": 4,     | num_attention_heads",
                "\"max_position_embeddings\": 96,| max_position_embeddings",
            })
    void aSizeThatIsMissingIsNamed(String cut, String message) {
        String text = cut.startsWith("{") ? cut : OLD.replace(cut, "");
        assertThatThrownBy(() -> read(text)).isInstanceOf(StudyException.class).hasMessageContaining(message);
    }

    private LlamaConfigFile read(String text) throws IOException {
        Files.writeString(folder.resolve("config.json"), text);
        return LlamaConfigFile.read(folder);
    }
}
