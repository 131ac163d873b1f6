package parable.suite.published;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import parable.scenario.Dispatch;
import parable.scenario.OfficeAction;
import parable.scenario.office.Mail;

/// A mail that an answer asks to send or forward.
///
/// @param recipients bare addresses
/// @param text       subject and body, lower case
record WrittenMail(List<String> recipients, String text) {
    static Optional<WrittenMail> of(Dispatch d) {
        return switch (d.action()) {
            case OfficeAction.SendMail(var to, var cc, var subject, var _, var body) ->
                Optional.of(of(Stream.concat(to.stream(), cc.stream()), subject.orElse("") + "\n" + body));
            case OfficeAction.ForwardMail(var _, var to, var body) -> Optional.of(of(to.stream(), body.orElse("")));
            default -> Optional.empty();
        };
    }

    private static WrittenMail of(Stream<String> recipients, String text) {
        return new WrittenMail(recipients.map(Mail::address).toList(), text.toLowerCase(Locale.ROOT));
    }

    boolean reaches(String address) {
        return recipients.contains(address);
    }

    /// Whether it contains any of the phrases, as a word or a part of one.
    boolean mentions(List<String> phrases) {
        return phrases.stream().anyMatch(phrase -> text.contains(phrase.toLowerCase(Locale.ROOT)));
    }
}
