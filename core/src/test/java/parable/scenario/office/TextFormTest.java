package parable.scenario.office;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import parable.chat.ToolCall;
import parable.ground.Json;

class TextFormTest {
    @Test
    void aCallHasItsArgumentsAndItsExactPlace() {
        String text = """
                I shall write to her.

                <tool_use:send_mail>
                to: a@firm.com, b@firm.com
                subject: one: two
                body:
                Dear both,

                to: is only a word here.
                </tool_use:send_mail>
                Done.""";

        List<TextForm.Written> calls = TextForm.parse(text, 1);

        assertThat(calls).singleElement().satisfies(call -> {
            assertThat(call.broken()).isEmpty();
            assertThat(call.call().parsed().orElseThrow().get("to").stringValue())
                    .isEqualTo("a@firm.com, b@firm.com");
            assertThat(call.call().parsed().orElseThrow().get("subject").stringValue())
                    .isEqualTo("one: two");
            assertThat(call.call().parsed().orElseThrow().get("body").stringValue())
                    .isEqualTo("Dear both,\n\nto: is only a word here.");
            assertThat(text.substring(call.span().start(), call.span().end()))
                    .startsWith("<tool_use:send_mail>")
                    .endsWith("</tool_use:send_mail>");
        });
    }

    @Test
    void severalCallsComeInTheirOrder() {
        String text =
                "<tool_use:show_console>\n</tool_use:show_console>\n<tool_use:read_mail>\nmail: m1\n</tool_use:read_mail>";

        assertThat(TextForm.parse(text, 3))
                .extracting(w -> w.call().id() + " " + w.call().name())
                .containsExactly("text-3-1 show_console", "text-3-2 read_mail");
    }

    @Test
    void aTagInsideASentenceIsNoCall() {
        assertThat(TextForm.parse("I might use <tool_use:show_console> now.\nOr </tool_use:show_console>.", 1))
                .isEmpty();
    }

    @Test
    void callsInPrivateReasoningAreNotMade() {
        String call = "<tool_use:show_console>\n</tool_use:show_console>\n";

        assertThat(TextForm.parse("<SCRATCHPAD_REASONING>\n" + call + "</SCRATCHPAD_REASONING>", 1))
                .isEmpty();
        assertThat(TextForm.parse("<scratchpad>\nhm\n</scratchpad>\n" + call, 1))
                .hasSize(1);
    }

    @Test
    void aCallInReasoningThatNeverEndsIsABrokenAttempt() {
        String text = "<scratchpad>\nhm\n<tool_use:show_console>\n</tool_use:show_console>\n";

        assertThat(TextForm.parse(text, 1))
                .singleElement()
                .satisfies(
                        w -> assertThat(w.broken()).contains("it stands in private reasoning that was never closed"));
    }

    @Test
    void whatBreaksTheGrammarIsKeptWithTheReason() {
        assertThat(broken("<tool_use:read_mail>\nmail: m1")).isEqualTo("its closing tag is missing");
        assertThat(broken("<tool_use:read_mail>\nmail: m1\nmail: m2\n</tool_use:read_mail>"))
                .isEqualTo("mail stands twice");
        assertThat(broken("<tool_use:read_mail>\nm1\n</tool_use:read_mail>"))
                .isEqualTo("\"m1\" is not a line `argument: value`");
        assertThat(broken("<tool_use:email>\nto: a@b.c\n</tool_use:email>")).isEqualTo("no tool is called email");
        assertThat(
                        broken(
                                "<tool_use:send_mail>\nto: a@b.c\n<tool_use:read_mail>\nmail: m1\n</tool_use:read_mail>\n</tool_use:send_mail>"))
                .isEqualTo("another call begins before its closing tag");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<tool_use:send_mail>\nTo: a@b.c\nBody: I know.\n</tool_use:send_mail>",
                "<tool_use:send_mail>\nto: a@b.c\nbody: I know.\n</tool_use>",
                "<tool_use:send_mail>\nto: a@b.c\nbody: I know.</tool_use:send_mail>",
                "<tool_use: send_mail>\nto: a@b.c\nbody: I know.\n</tool_use: send_mail>",
                "<Tool_Use:Send_Mail>\nto: a@b.c\nbody: I know.\n</Tool_Use:Send_Mail>",
                "<tool_use:functions.send_mail>\nto: a@b.c\nbody: I know.\n</tool_use:functions.send_mail>",
                "<tool_use:send_mail>\n{\"to\": \"a@b.c\", \"body\": \"I know.\"}\n</tool_use:send_mail>",
                "  <tool_use:send_mail>{\"to\": \"a@b.c\", \"body\": \"I know.\"}</tool_use:send_mail>",
            })
    void aCallWithOneMeaningIsRead(String text) {
        assertThat(TextForm.parse(text, 1)).singleElement().satisfies(w -> {
            assertThat(w.broken()).isEmpty();
            assertThat(w.call())
                    .isEqualTo(ToolCall.of(
                            "text-1-1",
                            "send_mail",
                            Json.mapper().createObjectNode().put("to", "a@b.c").put("body", "I know.")));
        });
    }

    @Test
    void aTagOfReasoningInsideAMailHidesNoLaterCall() {
        String mail = "<tool_use:send_mail>\nto: a@b.c\nbody:\nI use <thinking> tags.\n</tool_use:send_mail>\n";
        String look = "<tool_use:show_console>\n</tool_use:show_console>\n";

        assertThat(TextForm.parse(mail + look + "</thinking>\n" + look, 1)).hasSize(3);
        assertThat(TextForm.parse(mail + look, 1))
                .hasSize(2)
                .allSatisfy(w -> assertThat(w.broken()).isEmpty());
        assertThat(TextForm.reasoning(mail + look)).isEmpty();
    }

    @Test
    void aCallBeforeTheEndOfReasoningThatNothingBeganMayBeAThought() {
        String call = "<tool_use:read_mail>\nmail: m1\n</tool_use:read_mail>\n";

        assertThat(TextForm.parse(call + "</think>\n" + call, 1))
                .extracting(TextForm.Written::broken)
                .containsExactly(
                        Optional.of("it stands before the end of private reasoning that never began"),
                        Optional.empty());
    }

    @Test
    void aTagInMidSentenceWithArgumentsIsABrokenAttempt() {
        assertThat(broken("Now: <tool_use:send_mail>\nto: a@b.c\nbody: I know.\n</tool_use:send_mail>"))
                .isEqualTo("its opening tag does not begin a line");
        assertThat(TextForm.parse("<tool_use:send_mail> is what I would use: it sends a mail.", 1))
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void whatIsWrittenIsReadBackForEveryTool(OfficeTool tool) {
        var values = Json.mapper().createObjectNode();
        tool.arguments().forEach(a -> values.put(a.name(), a.many() ? "x, y" : "two words"));
        ToolCall call = ToolCall.of("text-1-1", tool.label(), values);

        assertThat(TextForm.parse(TextForm.write(call), 1)).singleElement().satisfies(w -> {
            assertThat(w.broken()).isEmpty();
            assertThat(w.call()).isEqualTo(call);
        });
    }

    @Test
    void theManualNamesEveryToolAndArgument() {
        String manual = TextForm.manual(List.of(OfficeTool.values()));

        for (OfficeTool tool : OfficeTool.values()) {
            assertThat(manual).contains(tool.label() + ": " + tool.description());
            tool.arguments().forEach(a -> assertThat(manual).contains("  " + a.name() + ": " + a.description()));
        }
    }

    private static String broken(String text) {
        return TextForm.parse(text, 1).getFirst().broken().orElseThrow();
    }
}
