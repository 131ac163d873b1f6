package parable.chat.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDateTime;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import parable.model.TinyOpenModel;
import parable.text.template.ChatTemplate;

class NativeToolsTest {
    /// How a family writes the call `c` of a turn.
    private static final String TEMPLATE =
            "{%% if tools %%}{{ tools | tojson }}{%% endif %%}{%% for m in messages %%}<|start|>{{ m.role }}\n{{ m.content }}"
                    + "{%% for t in m.tool_calls or [] %%}{%% set c = t.function %%}%s{%% endfor %%}<|eot_id|>{%% endfor %%}"
                    + "{%% if add_generation_prompt %%}<|start|>assistant\n%s{%% endif %%}";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<tool_call>\n{\"name\": \"{{ c.name }}\", \"arguments\": {{ c.arguments | tojson }}}\n</tool_call>",
                "{\"name\": \"{{ c.name }}\", \"parameters\": {{ c.arguments | tojson }}}",
                "[TOOL_CALLS][{\"name\": \"{{ c.name }}\", \"arguments\": {{ c.arguments | tojson }}, \"id\": \"{{ t.id }}\"}]</s>",
                "[TOOL_CALLS]{{ c.name }}[ARGS]{{ c.arguments | tojson }}",
                "<tool_call>\n<function={{ c.name }}>\n{% for k, v in c.arguments | items %}<parameter={{ k }}>\n{{ v }}\n"
                        + "</parameter>\n{% endfor %}</function>\n</tool_call>",
                "<TOOLCALL>[{\"name\": \"{{ c.name }}\", \"arguments\": {{ c.arguments | tojson }}}]</TOOLCALL>",
            })
    void aTemplateWhoseCallsAreReadBackTakesTools(String call) {
        assertThat(fault(TEMPLATE.formatted(call, ""))).isEmpty();
        assertThat(fault(TEMPLATE.formatted(call, "<think>\n"))).isEmpty();
        assertThat(fault(TinyOpenModel.CHATML_WITH_TOOLS)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<start_function_call>call:{{ c.name }}{probe_argument:<escape>{{ c.arguments.probe_argument }}<escape>}",
                "<|channel|>commentary to=functions.{{ c.name }} <|constrain|>json<|message|>{{ c.arguments | tojson }}<|call|>",
                "<tool_call>{{ c.name }}\n<arg_key>probe_argument</arg_key><arg_value>{{ c.arguments.probe_argument }}"
                        + "</arg_value></tool_call>",
                "[{{ c.name }}(probe_argument=\"{{ c.arguments.probe_argument }}\")]",
                "<|tool_calls_section_begin|><|tool_call_begin|>{{ c.name }}{{ c.arguments | tojson }}<|tool_call_end|>",
            })
    void aTemplateWhoseCallsNoReaderKnowsIsRefusedWithItsWords(String call) {
        assertThat(fault(TEMPLATE.formatted(call, "")).orElseThrow())
                .startsWith("has a chat template whose tool calls no reader here knows (it writes \"")
                .contains("probe_tool");
    }

    @Test
    void aTemplateThatKeepsToolsOrResultsFromTheModelIsRefused() {
        assertThat(fault(TinyOpenModel.CHATML)).contains("has a chat template without tools");
        assertThat(fault("{# tools #}{% for m in messages %}{{ m.content }}{% endfor %}"))
                .contains("has a chat template that does not show tools to the model");
        assertThat(fault("{{ tools | tojson }}{% for m in messages if m.role != 'tool' %}{{ m.content }}{% endfor %}"))
                .contains("has a chat template that does not show the model what a tool answered");
        assertThat(fault("{{ tools | tojson }}{{ raise_exception('only one role') }}")
                        .orElseThrow())
                .contains("refuses tools")
                .contains("only one role");
    }

    @Test
    void aTemplateThatTeachesCallsAndShowsNoneOfBeforeIsTaken() {
        String silent = "{% for m in messages %}{{ m.content }}{% endfor %}";

        assertThat(fault(
                        "{% if xml_tools %}{{ xml_tools | tojson }} Write <tool_call>…</tool_call>.{% endif %}{# tools #}"
                                + silent))
                .isEmpty();
        assertThat(fault("{{ tools | tojson }}" + silent).orElseThrow()).contains("it shows none");
    }

    private static Optional<String> fault(String source) {
        return NativeTools.fault(
                ChatTemplate.parse(source),
                new TreeMap<>(Map.of("bos_token", "<s>")),
                LocalDateTime.of(2026, 1, 15, 9, 0));
    }
}
