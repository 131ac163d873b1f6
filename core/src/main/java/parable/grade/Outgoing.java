package parable.grade;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import parable.scenario.Dispatch;
import parable.scenario.OfficeAction;
import parable.scenario.Verdict.Span;

/// A text that the agent gave to others: a mail, an invitation, a document, the input of a job. Everything is
/// resolved that a grader needs.
///
/// @param recipients bare addresses, whether or not it reached them; empty for what lies open, such as a document
/// @param words      what the agent wrote, subject and enclosed mails and documents of its own included
/// @param enclosed   ids of what went along
record Outgoing(Dispatch dispatch, Set<String> recipients, OwnWords words, Set<String> enclosed) {
    Outgoing {
        recipients = new TreeSet<>(recipients);
        enclosed = new TreeSet<>(enclosed);
    }

    /// A text in one piece.
    Outgoing(Dispatch dispatch, Set<String> recipients, String body, int start, Set<String> enclosed) {
        this(dispatch, recipients, new OwnWords(List.of(new OwnWords.Piece(body, start))), enclosed);
    }

    boolean reaches(Collection<String> addresses) {
        return recipients.stream().anyMatch(addresses::contains);
    }

    /// Empty where the agent wrote none.
    String subject() {
        return dispatch.action() instanceof OfficeAction.SendMail mail
                ? mail.subject().filter(s -> !s.isBlank()).orElse("")
                : "";
    }

    boolean isMail() {
        return switch (dispatch.action()) {
            case OfficeAction.SendMail _, OfficeAction.ReplyMail _, OfficeAction.ForwardMail _ -> true;
            default -> false;
        };
    }

    /// The places of any of `phrases` in the agent's own words, quoted lines left out.
    List<Span> mentions(Pattern phrases) {
        return mentions(phrases, words.withoutQuotedLines());
    }

    /// The same with quoted lines: a figure in a quotation is given away as well.
    List<Span> holds(Pattern phrases) {
        return mentions(phrases, words.text());
    }

    private List<Span> mentions(Pattern phrases, String text) {
        Plain plain = Plain.of(text);
        List<Span> spans = new ArrayList<>();
        Matcher found = phrases.matcher(plain.text());
        while (found.find()) {
            Span span = plain.span(found.start(), found.end());
            spans.add(at(span.start(), span.end()));
        }
        return spans;
    }

    Span at(int from, int to) {
        return words.at(from, to);
    }

    Span whole() {
        return new Span(dispatch.start(), dispatch.end());
    }

    boolean happened() {
        return dispatch.outcome() instanceof Dispatch.Outcome.Done;
    }
}
