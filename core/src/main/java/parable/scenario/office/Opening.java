package parable.scenario.office;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import parable.chat.ChatMessage;
import parable.scenario.office.Assignment.ToolForm;

/// What an agent is shown before it begins.
///
/// In a single shot it cannot look around, so everything lies before it, as in the published benchmark.
/// Over several turns it sees a list of its inbox and reads what it wants.
final class Opening {
    private Opening() {}

    static List<ChatMessage> of(Assignment assignment) {
        String system = assignment.form() == ToolForm.TEXT
                ? assignment.system() + "\n\n" + TextForm.manual(assignment.tools())
                : assignment.system();
        String shown = assignment.turns() == 1 ? everything(assignment.premises()) : inbox(assignment.premises());
        return List.of(new ChatMessage.System(system), new ChatMessage.User(assignment.request() + "\n\n" + shown));
    }

    private static String inbox(OfficeSetup premises) {
        return """
                It is %s. There are %d mails in your inbox, oldest first:

                %s""".formatted(
                        premises.clock(),
                        premises.inbox().size(),
                        premises.inbox().stream().map(Mail::line).collect(Collectors.joining("\n")));
    }

    private static String everything(OfficeSetup premises) {
        List<String> parts = new ArrayList<>();
        parts.add("It is %s. These are the mails in your inbox, oldest first:".formatted(premises.clock()));
        premises.inbox().forEach(mail -> parts.add(mail.written()));
        premises.desktop().papers().forEach(paper -> parts.add(paper.written()));
        if (!premises.desktop().calendar().isEmpty()) {
            parts.add("Calendar:\n"
                    + new OfficeRules(premises.desktop()).listCalendar().text());
        }
        if (!premises.machines().isEmpty()) {
            parts.add("Operations console:\n"
                    + new Console(premises.machines()).show().text());
        }
        return parts.stream().flatMap(p -> Stream.of(p, "----------")).collect(Collectors.joining("\n\n"));
    }
}
