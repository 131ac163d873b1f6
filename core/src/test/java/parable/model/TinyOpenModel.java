package parable.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import parable.ground.Json;
import parable.text.ByteLetters;
import parable.text.Specials;
import parable.text.TokenTable;
import parable.text.TokenizerJson;
import tools.jackson.databind.node.ObjectNode;

/// A published model in small: random weights, a byte-level tokenizer, a ChatML template.
public final class TinyOpenModel {
    public static final String CHATML =
            "{% for message in messages %}{{ '<|im_start|>' + message['role'] + '\\n' + message['content'] + '<|im_end|>\\n' }}"
                    + "{% endfor %}{% if add_generation_prompt %}{{ '<|im_start|>assistant\\n' }}{% endif %}";

    /// The same with tools, and calls in the tags of Hermes and Qwen.
    public static final String CHATML_WITH_TOOLS =
            "{% if tools %}{{ '<|im_start|>system\\n' + tools | tojson + '<|im_end|>\\n' }}{% endif %}"
                    + "{% for message in messages %}{{ '<|im_start|>' + message['role'] + '\\n' + message['content'] }}"
                    + "{% for call in message.tool_calls or [] %}{{ '<tool_call>{\"name\": \"' + call.function.name +"
                    + " '\", \"arguments\": ' + call.function.arguments | tojson + '}</tool_call>' }}{% endfor %}"
                    + "{{ '<|im_end|>\\n' }}{% endfor %}"
                    + "{% if add_generation_prompt %}{{ '<|im_start|>assistant\\n' }}{% endif %}";

    private static final TokenTable TOKENS = ByteLetters.table("smollm");

    private TinyOpenModel() {}

    static Decoder decoder() {
        DecoderConfig.Heads heads = new DecoderConfig.Heads(4, 2, 8, 400, 10_000);
        return TinyModels.lively(new DecoderConfig(TOKENS.tokens().size(), 32, 2, 48, heads, 1e-5, true), 5);
    }

    /// @param template its chat template; empty for none
    public static Path folder(Path folder, String template) throws IOException {
        try (Decoder model = decoder()) {
            Checkpoint.save(model, new Specials(2, 0, 1, 3), folder);
        }
        Files.writeString(folder.resolve("tokenizer.json"), TokenizerJson.of(TOKENS, folder));
        ObjectNode config = Json.mapper().createObjectNode();
        config.put("bos_token", ByteLetters.START).putObject("eos_token").put("content", ByteLetters.END);
        if (!template.isEmpty()) {
            config.put("chat_template", template);
        }
        Files.writeString(folder.resolve("tokenizer_config.json"), Json.pretty(config));
        return folder;
    }

    public static Path gguf(Path file, String template) throws IOException {
        try (Decoder model = decoder()) {
            return GgufCopy.of(model, "llama")
                    .tokens(TOKENS)
                    .fact("tokenizer.ggml.bos_token_id", 0)
                    .fact("tokenizer.ggml.eos_token_id", 1)
                    .fact("tokenizer.chat_template", template)
                    .write(file);
        }
    }
}
