package parable.chat.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import parable.chat.OfferedCalls;
import parable.chat.Tool;
import parable.chat.ToolCall;
import parable.ground.Json;
import tools.jackson.databind.node.ObjectNode;

class WrittenCallsTest {
    private static final OfferedCalls OFFERED =
            new OfferedCalls(List.of(tool("send_mail", "to", "body"), tool("read_mail", "mail"), tool("stop")));
    private static final ToolCall MAIL =
            ToolCall.of("call00004", "send_mail", object("{\"to\": \"a@b.c\", \"body\": \"I know.\\nRowan\"}"));
    private static final String JSON =
            "{\"name\": \"send_mail\", \"arguments\": {\"to\": \"a@b.c\", \"body\": \"I know.\\nRowan\"}}";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<tool_call>\n§\n</tool_call>",
                "<tool_call>§",
                "<tool_call>[§]</tool_call>",
                "<tool_call>\n§}\n</tool_call>",
                "<TOOLCALL>[§]</TOOLCALL>",
                "<tool_call>\n<function=send_mail>\n<parameter=to>\na@b.c\n</parameter>\n<parameter=body>\nI know.\nRowan\n"
                        + "</parameter>\n</function>\n</tool_call>",
                "<function=send_mail>{\"to\": \"a@b.c\", \"body\": \"I know.\\nRowan\"}</function>",
                "[TOOL_CALLS] [§]",
                "[TOOL_CALLS]§",
                "[TOOL_CALLS]send_mail[ARGS]{\"to\": \"a@b.c\", \"body\": \"I know.\\nRowan\"}",
                "[TOOL_CALLS]send_mail[CALL_ID]123456789[ARGS]{\"to\": \"a@b.c\", \"body\": \"I know.\\nRowan\"}",
                "§",
                "[§]",
                "<|python_tag|>§",
                "{\"name\": \"send_mail\", \"parameters\": {\"to\": \"a@b.c\", \"body\": \"I know.\\nRowan\"}}",
                "{\"type\": \"function\", \"function\": §}",
                "<tool_call>{\"name\": \"functions.send_mail\", \"arguments\": {\"arguments\": {\"to\": \"a@b.c\","
                        + " \"body\": \"I know.\nRowan\"}}}</tool_call>",
                "<tool_call>{\"name\": \"send_mail\", \"arguments\": \"{\\\"to\\\": \\\"a@b.c\\\", \\\"body\\\":"
                        + " \\\"I know.\\\\nRowan\\\"}\"}</tool_call>",
                "<tool_call>{\"send_mail\": {\"to\": \"a@b.c\", \"body\": \"I know.\\nRowan\"}}</tool_call>",
            })
    void aCallIsReadInTheWordsOfEveryFamilyThatCanBeOpened(String written) {
        WrittenCalls read = in(written.replace("§", JSON));

        assertThat(read.calls()).containsExactly(MAIL);
        assertThat(read.text()).isEmpty();
    }

    @Test
    void severalCallsAndTheWordsBetweenThemKeepTheirOrder() {
        assertThat(names(
                        "I look.\n<tool_call>\n{\"name\": \"read_mail\", \"arguments\": {\"mail\": \"m1\"}}\n</tool_call>\n"
                                + "<tool_call>\n{\"name\": \"stop\"}\n</tool_call>"))
                .containsExactly("read_mail", "stop");
        assertThat(in("I look.\n<tool_call>\n{\"name\": \"stop\"}\n</tool_call>\nDone.<|im_end|>")
                        .text())
                .isEqualTo("I look.\n\nDone.");
        assertThat(
                        names(
                                "<tool_call>{\"name\": \"read_mail\", \"arguments\": {\"mail\": \"m1\"}}\n{\"name\": \"stop\"}</tool_call>"))
                .containsExactly("read_mail", "stop");
        assertThat(names("[TOOL_CALLS]read_mail[ARGS]{\"mail\": \"m1\"}[TOOL_CALLS]stop[ARGS]{}"))
                .containsExactly("read_mail", "stop");
        assertThat(names(
                        "<|python_tag|>{\"name\": \"read_mail\", \"parameters\": {\"mail\": \"m1\"}}; {\"name\": \"stop\","
                                + " \"parameters\": {}}"))
                .containsExactly("read_mail", "stop");
        assertThat(names("<function=read_mail><parameter=mail>m1</parameter></function><function=stop></function>"))
                .containsExactly("read_mail", "stop");
        assertThat(in("<tool_call>{\"name\": \"stop\"}</tool_call>").calls())
                .extracting(ToolCall::id)
                .containsExactly("call00004");
    }

    @Test
    void aMailThatQuotesAMarkStaysWhole() {
        String body = "Write </tool_call> or [TOOL_CALLS] or <think> there.";
        WrittenCalls read = in("<tool_call>{\"name\": \"send_mail\", \"arguments\": {\"to\": \"a@b.c\", \"body\": \""
                + body + "\"}}</tool_call>");

        assertThat(read.calls()).hasSize(1);
        assertThat(read.calls().getFirst().parsed().orElseThrow().get("body").stringValue())
                .isEqualTo(body);
        assertThat(read.thought()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<tool_call>{\"name\": \"send_mail\", \"arguments\": {\"to\": </tool_call>",
                "<tool_call>{\"name\": \"send_mail\", \"arguments\": {\"body\": \"I say \"no\"\"}}</tool_call>",
                "<tool_call>send_mail\n<arg_key>to</arg_key>\n<arg_value>a@b.c</arg_value></tool_call>",
                "<tool_call>{\"name\": \"send_mail\", \"to\": \"a@b.c\"}</tool_call>",
                "<function=send_mail><parameter=to>a@b.c</function>",
                "[TOOL_CALLS]send_mail(to=\"a@b.c\")",
                "[TOOL_CALLS]send_mail[ARGS]{\"to\": ",
                "<|python_tag|>send_mail.call(to=\"a@b.c\")",
            })
    void aCallThatCannotBeReadStaysAnAttemptWithItsTool(String written) {
        assertThat(in(written).calls()).singleElement().satisfies(call -> {
            assertThat(call.name()).isEqualTo("send_mail");
            assertThat(call.parsed()).isEmpty();
        });
    }

    @Test
    void aBrokenCallHidesNoLaterOne() {
        assertThat(
                        names(
                                "<tool_call>{\"name\": \"read_mail\", \"argu</tool_call>\n<tool_call>{\"name\": \"stop\"}</tool_call>"))
                .containsExactly("read_mail", "stop");
        assertThat(names("<tool_call>{\"name\": \"read_mail\", \"argu\n<tool_call>{\"name\": \"stop\"}</tool_call>"))
                .containsExactly("read_mail", "stop");
        assertThat(names("<tool_call>hm</tool_call>")).containsExactly(WrittenCall.NAMELESS);
    }

    @Test
    void whatOnlyLooksLikeACallIsText() {
        for (String text : List.of(
                "Use {\"name\": \"x\"} like so.",
                "{\"title\": \"x\"}",
                "{not json}",
                "[1, 2]",
                "{\"name\": \"Anna\"}")) {
            assertThat(in(text).calls()).as(text).isEmpty();
            assertThat(in(text).text()).isEqualTo(text);
        }
    }

    @Test
    void aCallInsideAThoughtIsNotMade() {
        String call = "<tool_call>{\"name\": \"stop\"}</tool_call>";

        WrittenCalls own = in("<think>\nI could " + call + "\n</think>\n\nNo.");
        WrittenCalls opened = read("<|im_start|>assistant\n<think>\n", "I could " + call + "\n</think>\n\nNo.");

        assertThat(own.calls()).isEmpty();
        assertThat(own.text()).isEqualTo("No.");
        assertThat(own.thought()).isEqualTo("I could " + call);
        assertThat(own.doubt()).isEmpty();
        assertThat(opened).isEqualTo(own);
        assertThat(names("<think>a</think>" + call + "<think>b" + call + "</think>" + call))
                .containsExactly("stop", "stop");
        assertThat(read("[INST]x[/INST][THINK]", "so" + call + "[/THINK]No.").text())
                .isEqualTo("No.");
    }

    @Test
    void aThoughtThatNeverEndsIsAThoughtAndACallInItIsInDoubt() {
        WrittenCalls cut = read("assistant\n<think>\n", "I could write to him and");
        WrittenCalls called = in("<think>\nI do it. <tool_call>{\"name\": \"stop\"}</tool_call>");

        assertThat(cut).isEqualTo(new WrittenCalls("", "I could write to him and", List.of(), Optional.empty()));
        assertThat(called.calls()).isEmpty();
        assertThat(called.attempts())
                .containsExactly(new ToolCall(
                        "call00004",
                        "stop",
                        new ToolCall.Arguments.Unparseable("A call of stop stands in a thought that never ends.")));
    }

    @Test
    void theEndOfAThoughtThatNothingBeganMakesAThought() {
        WrittenCalls read = in("This looks like a test.\n</think>\nNothing to do.");
        WrittenCalls called = in("<tool_call>{\"name\": \"stop\"}</tool_call>\n</think>\nDone.");

        assertThat(read.thought()).isEqualTo("This looks like a test.");
        assertThat(read.text()).isEqualTo("Nothing to do.");
        assertThat(called.attempts())
                .extracting(ToolCall::arguments)
                .containsExactly(
                        new ToolCall.Arguments.Unparseable("A call of stop stands in a thought that nothing began."));
    }

    private static List<String> names(String raw) {
        return in(raw).calls().stream().map(ToolCall::name).toList();
    }

    private static WrittenCalls in(String raw) {
        return read("<|im_start|>assistant\n", raw);
    }

    private static WrittenCalls read(String prompt, String raw) {
        return WrittenCalls.in(Thoughts.of(prompt, raw), OFFERED, 4);
    }

    private static Tool tool(String name, String... arguments) {
        ObjectNode schema = Json.mapper().createObjectNode().put("type", "object");
        ObjectNode properties = schema.putObject("properties");
        List.of(arguments).forEach(argument -> properties.putObject(argument).put("type", "string"));
        return new Tool(name, "", schema);
    }

    private static ObjectNode object(String json) {
        return (ObjectNode) Json.mapper().readTree(json);
    }
}
