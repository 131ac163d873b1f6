package parable.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import parable.ground.Json;
import tools.jackson.databind.node.ObjectNode;

class BeginningTest {
    private static final String TEMPLATE = """
            {"type": "TemplateProcessing", "special_tokens": {"<s>": {"id": "<s>", "ids": [7], "tokens": ["<s>"]}},
             "single": [%s{"Sequence": {"id": "A", "type_id": 0}}], "pair": []}""";
    private static final String BEGIN = TEMPLATE.formatted("{\"SpecialToken\": {\"id\": \"<s>\", \"type_id\": 0}}, ");

    @Test
    void theTokenBeforeATextIsFoundAloneOrAmongOthers() {
        assertThat(read(BEGIN)).hasValue(7);
        assertThat(read("{\"type\": \"Sequence\", \"processors\": [{\"type\": \"ByteLevel\"}, %s]}".formatted(BEGIN)))
                .as("as in Llama 3")
                .hasValue(7);
    }

    @Test
    void withoutSuchATokenThereIsNone() {
        assertThat(read("null")).isEmpty();
        assertThat(read("{\"type\": \"ByteLevel\"}")).isEmpty();
        assertThat(read(TEMPLATE.formatted(""))).isEmpty();
    }

    @Test
    void whatIsWrittenIsRead() {
        ObjectNode tokenizer = Json.mapper().createObjectNode();
        Beginning.write(tokenizer, "<s>", 3);
        assertThat(Beginning.read(tokenizer.path("post_processor"))).hasValue(3);
    }

    private static OptionalInt read(String json) {
        return Beginning.read(Json.mapper().readTree(json));
    }
}
