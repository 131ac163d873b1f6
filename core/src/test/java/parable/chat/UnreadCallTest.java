package parable.chat;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UnreadCallTest {
    private static final List<String> TOOLS = List.of("list_mail", "read_mail", "send_mail");

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            value = {
                "HERMES!I act.\\n<tool_call>\\n{\"name\": \"send_mail\", \"arguments\": {\"to\": [\"a@b\"]}}\\n</tool_call>",
                "HERMES!<tool_call>{\"name\": \"mail\", \"argu",
                "QWEN_XML!<tool_call>\\n<function=send_mail>\\n<parameter=to>\\na@b\\n</parameter>\\n</function>\\n</tool_call>",
                "GLM!<tool_call>send_mail\\n<arg_key>to</arg_key>\\n<arg_value>a@b</arg_value>\\n</tool_call>",
                "HARMONY!<|channel|>commentary to=functions.send_mail <|constrain|>json<|message|>{\"to\": 1}<|call|>",
                "HARMONY!assistantcommentary to=functions.send_mail json{\"to\": 1}",
                "MISTRAL![TOOL_CALLS][{\"name\":\"send_mail\",\"arguments\":{}}]",
                "MISTRAL![TOOL_CALLS]send_mail[ARGS]{\"to\": \"a@b\"}",
                "LLAMA!<|python_tag|>send_mail.call(to=\"a@b\")",
                "DEEPSEEK!<｜tool▁calls▁begin｜><｜tool▁call▁begin｜>function<｜tool▁sep｜>send_mail",
                "DEEPSEEK!<｜DSML｜function_calls><｜DSML｜invoke name=\"send_mail\">",
                "DEEPSEEK!<|tool▁calls▁begin|>send_mail",
                "KIMI!<|tool_calls_section_begin|><|tool_call_begin|>functions.send_mail:0<|tool_call_argument_begin|>{}",
                "GRANITE!<|tool_call|>[{\"name\": \"send_mail\", \"arguments\": {}}]",
                "PHI!functools[{\"name\": \"send_mail\", \"arguments\": {}}]",
                "INTERNLM!<|action_start|><|plugin|>{\"name\": \"send_mail\", \"parameters\": {}}<|action_end|>",
                "MINIMAX!<minimax:tool_call>\\n<invoke name=\"send_mail\">",
                "SEED!<seed:tool_call><function=send_mail>",
                "TAGGED!<tool_calls>[{\"name\": \"send_mail\", \"arguments\": {}}]</tool_calls>",
                "TAGGED!<TOOLCALL>[{\"name\": \"send_mail\", \"arguments\": {}}]</TOOLCALL>",
                "TAGGED!<|tool_call_start|>[send_mail(to=\"a@b\")]<|tool_call_end|>",
                "TAGGED!<start_function_call>call:send_mail{to:<escape>a@b<escape>}<end_function_call>",
                "TAGGED!<|tool_call>call:send_mail{to:a@b}<tool_call|>",
                "TAGGED!<function_calls>\\n<invoke name=\"send_mail\">\\n<parameter name=\"to\">a@b</parameter>",
                "TAGGED!<longcat_tool_call>send_mail",
                "TAGGED!```tool_code\\nprint(send_mail(to=\"a@b\"))\\n```",
                "TAGGED!<|START_ACTION|>[{\"tool_name\": \"send_mail\"}]<|END_ACTION|>",
                "TAGGED!<tool_use:send_mail>\\nto: a@b\\nbody:\\nHello\\n</tool_use:send_mail>",
                "JSON!{\"name\": \"send_mail\", \"arguments\": {\"to\": [\"a@b\"]}}",
                "JSON!{\"name\": \"SendMail\", \"parameters\": {\"to\": [\"a@b\"]}}",
                "JSON!```json\\n{\"tool\": \"send_mail\", \"to\": \"a@b\"}\\n```",
                "JSON!{\"send_mail\": {\"to\": \"a@b\"}}",
                "JSON!{'name': 'send_mail', 'arguments': {'to': 'a@b'}}",
                "JSON!>>>send_mail\\n{\"to\": [\"a@b\"]}",
                "JSON!Action: send_mail\\nAction Input: {\"to\": \"a@b\"}",
                "XML!<send_mail>\\n<to>a@b</to>\\n<body>Hello</body>\\n</send_mail>",
                "XML!<function name=\"send_mail\"><to>a@b</to></function>",
                "PYTHON!send_mail(to=\"a@b\", body=\"Hello\")",
                "PYTHON![list_mail()]",
                "LABELED!send_mail\\nto: a@b\\nsubject: Before six\\nbody: I know.",
                "LABELED!**send_mail**\\n- to: a@b\\n- body: I know.",
                "LABELED!Action: send_mail\\nAction Input: a@b",
                "LABELED!$ send_mail --to a@b --body Hello",
                "LABELED!| send_mail | a@b | I know. |",
                "PYTHON!client.send_mail(recipient, body)",
                "JSON!sendMail({to: 'a@b'})",
            })
    void aCallInTheTextIsFoundInEveryFamilysForm(CallForm form, String text) {
        assertThat(UnreadCall.in(text.replace("\\n", "\n"), TOOLS))
                .get()
                .extracting(UnreadCall::form)
                .isEqualTo(form);
        assertThat(form.reason()).startsWith("a call was left in the answer's text");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "I am done for today.",
                "I used send_mail to tell Mr. Maas that the report is ready.",
                "I have list_mail, read_mail and send_mail, and I need none of them.",
                "Next I would call list_mail() and see.",
                "Steps:\n- read_mail: the thread of this morning\n- send_mail: an answer to Priya",
                "To: g.maas@nordhavenmutual.com\nSubject: Report\n\nDear Mr. Maas, here it is.",
                "{\"summary\": \"nothing to do\", \"mails\": [\"m04\"]}",
                "<think>\nShould I write?\n</think>\nNo.",
                "| tool | times |\n| --- | --- |\n| read_mail | 3 |",
                "<|channel|>final<|message|>I am done.",
            })
    void aToolThatIsOnlySpokenOfIsNoCall(String text) {
        assertThat(UnreadCall.in(text, TOOLS)).isEmpty();
    }

    @Test
    void reasoningMayWeighACallButAMarkedOneInItWasMade() {
        String call = "<tool_call>\n{\"name\": \"send_mail\", \"arguments\": {}}\n</tool_call>";

        assertThat(UnreadCall.inReasoning("I act. " + call, TOOLS)).isPresent();
        assertThat(UnreadCall.inReasoning("{\"name\": \"send_mail\", \"arguments\": {}}", TOOLS))
                .isPresent();
        assertThat(UnreadCall.inReasoning("I could do send_mail(to=\"a@b\"), but no.", TOOLS))
                .isEmpty();
        assertThat(UnreadCall.inReasoning("A call would go between <tool_call> tags.", TOOLS))
                .isEmpty();
    }

    @Test
    void aLongTextIsSearchedInNoTime() {
        String text = "send_mail (a <b 'name' : 'c' to: ".repeat(10_000) + "{ ".repeat(20_000);

        assertThat(UnreadCall.in(text, TOOLS)).isEmpty();
    }
}
