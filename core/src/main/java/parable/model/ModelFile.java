package parable.model;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import parable.ground.AtomicFile;
import parable.ground.Json;
import parable.tensor.GgufFile;
import parable.tensor.GgufMetadata;
import parable.text.ChatTemplates;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// A GGUF file. Trained, it becomes a folder in Hugging Face layout, because its 4 or 8 bits a weight would lose what
/// was learnt.
///
/// @param path the file
public record ModelFile(Path path) implements ModelSource {
    /// Roles of special words in a `generation_config.json`.
    private static final Map<String, String> IDS = Map.of("bos_token", "bos_token_id", "pad_token", "pad_token_id");

    @Override
    public OpenModel open(OpenModel.Use use) {
        return OpenModel.gguf(path, use);
    }

    @Override
    public Decoder decoder(OpenModel.Use use) {
        try (GgufFile file = GgufFile.open(path)) {
            return OpenModel.decoder(file, use);
        }
    }

    @Override
    public DecoderConfig config() {
        try (GgufFile file = GgufFile.open(path)) {
            return GgufArchitecture.read(file, LlamaConfigFile.LONGEST).config();
        }
    }

    @Override
    public ModelTexts texts() {
        try (GgufFile file = GgufFile.open(path)) {
            return ModelTexts.of(
                    file.metadata(),
                    GgufArchitecture.read(file, LlamaConfigFile.LONGEST)
                            .config()
                            .vocabulary());
        }
    }

    @Override
    public List<Path> files() {
        return List.of(path);
    }

    @Override
    public void save(Decoder trained, Path folder) {
        ModelSource.create(folder);
        try (GgufFile file = GgufFile.open(path)) {
            GgufMetadata metadata = file.metadata();
            GgufTokens tokens = GgufTokens.of(metadata, trained.config().vocabulary());
            ObjectNode ids = ids(tokens);
            write(folder, "generation_config.json", ids);
            write(folder, LlamaConfigFile.NAME, config(trained, metadata).setAll(ids));
            write(folder, "tokenizer_config.json", tokenizer(tokens, metadata));
            AtomicFile.write(folder.resolve("tokenizer.json"), tokens.json());
        }
        Checkpoint.saveWeights(trained, folder);
    }

    private static void write(Path folder, String name, ObjectNode json) {
        AtomicFile.write(folder.resolve(name), Json.pretty(json));
    }

    /// With the context that the file states, of which the decoder may have prepared a part.
    private static ObjectNode config(Decoder trained, GgufMetadata metadata) {
        String context = metadata.text("general.architecture") + ".context_length";
        return LlamaConfigFile.json(trained.config(), trained.dialect())
                .put("max_position_embeddings", metadata.count(context))
                .put("torch_dtype", "float32");
    }

    private static ObjectNode ids(GgufTokens tokens) {
        ObjectNode json = Json.mapper().createObjectNode();
        new TreeMap<>(IDS).forEach((role, key) -> tokens.id(role).ifPresent(id -> json.put(key, id)));
        ArrayNode ends = json.putArray("eos_token_id");
        tokens.ends(ModelTexts.TURN_ENDS).forEach(ends::add);
        return json;
    }

    /// The class is named because transformers 5 takes a family's own class as leave to split words in its own way.
    private static ObjectNode tokenizer(GgufTokens tokens, GgufMetadata metadata) {
        ObjectNode json = Json.mapper().createObjectNode();
        json.put("tokenizer_class", "PreTrainedTokenizerFast").put("clean_up_tokenization_spaces", false);
        tokens.words().forEach(json::put);
        GgufTokens.templates(metadata).ifPresent(templates -> write(json, templates));
        return json;
    }

    private static void write(ObjectNode json, ChatTemplates templates) {
        if (templates.tools().isEmpty()) {
            json.put("chat_template", templates.conversation());
            return;
        }
        ArrayNode named = json.putArray("chat_template");
        named.addObject().put("name", "default").put("template", templates.conversation());
        named.addObject()
                .put("name", "tool_use")
                .put("template", templates.tools().get());
    }
}
