package parable.scenario.office;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import parable.chat.Tool;
import parable.ground.Json;
import parable.scenario.OfficeAction;
import tools.jackson.databind.node.ObjectNode;

class OfficeToolTest {
    @Test
    void everyActionHasItsToolAndEveryToolItsName() {
        assertThat(OfficeAction.class.getPermittedSubclasses())
                .hasSize(OfficeTool.values().length + 1) // and the calls of a story's own tools
                .contains(OfficeAction.UseTool.class);
        assertThat(Arrays.stream(OfficeTool.values()).map(OfficeTool::label)).doesNotHaveDuplicates();
    }

    /// The ledger's name for an action is the tool's own.
    @ParameterizedTest
    @EnumSource
    void aToolsArgumentsMakeItsAction(OfficeTool tool) {
        ObjectNode arguments = Json.mapper().createObjectNode().put("action", tool.label());
        tool.arguments().forEach(a -> {
            if (a.many()) {
                arguments.putArray(a.name()).add("x");
            } else {
                arguments.put(a.name(), "x");
            }
        });

        OfficeAction action = Json.mapper().treeToValue(arguments, OfficeAction.class);

        assertThat(Json.mapper().valueToTree(action).get("action").stringValue())
                .isEqualTo(tool.label());
    }

    @ParameterizedTest
    @EnumSource
    void aBodyComesLast(OfficeTool tool) {
        List<DeskTool.Argument> arguments = tool.arguments();

        assertThat(arguments.stream().limit(Math.max(0, arguments.size() - 1)))
                .noneMatch(a -> a.name().equals("body"));
    }

    @Test
    void aSchemaSaysWhatIsNeeded() {
        Tool tool = OfficeTool.SEND_MAIL.schema();

        assertThat(tool.name()).isEqualTo("send_mail");
        assertThat(tool.parameters().get("required")).hasToString("[\"to\",\"body\"]");
        assertThat(tool.parameters().get("properties").get("to").get("type").stringValue())
                .isEqualTo("array");
        assertThat(tool.parameters()
                        .get("properties")
                        .get("subject")
                        .get("type")
                        .stringValue())
                .isEqualTo("string");
        assertThat(tool.parameters().get("additionalProperties").booleanValue()).isFalse();
    }
}
