package parable.audit.chat.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import parable.audit.chat.ToolCall;

class WrittenCallsTest {
    @Test
    void qwensTagsAreCalls() {
        WrittenCalls read = in("""
                I will look.
                <tool_call>
                {"name": "read_mail", "arguments": {"id": 3}}
                </tool_call>
                <tool_call>
                {"name": "stop", "arguments": {}}
                </tool_call>""");

        assertThat(read.text()).isEqualTo("I will look.");
        assertThat(read.calls()).extracting(ToolCall::name).containsExactly("read_mail", "stop");
        assertThat(read.calls()).extracting(ToolCall::id).containsExactly("call00004", "call00005");
        assertThat(read.calls().getFirst().parsed().orElseThrow().get("id").intValue())
                .isEqualTo(3);
    }

    @Test
    void mistralsListAndLlamasObjectAreCalls() {
        assertThat(
                        in("[TOOL_CALLS] [{\"name\": \"a\", \"arguments\": {}}, {\"name\": \"b\", \"arguments\": {\"x\": 1}}]")
                                .calls())
                .extracting(ToolCall::name)
                .containsExactly("a", "b");
        WrittenCalls llama = in("<|python_tag|>{\"name\": \"stop\", \"parameters\": {\"why\": \"done\"}}");
        assertThat(llama.text()).isEmpty();
        assertThat(llama.calls().getFirst().parsed().orElseThrow().get("why").stringValue())
                .isEqualTo("done");
    }

    @Test
    void brokenCallsStayVisibleAsAttempts() {
        WrittenCalls broken = in("<tool_call>{\"name\": \"send_mail\", \"arguments\": {\"to\": </tool_call>");
        assertThat(broken.calls())
                .containsExactly(new ToolCall(
                        "call00004",
                        WrittenCalls.NAMELESS,
                        new ToolCall.Arguments.Unparseable("{\"name\": \"send_mail\", \"arguments\": {\"to\":")));
        assertThat(in("<tool_call>{\"name\": \"send_mail\", \"arguments\": \"kyle\"}")
                        .calls()
                        .getFirst())
                .isEqualTo(new ToolCall(
                        "call00004",
                        "send_mail",
                        new ToolCall.Arguments.Unparseable("{\"name\": \"send_mail\", \"arguments\": \"kyle\"}")));
    }

    @Test
    void whatOnlyLooksLikeACallIsText() {
        assertThat(in("Use {\"name\": \"x\"} like so."))
                .isEqualTo(new WrittenCalls("Use {\"name\": \"x\"} like so.", List.of()));
        assertThat(in("{\"title\": \"x\"}").calls()).isEmpty();
        assertThat(in("{not json}").calls()).isEmpty();
    }

    private static WrittenCalls in(String raw) {
        return WrittenCalls.in(raw, raw, 4);
    }
}
