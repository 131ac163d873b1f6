package parable.chat;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import parable.ground.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class OfferedCallsTest {
    private static final OfferedCalls OFFERED = new OfferedCalls(
            List.of(tool("send_mail", "to", "body"), tool("run_job", "job", "input"), tool("list_mail")));
    private static final ObjectNode MAIL = object("{\"to\": [\"a@b.c\"], \"body\": \"I know.\\nRowan\"}");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "send_mail",
                " send_mail",
                "functions.send_mail",
                "tools/send_mail",
                "default_api:send_mail",
                "functions.send_mail:0",
                "send_mail<|channel|>commentary",
                "functions.send_mail <|constrain|>json",
                "SendMail",
                "send-mail",
                "send_mail()"
            })
    void aNameWithOneMeaningIsTheToolsName(String written) {
        assertThat(OFFERED.call("c", written, MAIL)).isEqualTo(ToolCall.of("c", "send_mail", MAIL));
    }

    @ParameterizedTest
    @ValueSource(strings = {"send_email", "resend_mail", "mail", "", "<|channel|>send_mail", "send mail to Gerrit"})
    void anotherNameStaysAsItCame(String written) {
        assertThat(OFFERED.call("c", written, MAIL).name()).isEqualTo(written);
        assertThat(OFFERED.tool(written)).isEmpty();
    }

    @Test
    void aNameThatAModelRepeatsWithoutEndNamesNoTool() {
        Tool tool = new Tool("send_mail", "Sends.", Json.mapper().createObjectNode());

        assertThat(new OfferedCalls(List.of(tool)).tool("functions." + "sns.".repeat(20_000) + "send_mail"))
                .isEmpty();
        assertThat(new OfferedCalls(List.of(tool)).tool("functions.send_mail")).contains(tool);
    }

    @Test
    void namesThatTwoToolsMayMeanAreNotRead() {
        OfferedCalls twins = new OfferedCalls(List.of(tool("send_mail"), tool("sendMail")));

        assertThat(twins.tool("SEND_MAIL")).isEmpty();
        assertThat(twins.tool("sendMail").orElseThrow().name()).isEqualTo("sendMail");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"to\": [\"a@b.c\"], \"body\": \"I know.\nRowan\"}",
                "{'to': ['a@b.c'], 'body': 'I know.\\nRowan'}",
                "{\"to\": [\"a@b.c\"], \"body\": \"I know.\\nRowan\",}",
                "{\"to\": [\"a@b.c\"], \"body\": \"I know.\\nRowan\"}\"\"",
                "```json\n{\"to\": [\"a@b.c\"], \"body\": \"I know.\\nRowan\"}\n```",
                "[{\"to\": [\"a@b.c\"], \"body\": \"I know.\\nRowan\"}]",
                "{\"to\": [\"a@b\\.c\"], \"body\": \"I know.\\nRowan\"}",
                "{\"arguments\": {\"to\": [\"a@b.c\"], \"body\": \"I know.\\nRowan\"}}",
                "{\"input\": {\"to\": [\"a@b.c\"], \"body\": \"I know.\\nRowan\"}}",
                "{\"name\": \"functions.send_mail\", \"arguments\": {\"to\": [\"a@b.c\"], \"body\": \"I know.\\nRowan\"}}",
            })
    void argumentsWithOneMeaningAreRead(String written) {
        assertThat(OFFERED.call("c", "send_mail", Json.mapper().valueToTree(written))
                        .parsed())
                .contains(MAIL);
        JsonNode twice = Json.mapper().valueToTree(Json.line(written));
        assertThat(OFFERED.call("c", "send_mail", twice).parsed()).contains(MAIL);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"to\": [\"a@b.c\"], \"body\": \"I know",
                "{\"to\": [\"a@b.c\"], \"to\": [\"d@e.f\"]}",
                "{\"to\": [\"a@b.c\"]} {\"to\": [\"d@e.f\"]}",
                "{\"body\": \"I say \"no\" to it\"}",
                "{'to': None}",
                "{\"body\": \"\\x41\"}",
                "a@b.c",
                "[]",
                "7"
            })
    void argumentsWithNoneOrSeveralMeaningsStayAsTheyCame(String written) {
        assertThat(OFFERED.call("c", "send_mail", Json.mapper().valueToTree(written)))
                .isEqualTo(new ToolCall("c", "send_mail", new ToolCall.Arguments.Unparseable(written)));
    }

    @Test
    void noArgumentsAreNone() {
        for (String none : List.of("null", "\"null\"", "\"\"", "\" \"", "\"{}\"", "{\"arguments\": null}", "{}")) {
            assertThat(OFFERED.call("c", "list_mail", Json.mapper().readTree(none))
                            .parsed()
                            .orElseThrow())
                    .as(none)
                    .isEmpty();
        }
    }

    @Test
    void argumentsThatGotLostAreUnreadableWhereTheToolNeedsSome() {
        ObjectNode needs = object("{'type':'object','properties':{'to':{}},'required':['to']}".replace('\'', '"'));
        OfferedCalls offered = new OfferedCalls(List.of(new Tool("send_mail", "", needs)));

        assertThat(offered.call("c", "send_mail", needs.path("none")).arguments())
                .isEqualTo(new ToolCall.Arguments.Unparseable(""));
        assertThat(offered.call("c", "send_mail", object("{}")).arguments())
                .isInstanceOf(ToolCall.Arguments.Parsed.class);
    }

    @Test
    void aToolsOwnArgumentIsNoWrapping() {
        ObjectNode own = object("{\"job\": \"nightly\", \"input\": \"{\\\"job\\\": 1}\"}");
        ObjectNode alone = object("{\"input\": \"{\\\"job\\\": 1}\"}");
        ObjectNode foreign = object("{\"arguments\": {\"to\": [], \"sum\": 3}}");

        assertThat(OFFERED.call("c", "run_job", own).parsed()).contains(own);
        assertThat(OFFERED.call("c", "run_job", alone).parsed()).contains(alone);
        assertThat(OFFERED.call("c", "send_mail", foreign).parsed()).contains(foreign);
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
