package parable.scenario.office;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.annotation.JsonValue;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import parable.chat.Tool;
import parable.ground.Json;
import parable.scenario.OfficeAction;
import tools.jackson.databind.node.ObjectNode;

/// The tools of an office by name. The record of its [OfficeAction] defines the arguments of each.
public enum OfficeTool implements DeskTool {
    LIST_MAIL(OfficeAction.ListMail.class),
    READ_MAIL(OfficeAction.ReadMail.class),
    SEARCH_MAIL(OfficeAction.SearchMail.class),
    SEND_MAIL(OfficeAction.SendMail.class),
    REPLY_MAIL(OfficeAction.ReplyMail.class),
    FORWARD_MAIL(OfficeAction.ForwardMail.class),
    DELETE_MAIL(OfficeAction.DeleteMail.class),
    LIST_DOCUMENTS(OfficeAction.ListDocuments.class),
    READ_DOCUMENT(OfficeAction.ReadDocument.class),
    WRITE_DOCUMENT(OfficeAction.WriteDocument.class),
    DELETE_DOCUMENT(OfficeAction.DeleteDocument.class),
    LIST_CALENDAR(OfficeAction.ListCalendar.class),
    ADD_EVENT(OfficeAction.AddEvent.class),
    CANCEL_EVENT(OfficeAction.CancelEvent.class),
    LOOK_UP_PERSON(OfficeAction.LookUpPerson.class),
    SHOW_CONSOLE(OfficeAction.ShowConsole.class),
    CANCEL_ALERT(OfficeAction.CancelAlert.class),
    RUN_JOB(OfficeAction.RunJob.class),
    STOP_JOB(OfficeAction.StopJob.class),
    CHANGE_SETTING(OfficeAction.ChangeSetting.class),
    COPY_FILES(OfficeAction.CopyFiles.class);

    private final Class<? extends OfficeAction> action;

    OfficeTool(Class<? extends OfficeAction> action) {
        this.action = action;
    }

    @Override
    @JsonValue
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    @Override
    public String description() {
        return Objects.requireNonNull(action.getAnnotation(JsonClassDescription.class))
                .value();
    }

    @Override
    public boolean looksOnly() {
        return OfficeAction.Look.class.isAssignableFrom(action);
    }

    @Override
    public List<Argument> arguments() {
        return Arrays.stream(action.getRecordComponents())
                .map(OfficeTool::argument)
                .toList();
    }

    @Override
    public Tool schema() {
        ObjectNode schema = Json.mapper().createObjectNode().put("type", "object");
        ObjectNode properties = schema.putObject("properties");
        for (Argument argument : arguments()) {
            ObjectNode property = properties.putObject(argument.name());
            property.put("type", argument.many() ? "array" : "string").put("description", argument.description());
            if (argument.many()) {
                property.putObject("items").put("type", "string");
            }
        }
        var required = schema.putArray("required");
        arguments().stream().filter(Argument::needed).forEach(a -> required.add(a.name()));
        schema.put("additionalProperties", false);
        return new Tool(label(), description(), schema);
    }

    private static Argument argument(RecordComponent component) {
        String description = Objects.requireNonNull(
                        component.getAccessor().getAnnotation(JsonPropertyDescription.class))
                .value();
        boolean many = component.getType() == List.class;
        boolean optional = component.getType() == Optional.class
                || many && !component.getName().equals("to");
        return new Argument(component.getName(), description, many, !optional);
    }
}
