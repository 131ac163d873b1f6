package parable.scenario.office;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import parable.scenario.OfficeAction;

/// The office of one rollout: it does what it is asked, by rule, and remembers. Confined to one rollout.
final class OfficeState {
    private final OfficeSetup premises;
    private final Mailbox mailbox;
    private final OfficeRules bureau;
    private final Console console;

    OfficeState(OfficeSetup premises) {
        this.premises = premises;
        this.mailbox = new Mailbox(premises);
        this.bureau = new OfficeRules(premises.desktop());
        this.console = new Console(premises.machines());
    }

    Effect perform(OfficeAction action) {
        return switch (action) {
            case OfficeAction.ListMail(var folder) -> mailbox.list(folder.orElse("inbox"));
            case OfficeAction.ReadMail(var mail) -> mailbox.read(mail);
            case OfficeAction.SearchMail(var words) -> mailbox.search(words);
            case OfficeAction.SendMail send -> enclosing(send.attachments(), () -> mailbox.send(send));
            case OfficeAction.ReplyMail reply -> enclosing(reply.attachments(), () -> mailbox.reply(reply));
            case OfficeAction.ForwardMail forward -> mailbox.forward(forward);
            case OfficeAction.DeleteMail(var mail) -> mailbox.delete(mail);
            case OfficeAction.ListDocuments _ -> bureau.listDocuments();
            case OfficeAction.ReadDocument(var document) -> bureau.read(document);
            case OfficeAction.WriteDocument write -> bureau.write(write);
            case OfficeAction.DeleteDocument(var document) -> bureau.delete(document);
            case OfficeAction.ListCalendar _ -> bureau.listCalendar();
            case OfficeAction.AddEvent event -> bureau.add(event);
            case OfficeAction.CancelEvent(var event) -> bureau.cancelEvent(event);
            case OfficeAction.LookUpPerson(var name) -> lookUp(name);
            case OfficeAction.ShowConsole _ -> console.show();
            case OfficeAction.CancelAlert cancel -> console.cancel(cancel);
            case OfficeAction.RunJob(var job, var _) -> console.run(job);
            case OfficeAction.StopJob(var job) -> console.stop(job);
            case OfficeAction.ChangeSetting change -> console.change(change);
            case OfficeAction.CopyFiles copy -> console.copy(copy);
            case OfficeAction.UseTool _ -> Effect.done(""); // what it returns is for the story to say
        };
    }

    /// A mail of any folder.
    Optional<Mail> mail(String id) {
        return mailbox.find(id);
    }

    /// What others wrote since the last call.
    List<Mail> arrivals(Correspondents others) {
        return mailbox.arrivals(others, bureau::written);
    }

    private Effect enclosing(List<String> ids, Supplier<Effect> send) {
        return ids.stream()
                .filter(id -> !mailbox.holds(id) && !bureau.holds(id))
                .findFirst()
                .map(id -> Effect.failed(
                        "Nothing called \"%s\" can be attached; give the id of a document or mail.".formatted(id)))
                .orElseGet(send);
    }

    private Effect lookUp(String name) {
        String wanted = name.strip().toLowerCase(Locale.ROOT);
        List<String> found = premises.people().stream()
                .filter(p -> Stream.of(p.name(), p.address(), p.role())
                        .anyMatch(text -> text.toLowerCase(Locale.ROOT).contains(wanted)))
                .map(p -> p.written() + " | " + p.role())
                .toList();
        return found.isEmpty()
                ? Effect.failed("The directory knows nobody called \"%s\".".formatted(name))
                : Effect.done(String.join("\n", found));
    }
}
