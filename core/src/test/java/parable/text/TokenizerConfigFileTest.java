package parable.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parable.ground.CorruptFileException;
import parable.ground.StudyException;

class TokenizerConfigFileTest {
    @TempDir
    private Path folder;

    @Test
    void specialWordsMayStandInTheMapAlone() throws IOException {
        write("special_tokens_map.json", "{\"eos_token\": {\"content\": \"<|end|>\"}, \"bos_token\": \"<s>\"}");

        assertThat(TokenizerConfigFile.read(folder).words())
                .containsEntry("eos_token", "<|end|>")
                .containsEntry("bos_token", "<s>");
    }

    @Test
    void filesThatDisagreeAboutASpecialWordAreRefused() throws IOException {
        write("special_tokens_map.json", "{\"eos_token\": \"<|end|>\"}");
        write("tokenizer_config.json", "{\"eos_token\": \"</s>\"}");

        assertThatThrownBy(() -> TokenizerConfigFile.read(folder))
                .isInstanceOf(StudyException.class)
                .hasMessageContaining("eos_token is \"</s>\" in one and \"<|end|>\" in the other");
    }

    @Test
    void templatesByNameAreDistinguished() throws IOException {
        write(
                "tokenizer_config.json",
                "{\"chat_template\": [{\"name\": \"default\", \"template\": \"A\"}, {\"name\": \"tool_use\", \"template\": \"B\"}]}");
        assertTemplates("A", "B");

        write("chat_template.jinja", "C");
        assertThat(TokenizerConfigFile.read(folder).templates()).contains(new ChatTemplates("C", Optional.empty()));

        Files.createDirectory(folder.resolve("additional_chat_templates"));
        write("additional_chat_templates/tool_use.jinja", "D");
        assertTemplates("C", "D");
    }

    private void assertTemplates(String plain, String withTools) {
        ChatTemplates templates = TokenizerConfigFile.read(folder).templates().orElseThrow();
        assertThat(templates.source(false)).isEqualTo(plain);
        assertThat(templates.source(true)).isEqualTo(withTools);
    }

    @Test
    void templatesWithoutOneForConversationsAreNamed() throws IOException {
        write("tokenizer_config.json", "{\"chat_template\": [{\"name\": \"rag\", \"template\": \"A\"}]}");

        assertThatThrownBy(() -> TokenizerConfigFile.read(folder)).hasMessageContaining("[rag], but none named");
    }

    @Test
    void aFileThatIsNotUtf8IsTheOneThatIsBlamed() throws IOException {
        write("tokenizer_config.json", "{}");
        Files.write(folder.resolve("chat_template.jinja"), new byte[] {'a', (byte) 0xff});

        assertThatThrownBy(() -> TokenizerConfigFile.read(folder))
                .isInstanceOf(CorruptFileException.class)
                .hasMessageContaining("chat_template.jinja is corrupt: it is not UTF-8");
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }
}
