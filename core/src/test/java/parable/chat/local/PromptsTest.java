package parable.chat.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import parable.chat.ChatFailure;
import parable.chat.ChatMessage;
import parable.chat.ChatRequest;
import parable.chat.ChatSampling;
import parable.chat.Tool;
import parable.ground.Json;
import parable.text.ChatTemplates;
import parable.text.template.TemplateException;

class PromptsTest {
    private static final Tool STOP =
            new Tool("stop", "Stops.", Json.mapper().readTree("{\"type\": \"object\", \"properties\": {}}"));

    /// Shows tools, calls and results, as many models have it.
    private static final String HERMES =
            "{{ tools | tojson }}\n{% for m in messages %}{{ '<|im_start|>' ~ m.role ~ '\\n' ~ m.content }}"
                    + "{% for c in m.tool_calls or [] %}{{ '<tool_call>\\n' ~ (c.function | tojson) ~ '\\n</tool_call>' }}{% endfor %}"
                    + "{{ '<|im_end|>\\n' }}{% endfor %}{% if add_generation_prompt %}{{ '<|im_start|>assistant\\n' }}{% endif %}";

    @Test
    void toolsHaveATemplateOfTheirOwnWhereThereIsOne() {
        Prompts prompts = prompts("plain", Optional.of(HERMES));

        assertThat(prompts.prompt("m", request(List.of()))).isEqualTo("plain");
        assertThat(prompts.prompt("m", request(List.of(STOP)))).contains("\"stop\"", "<|im_start|>user\nhello");
        assertThat(prompts.withoutTools("m")).isEmpty();
    }

    @Test
    void aTemplateThatRefusesALaterTurnWithToolsIsFoundBeforeTheFirstQuestion() {
        Prompts prompts = prompts(
                HERMES + "{% if messages | selectattr('role', 'equalto', 'tool') | list | length > 1 %}"
                        + "{{ raise_exception('one result only') }}{% endif %}",
                Optional.empty());

        assertThat(prompts.prompt("m", request(List.of()))).contains("hello");
        assertThatThrownBy(() -> prompts.prompt("m", request(List.of(STOP))))
                .isInstanceOfSatisfying(
                        ChatFailure.class, e -> assertThat(e.kind()).isEqualTo(ChatFailure.Kind.UNUSABLE))
                .hasMessageContaining("line 2: the template refuses: one result only", "tool-form=text");
    }

    @Test
    void aTemplateThatFailsOnALaterTurnIsRefusedAtOnce() {
        assertThatThrownBy(() -> prompts(
                        "{% for m in messages if m.role == 'assistant' %}{{ m.content | batch(2) }}{% endfor %}",
                        Optional.empty()))
                .isInstanceOf(TemplateException.class)
                .hasMessageContaining("the filter \"batch\" is not supported");
    }

    @Test
    void thoughtsAreHandedOverUnderBothNames() {
        Prompts prompts = prompts("{{ messages[-1].reasoning_content }}/{{ messages[-1].thinking }}", Optional.empty());
        ChatMessage thought =
                new ChatMessage.Assistant("Yes.", List.of(), Optional.of(new ChatMessage.Thinking("Hm.", List.of())));

        assertThat(prompts.prompt("m", new ChatRequest(List.of(thought), List.of(), sampling(), 0)))
                .isEqualTo("Hm./Hm.");
    }

    private static Prompts prompts(String plain, Optional<String> tools) {
        return Prompts.of(new ChatTemplates(plain, tools), new TreeMap<>());
    }

    private static ChatRequest request(List<Tool> tools) {
        return new ChatRequest(List.of(new ChatMessage.User("hello")), tools, sampling(), 0);
    }

    private static ChatSampling sampling() {
        return new ChatSampling(Optional.empty(), Optional.empty(), 20);
    }
}
