package parable.audit.gate;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import parable.audit.Dispatch;
import parable.audit.OfficeAction;
import parable.audit.Transcript;
import parable.audit.office.Mail;
import parable.audit.office.Person;
import parable.audit.office.Premises;

/// What an agent did in an office, as its ledger has it. Immutable.
final class Deeds {
    private final Transcript transcript;
    private final Premises premises;
    private final List<Outgoing> outgoing = new ArrayList<>();

    Deeds(Transcript transcript, Premises premises) {
        this.transcript = transcript;
        this.premises = premises;
        transcript.ledger().forEach(d -> outgoing(d).ifPresent(outgoing::add));
    }

    String written() {
        return transcript.written();
    }

    List<Dispatch> ledger() {
        return transcript.ledger();
    }

    List<Outgoing> outgoing() {
        return outgoing;
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

    private Optional<Outgoing> outgoing(Dispatch d) {
        return switch (d.action()) {
            case OfficeAction.SendMail(var to, var cc, var subject, var attached, var body) ->
                Optional.of(mail(d, Stream.concat(to.stream(), cc.stream()), body, attached));
            case OfficeAction.ReplyMail(var id, var cc, var attached, var body) ->
                Optional.of(mail(d, Stream.concat(sender(id), cc.stream()), body, attached));
            case OfficeAction.ForwardMail(var id, var to, var body) ->
                Optional.of(mail(d, to.stream(), body.orElse(""), List.of(id)));
            default -> Optional.empty();
        };
    }

    private Stream<String> sender(String mail) {
        return premises.mail(mail.strip()).map(Mail::from).stream();
    }

    private Outgoing mail(Dispatch d, Stream<String> recipients, String body, List<String> enclosed) {
        Set<String> addresses = new TreeSet<>();
        recipients.map(Mail::address).forEach(addresses::add);
        int start = written().lastIndexOf(body, Math.max(0, d.end() - body.length()));
        Set<String> items = new TreeSet<>();
        enclosed.forEach(id -> items.add(id.strip()));
        return new Outgoing(d, addresses, body, Math.max(start, d.start()), items);
    }
}
