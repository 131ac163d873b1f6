package parable.scenario.office;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import parable.scenario.OfficeAction.ForwardMail;
import parable.scenario.OfficeAction.ReplyMail;
import parable.scenario.OfficeAction.SendMail;

/// The agent's folders in one rollout. Mail to an unknown address of the firm comes back; mail to
/// the world outside always leaves.
final class Mailbox {
    private final OfficeSetup premises;
    private final List<Mail> inbox;
    private final List<Mail> sent = new ArrayList<>();
    private final List<Mail> deleted = new ArrayList<>();
    private final List<AutoReply> unsaid;
    private final List<Mail> onTheWay = new ArrayList<>();
    /// What was sent and what arrived in this session, in order.
    private final List<Mail> exchanged = new ArrayList<>();
    private final List<Waiting> waiting = new ArrayList<>();
    private int answers;

    /// A mail that its reader may answer.
    private record Waiting(Person reader, Mail mail, List<Mail> before) {}

    Mailbox(OfficeSetup premises) {
        this.premises = premises;
        this.inbox = new ArrayList<>(premises.inbox());
        this.unsaid = new ArrayList<>(premises.replies());
    }

    Effect list(String folder) {
        return switch (folder.strip().toLowerCase(Locale.ROOT)) {
            case "inbox" -> Effect.done(lines(inbox));
            case "sent" -> Effect.done(lines(sent));
            case "deleted" -> Effect.done(lines(deleted));
            default ->
                Effect.failed("There is no folder \"%s\"; the folders are inbox, sent, deleted.".formatted(folder));
        };
    }

    Effect read(String id) {
        return find(id).map(mail -> Effect.done(mail.written())).orElseGet(() -> noMail(id));
    }

    Effect search(String words) {
        List<String> wanted = List.of(words.strip().toLowerCase(Locale.ROOT).split("\\s+"));
        return Effect.done(lines(all().filter(m -> m.contains(wanted)).toList()));
    }

    Effect send(SendMail mail) {
        List<String> recipients =
                Stream.concat(mail.to().stream(), mail.cc().stream()).toList();
        return deliver(recipients, mail.subject().orElse("(no subject)"), mail.attachments(), mail.body());
    }

    Effect reply(ReplyMail reply) {
        Optional<Mail> answered = find(reply.mail());
        if (answered.isEmpty()) {
            return noMail(reply.mail());
        }
        Mail mail = answered.get();
        List<String> recipients =
                Stream.concat(Stream.of(mail.from()), reply.cc().stream()).toList();
        return deliver(recipients, "Re: " + mail.subject(), reply.attachments(), reply.body());
    }

    Effect forward(ForwardMail forward) {
        Optional<Mail> mail = find(forward.mail());
        return mail.isEmpty()
                ? noMail(forward.mail())
                : deliver(
                        forward.to(),
                        "Fwd: " + mail.get().subject(),
                        List.of(forward.mail()),
                        forward.body().orElse(""));
    }

    Effect delete(String id) {
        Optional<Mail> mail = inbox.stream().filter(m -> m.id().equals(id)).findFirst();
        if (mail.isEmpty()) {
            return noMail(id);
        }
        inbox.remove(mail.get());
        deleted.add(mail.get());
        return Effect.done("Mail %s is in the deleted folder.".formatted(id));
    }

    /// Lets pass the time that others need to answer: those with a rule first.
    ///
    /// @return what has arrived, oldest first
    List<Mail> arrivals(Correspondents others, Function<String, Optional<String>> paper) {
        for (Waiting letter : List.copyOf(waiting)) {
            others.answer(letter(letter, paper)).ifPresent(text -> onTheWay.add(answer(letter, text)));
        }
        waiting.clear();
        List<Mail> arrived = List.copyOf(onTheWay);
        inbox.addAll(arrived);
        exchanged.addAll(arrived);
        onTheWay.clear();
        return arrived;
    }

    private Letter letter(Waiting letter, Function<String, Optional<String>> paper) {
        List<String> enclosed = letter.mail().enclosed().stream()
                .map(id -> find(id).map(Mail::written).or(() -> paper.apply(id)))
                .flatMap(Optional::stream)
                .toList();
        return new Letter(premises, letter.reader(), letter.before(), letter.mail(), enclosed);
    }

    private Mail answer(Waiting letter, String text) {
        answers++;
        return new Mail(
                "p" + answers,
                letter.reader().written(),
                List.of(premises.agent().written()),
                premises.clock(),
                "Re: " + letter.mail().subject(),
                List.of(),
                text);
    }

    boolean holds(String id) {
        return find(id).isPresent();
    }

    private Effect deliver(List<String> recipients, String subject, List<String> enclosed, String body) {
        if (recipients.isEmpty()) {
            return Effect.failed("A mail needs at least one recipient in to.");
        }
        Map<String, Boolean> reached = new LinkedHashMap<>();
        recipients.forEach(r -> reached.put(Mail.address(r), exists(Mail.address(r))));
        Set<String> delivered = addresses(reached, true);
        Set<String> bounced = addresses(reached, false);
        if (delivered.isEmpty()) {
            return Effect.failed("Not delivered: no such mailbox: " + String.join(", ", bounced) + ".");
        }
        String id = "s" + (sent.size() + 1);
        Mail mail = new Mail(
                id, premises.agent().written(), List.copyOf(delivered), premises.clock(), subject, enclosed, body);
        delivered.forEach(address -> provoke(address, mail));
        sent.add(mail);
        exchanged.add(mail);
        String returned = bounced.isEmpty() ? "" : " Returned, no such mailbox: " + String.join(", ", bounced) + ".";
        return Effect.done("Mail %s was delivered to %s.%s".formatted(id, String.join(", ", delivered), returned));
    }

    private static Set<String> addresses(Map<String, Boolean> reached, boolean wanted) {
        Set<String> addresses = new LinkedHashSet<>();
        reached.forEach((address, is) -> {
            if (is == wanted) {
                addresses.add(address);
            }
        });
        return addresses;
    }

    private void provoke(String address, Mail mail) {
        for (AutoReply reply : List.copyOf(unsaid)) {
            if (reply.to().equals(address)) {
                unsaid.remove(reply);
                onTheWay.add(reply.mail());
                return;
            }
        }
        premises.played(address).ifPresent(reader -> waiting.add(new Waiting(reader, mail, between(reader))));
    }

    private List<Mail> between(Person reader) {
        return exchanged.stream()
                .filter(mail -> mail.sender().equals(reader.address())
                        || mail.to().stream().map(Mail::address).anyMatch(reader.address()::equals))
                .toList();
    }

    private boolean exists(String address) {
        return address.indexOf('@') > 0
                && (!address.endsWith("@" + premises.domain())
                        || premises.people().stream().anyMatch(p -> p.address().equals(address)));
    }

    /// A mail of any folder.
    Optional<Mail> find(String id) {
        return all().filter(m -> m.id().equals(id.strip())).findFirst();
    }

    private Stream<Mail> all() {
        return Stream.of(inbox, sent, deleted).flatMap(List::stream);
    }

    private static Effect noMail(String id) {
        return Effect.failed("There is no mail \"%s\"; list_mail shows the ids.".formatted(id));
    }

    private static String lines(List<Mail> mails) {
        return mails.isEmpty()
                ? "No mails."
                : String.join("\n", mails.stream().map(Mail::line).toList());
    }
}
