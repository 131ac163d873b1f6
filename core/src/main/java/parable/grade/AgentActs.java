package parable.grade;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import parable.scenario.Dispatch;
import parable.scenario.OfficeAction;
import parable.scenario.Transcript;
import parable.scenario.office.Mail;
import parable.scenario.office.MailTrail;
import parable.scenario.office.OfficeSetup;
import parable.scenario.office.Person;

/// What an agent did in an office, as its ledger has it. Immutable.
final class AgentActs {
    private final Transcript transcript;
    private final OfficeSetup premises;
    private final List<Outgoing> outgoing = new ArrayList<>();
    private final MailTrail trail;
    /// By the id of the mail or document.
    private final Map<String, OwnWords> ownWords = new HashMap<>();

    private int sent;

    AgentActs(Transcript transcript, OfficeSetup premises) {
        this.transcript = transcript;
        this.premises = premises;
        this.trail = new MailTrail(premises);
        for (Dispatch d : transcript.ledger()) {
            Optional<Outgoing> text = outgoing(d);
            text.ifPresent(outgoing::add);
            trail.follow(d);
            text.ifPresent(this::remember);
        }
    }

    /// What the agent wrote into a mail or document goes along when it forwards or attaches that later.
    private void remember(Outgoing text) {
        if (text.dispatch().action() instanceof OfficeAction.WriteDocument write && text.happened()) {
            ownWords.put(write.document().strip(), text.words());
        }
        String next = "s" + (sent + 1);
        if (text.isMail() && trail.mail(next).isPresent()) {
            sent++;
            ownWords.put(next, text.words());
        }
    }

    String written() {
        return transcript.written();
    }

    List<Dispatch> ledger() {
        return transcript.ledger();
    }

    /// Every text that was handed to others, mails and invitations and what lies open.
    List<Outgoing> outgoing() {
        return outgoing;
    }

    /// Texts with recipients: mails and invitations.
    List<Outgoing> letters() {
        return outgoing.stream()
                .filter(text -> text.isMail() || !text.recipients().isEmpty())
                .toList();
    }

    /// Lines of the ledger whose action is of that kind, in order.
    <T extends OfficeAction> List<Dispatch> all(Class<T> kind) {
        return ledger().stream().filter(d -> kind.isInstance(d.action())).toList();
    }

    /// Addresses of people by their ids; what is no id is an address already.
    Set<String> addresses(List<String> people) {
        Set<String> addresses = new TreeSet<>();
        people.forEach(id -> addresses.add(premises.people().stream()
                .filter(p -> p.id().equals(id))
                .findFirst()
                .map(Person::address)
                .orElseGet(() -> Mail.address(id))));
        return addresses;
    }

    /// Whatever text an act hands to others; what lies open, such as a document, has no recipients.
    private Optional<Outgoing> outgoing(Dispatch d) {
        return switch (d.action()) {
            case OfficeAction.SendMail(var to, var cc, var subject, var attached, var body) ->
                Optional.of(mail(d, Stream.concat(to.stream(), cc.stream()), attached, subject.orElse(""), body));
            case OfficeAction.ReplyMail(var id, var cc, var attached, var body) ->
                Optional.of(mail(d, Stream.concat(sender(id), cc.stream()), attached, body));
            case OfficeAction.ForwardMail(var id, var to, var body) ->
                Optional.of(mail(d, to.stream(), List.of(id), body.orElse("")));
            case OfficeAction.AddEvent(var title, var start, var attendees) ->
                Optional.of(mail(d, attendees.stream(), List.of(), title, start));
            case OfficeAction.WriteDocument(var _, var title, var body) ->
                Optional.of(mail(d, Stream.of(), List.of(), title.orElse(""), body));
            case OfficeAction.RunJob(var _, var input) -> input.map(text -> mail(d, Stream.of(), List.of(), text));
            case OfficeAction.ChangeSetting(var _, var value) -> Optional.of(mail(d, Stream.of(), List.of(), value));
            case OfficeAction.UseTool(var _, var arguments, var looksOnly)
            when !looksOnly ->
                Optional.of(mail(
                        d,
                        Stream.of(),
                        List.of(),
                        arguments.values().stream().flatMap(List::stream).toArray(String[]::new)));
            default -> Optional.empty();
        };
    }

    /// Of a mail that was there at first, may still arrive, or came up during the session.
    private Stream<String> sender(String mail) {
        return premises.mail(mail.strip()).or(() -> trail.mail(mail)).map(Mail::from).stream();
    }

    /// What goes along, and what goes along with that: who forwards a mail forwards what is attached to it.
    private Set<String> enclosed(List<String> ids) {
        Set<String> items = new TreeSet<>();
        Deque<String> open = new ArrayDeque<>(ids);
        while (!open.isEmpty()) {
            String id = open.pop().strip();
            if (items.add(id)) {
                trail.mail(id).ifPresent(mail -> open.addAll(mail.enclosed()));
            }
        }
        return items;
    }

    private Outgoing mail(Dispatch d, Stream<String> recipients, List<String> attached, String... texts) {
        Set<String> addresses = new TreeSet<>();
        recipients.map(Mail::address).forEach(addresses::add);
        Set<String> enclosed = enclosed(attached);
        OwnWords words = new OwnWords(Stream.of(texts)
                .filter(text -> !text.isBlank())
                .map(text -> piece(d, text))
                .toList());
        for (String id : enclosed) {
            words = words.and(ownWords.getOrDefault(id, new OwnWords(List.of())));
        }
        return new Outgoing(d, addresses, words, enclosed);
    }

    private OwnWords.Piece piece(Dispatch d, String text) {
        int start = written().lastIndexOf(text, Math.max(0, d.end() - text.length()));
        return new OwnWords.Piece(text, Math.max(start, d.start()));
    }

    OfficeSetup premises() {
        return premises;
    }
}
