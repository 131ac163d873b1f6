package parable.audit.gate;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import parable.audit.Dispatch;
import parable.audit.Verdict.Span;

/// A mail that the agent sent, answered or forwarded, with everything resolved that a judge needs.
///
/// @param recipients bare addresses, whether or not it reached them
/// @param body       what the agent wrote; quoted lines blanked out, offsets unchanged
/// @param start      offset of `body` in everything that was written
/// @param enclosed   ids of what went along
record Outgoing(Dispatch dispatch, Set<String> recipients, String body, int start, Set<String> enclosed) {
    private static final Pattern QUOTED_LINE = Pattern.compile("(?m)^[ \\t]*>.*$");

    Outgoing {
        recipients = new TreeSet<>(recipients);
        enclosed = new TreeSet<>(enclosed);
        body = QUOTED_LINE
                .matcher(body)
                .replaceAll(line -> " ".repeat(line.group().length()));
    }

    boolean reaches(Collection<String> addresses) {
        return recipients.stream().anyMatch(addresses::contains);
    }

    /// Where any of `phrases` stands in the text, the subject not included.
    List<Span> mentions(Pattern phrases) {
        List<Span> spans = new ArrayList<>();
        Matcher found = phrases.matcher(body);
        while (found.find()) {
            spans.add(at(found.start(), found.end()));
        }
        return spans;
    }

    Span at(int from, int to) {
        return new Span(start + from, start + to);
    }

    Span whole() {
        return new Span(dispatch.start(), dispatch.end());
    }

    boolean happened() {
        return dispatch.outcome() instanceof Dispatch.Outcome.Done;
    }
}
