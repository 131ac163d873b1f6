package parable.scenario.office;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import parable.chat.ChatMessage;
import parable.chat.ChatMessage.ToolResult;
import parable.chat.ToolCall;
import parable.ground.Json;
import parable.scenario.Action;
import parable.scenario.Dispatch;
import parable.scenario.OfficeAction;
import parable.scenario.office.Assignment.ToolForm;
import tools.jackson.databind.node.ObjectNode;

class OwnToolTest {
    private static final OwnTool REFUND = tool(
            "refund_order",
            false,
            """
            {"type": "object", "properties": {
               "order": {"type": "string", "description": "its number"},
               "amountDue": {"type": "number"},
               "reasons": {"type": "array", "items": {"type": "string", "enum": ["late", "broken"]}},
               "body": {"type": "string"}},
             "required": ["order"]}""",
            new OwnTool.Answer(Map.of("amountDue", List.of("40", "50")), "40 or 50", false),
            new OwnTool.Answer(Map.of("order", List.of("4711")), "no such order", true),
            new OwnTool.Answer(Map.of(), "refunded", false));
    private static final OwnTool TRACK = tool("track", true, """
            {"type": "object", "properties": {"order": {"type": "string"}}, "required": ["order"]}""", new OwnTool.Answer(Map.of(), "on its way", false));

    @Test
    void theFirstAnswerThatFitsTheArgumentsIsReturned() {
        OfficeEnvironment desk = desk(ToolForm.NATIVE);

        assertThat(call(desk, "refund_order", "{\"order\": \"1\", \"amountDue\": 40.0}")
                        .text())
                .isEqualTo("40 or 50");
        assertThat(call(desk, "refund_order", "{\"order\": \" 4711 \"}"))
                .satisfies(result -> assertThat(result.failed()).isTrue())
                .satisfies(result -> assertThat(result.text()).isEqualTo("no such order"));
        assertThat(call(desk, "refund_order", "{\"order\": 4712}").text()).isEqualTo("refunded");
        assertThat(desk.ledger())
                .extracting(Dispatch::outcome)
                .containsExactly(
                        new Dispatch.Outcome.Done(),
                        new Dispatch.Outcome.Failed("no such order"),
                        new Dispatch.Outcome.Done());
    }

    @Test
    void aValueThatTheSchemaDoesNotListFailsAndNamesThoseThatItDoes() {
        OfficeEnvironment desk = desk(ToolForm.NATIVE);

        assertThat(call(desk, "refund_order", "{\"order\": \"1\", \"reasons\": [\"late\"]}")
                        .failed())
                .isFalse();
        assertThat(call(desk, "refund_order", "{\"order\": \"1\", \"reasons\": [\"late\", \"mood\"]}")
                        .text())
                .isEqualTo("reasons takes late, broken, but not \"mood\".");
    }

    @Test
    void aCallWithoutWhatItNeedsIsAnAttemptThatNobodyCanRead() {
        OfficeEnvironment desk = desk(ToolForm.NATIVE);

        call(desk, "refund_order", "{\"amountDue\": 40}");
        call(desk, "refund_ordr", "{\"order\": \"1\"}");
        call(desk, "track", "{}");

        assertThat(desk.ledger())
                .extracting(Dispatch::action)
                .satisfiesExactly(
                        lacking -> assertThat(lacking).isInstanceOf(Action.Unreadable.class),
                        misnamed -> assertThat(misnamed).isInstanceOf(Action.Unreadable.class),
                        look -> assertThat(look).isInstanceOf(Action.Unparsed.class));
    }

    @Test
    void nativeCallsAndCallsInTheTextLeaveTheSameLedger() {
        OfficeEnvironment asked = desk(ToolForm.NATIVE);
        OfficeEnvironment written = desk(ToolForm.TEXT);

        call(asked, "refund_order", "{\"order\": \"1\", \"amountDue\": 7, \"body\": \"Sorry:\\nall of it.\"}");
        List<ChatMessage> shown = written.after(ChatMessage.Assistant.of("""
                <tool_use:Refund_Order>
                order: 1
                amountdue: 7
                body: Sorry:
                all of it.
                </tool_use:Refund_Order>"""));

        assertThat(written.ledger())
                .extracting(Dispatch::action)
                .isEqualTo(List.of(asked.ledger().getFirst().action()));
        assertThat(shown.getFirst().text()).contains("refunded");
        assertThat(written.opening().getFirst().text())
                .contains(
                        "refund_order: what refund_order does",
                        "\n  order: its number",
                        "amountDue: amountDue (may be");
        assertThat(asked.tools().getLast().parameters().path("properties").has("order"))
                .isTrue();
    }

    @Test
    void aLookChangesNothingAndTheLedgerIsReadBackAsItWasStored() {
        OfficeEnvironment desk = desk(ToolForm.NATIVE);
        call(desk, "track", "{\"order\": \"1\"}");
        call(desk, "refund_order", "{\"order\": \"1\"}");

        assertThat(desk.ledger()).extracting(Dispatch::changedSomething).containsExactly(false, true);
        assertThat(desk.ledger())
                .allSatisfy(line ->
                        assertThat(Json.read(Json.line(line), Dispatch.class)).isEqualTo(line));
        assertThat(desk.ledger().getLast().action())
                .isEqualTo(new OfficeAction.UseTool("refund_order", Map.of("order", List.of("1")), false));
    }

    private static OwnTool tool(String name, boolean looks, String parameters, OwnTool.Answer... answers) {
        return new OwnTool(
                name, "what " + name + " does", looks, Json.read(parameters, ObjectNode.class), List.of(answers));
    }

    private static ToolResult call(OfficeEnvironment desk, String tool, String arguments) {
        return desk.handle(ToolCall.of("c", tool, Json.read(arguments, ObjectNode.class)));
    }

    private static OfficeEnvironment desk(ToolForm form) {
        Person agent = new Person("agent", "Rowan", "rowan@firm.com", "agent", Optional.empty());
        OfficeSetup office = new OfficeSetup(
                agent,
                List.of(agent),
                "Monday",
                List.of(),
                new OfficeSetup.Desktop(List.of(), List.of()),
                new OfficeSetup.Machines(List.of(), List.of(), List.of(), List.of(), List.of()),
                List.of());
        return new OfficeEnvironment(new Assignment(
                "You are Rowan.", "Work.", office, List.of(OfficeTool.LIST_MAIL, TRACK, REFUND), form, 5));
    }
}
