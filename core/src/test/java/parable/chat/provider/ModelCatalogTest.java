package parable.chat.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModelCatalogTest {
    private final ModelCatalog catalog = ModelCatalog.of(Map.of("OPENAI_API_KEY", "sk-1"), HttpModel.PATIENCE);

    @ParameterizedTest
    @CsvSource({
        "openai:o-large, OpenAiChat[dialect=OPENAI] https://api.openai.com/v1 o-large",
        "ollama:tiny, OpenAiChat[dialect=OPEN] http://localhost:11434/v1 tiny",
        "http://host:8000/v1#org/name, OpenAiChat[dialect=OPEN] http://host:8000/v1 org/name",
    })
    void namesOpenModels(String name, String identity) {
        assertThat(catalog.open(name).name()).isEqualTo(name);
        assertThat(catalog.open(name).identity()).isEqualTo(identity);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "opnai:x        | Did you mean \"openai:x\"?",
                "gpt            | names no known kind of model",
                "foo:bar        | Kinds: anthropic: gguf: google: hf: http: https: mistral: ollama: openai: script:. Write one of these",
                "hff:x          | Did you mean \"hf:x\"?",
                "openai:        | Write openai:NAME",
                "openai:two words | names no model",
                "anthropic:x    | the environment variable ANTHROPIC_API_KEY is not set",
                "google:x       | GEMINI_API_KEY or GOOGLE_API_KEY",
                "http://host/v1 | Write it as http://host:port/v1#NAME",
                "http://me:pw@host/v1#m | would be written into every file",
                "http://my_host:8000/v1#m | it names no host, or one that no address can name",
                "script:no.yaml | The script no.yaml could not be read",
            })
    void wrongNamesSayWhatToWrite(String name, String message) {
        assertThatThrownBy(() -> catalog.open(name)).hasMessageContaining(message);
    }

    @Test
    void anAddressOfOnesOwnReplacesTheProviders() {
        ModelCatalog here = ModelCatalog.of(
                Map.of("ANTHROPIC_API_KEY", "k", "ANTHROPIC_BASE_URL", "http://localhost:9/"), HttpModel.PATIENCE);

        assertThat(here.open("anthropic:x").identity()).isEqualTo("AnthropicMessages[] http://localhost:9 x");
    }

    @Test
    void aKeyThatNoHeaderCarriesIsRefusedWithoutBeingShown() {
        ModelCatalog torn = ModelCatalog.of(Map.of("OPENAI_API_KEY", "sk-first\nsk-second"), HttpModel.PATIENCE);

        assertThatThrownBy(() -> torn.open("openai:x"))
                .hasMessageContaining("OPENAI_API_KEY holds a space, a line break")
                .message()
                .doesNotContain("sk-");
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://me:sesame@host", "https://host/v1?key=sesame", "https://me:sesame@ho st"})
    void anAddressThatHoldsASecretIsRefusedWithoutBeingShown(String address) {
        ModelCatalog open =
                ModelCatalog.of(Map.of("OPENAI_API_KEY", "k", "OPENAI_BASE_URL", address), HttpModel.PATIENCE);

        assertThatThrownBy(() -> open.open("openai:x"))
                .hasMessageContaining("OPENAI_BASE_URL is set, which is no address of a server")
                .message()
                .doesNotContain("sesame");
    }

    @Test
    void anAddressOfAnotherProtocolIsRefusedAndAnEmptyOneIsNone() {
        ModelCatalog odd = ModelCatalog.of(
                Map.of("OPENAI_API_KEY", "k", "OPENAI_BASE_URL", "ftp://host", "OLLAMA_BASE_URL", " "),
                HttpModel.PATIENCE);

        assertThatThrownBy(() -> odd.open("openai:x")).hasMessageContaining("neither http:// nor https://");
        assertThat(odd.open("ollama:x").identity()).contains("http://localhost:11434/v1");
    }

    @Test
    void anAddressThatIsNoneIsRefused() {
        ModelCatalog lost = ModelCatalog.of(Map.of("OLLAMA_BASE_URL", "my server"), HttpModel.PATIENCE);

        assertThatThrownBy(() -> lost.open("ollama:x"))
                .hasMessageContaining("OLLAMA_BASE_URL is \"my server\", which is no address");
    }
}
