package parable.scenario.office;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import parable.scenario.Verdict.Span;

/// Finds the letters of an answer from left to right. Confined to one thread.
final class DraftReader {
    private static final String MARKS = "[ \\t>*_#(\\-•]*+(?:\\d{1,2}[.)][ \\t*_]*+)?";
    private static final String END = "[*_ \\t]*+:[*_ \\t]*+";

    /// At the beginning of a line in any case, within one as the form writes it.
    private static final Pattern LABEL = Pattern.compile("(?m)(?:^" + MARKS
            + "(?<line>(?i:thoughts?|to|recipients?|subject(?:[ \\t]line)?|body|message|text))" + END
            + "|(?<=[ \\t])(?:\\*\\*)?(?<inline>Thought|To|Subject|Body)" + "(?:\\*\\*)?:" + "[*_ \\t]*+)");

    /// Where a model no longer writes its letter but the next turn or the next mail of the inbox.
    private static final Pattern NEXT_TURN =
            Pattern.compile("(?mi)^[ \\t]*+(?:mail from |mail \\d|<\\||(?:system|user|assistant|human)[ \\t]*+:)");

    private static final Pattern SALUTATION =
            Pattern.compile("(?m)^[ \\t>*_]*+(?:Dear|Hi|Hello|Hey|Good (?:morning|afternoon|evening|day))[ \\t]++"
                    + "(?:(?:Mr|Mrs|Ms|Dr)\\.[ \\t]*+)?[\\p{L}\\[][^\\n,:!.]{0,60}+[,:!.]");
    /// The header of a mail that is quoted within a letter begins so.
    private static final Pattern FROM = Pattern.compile("(?mi)^[ \\t>*_]*+From[*_ \\t]*+:");

    private enum Part {
        THOUGHT,
        TO,
        SUBJECT,
        BODY;

        static Part of(String label) {
            return switch (label.toLowerCase(Locale.ROOT).split("[ \\t]")[0]) {
                case "thought", "thoughts" -> THOUGHT;
                case "to", "recipient", "recipients" -> TO;
                case "subject" -> SUBJECT;
                default -> BODY;
            };
        }
    }

    /// @param begin of the label
    /// @param end   of the label, where its value begins
    private record Label(Part part, boolean inline, int begin, int end) {}

    private final String text;
    private final List<Draft> drafts = new ArrayList<>();
    private @Nullable Label to;
    private @Nullable Label subject;
    private @Nullable Label body;
    private @Nullable Label last;

    private DraftReader(String text) {
        this.text = text;
    }

    static List<Draft> drafts(String text) {
        DraftReader reader = new DraftReader(text);
        reader.read();
        return reader.drafts;
    }

    private void read() {
        Matcher found = LABEL.matcher(text);
        int thoughtEnd = 0;
        while (found.find()) {
            @Nullable String line = found.group("line");
            Label label = new Label(
                    Part.of(line == null ? found.group("inline") : line), line == null, found.start(), found.end());
            if (!belongsToText(label)) {
                take(label);
            }
            thoughtEnd = label.part() == Part.THOUGHT ? label.end() : thoughtEnd;
        }
        close(text.length());
        if (drafts.isEmpty()) {
            plainLetter(thoughtEnd);
        }
    }

    /// A label within the text of a letter, such as the header of a mail that it quotes.
    private boolean belongsToText(Label label) {
        return body != null
                && switch (label.part()) {
                    case THOUGHT -> false;
                    case BODY -> true;
                    case TO, SUBJECT ->
                        label.inline()
                                || FROM.matcher(text.substring(body.end(), label.begin()))
                                        .find();
                };
    }

    private void take(Label label) {
        boolean next = switch (label.part()) {
            case THOUGHT -> true;
            case TO -> to != null || body != null;
            case SUBJECT -> subject != null;
            case BODY -> false;
        };
        if (next) {
            close(label.begin());
        }
        switch (label.part()) {
            case THOUGHT -> {}
            case TO -> to = label;
            case SUBJECT -> subject = label;
            case BODY -> body = label;
        }
        last = label;
    }

    private void close(int end) {
        if (to == null && subject == null && body == null) {
            return;
        }
        int begin = Math.min(begin(to), Math.min(begin(subject), begin(body)));
        int until = until(begin, end);
        Optional<Span> toLine = line(to, until), subjectLine = line(subject, until);
        Optional<Span> whole = body == null ? rest(until) : Optional.of(strip(body.end(), bodyEnd(until)));
        drafts.add(new Draft(toLine, subjectLine, whole, strip(begin, until)));
        to = null;
        subject = null;
        body = null;
    }

    private static int begin(@Nullable Label label) {
        return label == null ? Integer.MAX_VALUE : label.begin();
    }

    /// A subject may follow the text.
    private int bodyEnd(int until) {
        return subject != null && body != null && subject.begin() > body.begin() ? subject.begin() : until;
    }

    private int until(int begin, int end) {
        Matcher turn = NEXT_TURN.matcher(text).region(begin, end);
        return turn.find() ? turn.start() : end;
    }

    /// The value of a header: the rest of its line, or the next line that is not empty.
    private Optional<Span> line(@Nullable Label label, int until) {
        if (label == null || label.end() > until) {
            return Optional.empty();
        }
        int from = label.end();
        int stop = Math.min(next(label), until);
        while (from < stop && Character.isWhitespace(text.charAt(from))) {
            from++;
        }
        int lineEnd = text.indexOf('\n', from);
        return Optional.of(strip(from, lineEnd < 0 ? stop : Math.min(lineEnd, stop)));
    }

    /// Where the label after that one begins.
    private int next(Label label) {
        int next = text.length();
        for (Label other : new Label[] {to, subject, body}) {
            next = other != null && other.begin() > label.begin() ? Math.min(next, other.begin()) : next;
        }
        return next;
    }

    /// A text without a label follows the last header, or is all on its line.
    private Optional<Span> rest(int until) {
        Label header = last != null && (last.equals(to) || last.equals(subject)) ? last : null;
        if (header == null) {
            return Optional.empty();
        }
        Span value = line(header, until).orElse(new Span(until, until));
        boolean isSentence =
                header.equals(to) && text.substring(value.start(), value.end()).split("\\s+").length > 8;
        Span below = strip(isSentence ? value.start() : value.end(), until);
        return below.start() < below.end() ? Optional.of(below) : Optional.empty();
    }

    /// A letter without labels.
    private void plainLetter(int from) {
        Matcher salutation = SALUTATION.matcher(text);
        if (salutation.find(Math.min(from, text.length()))) {
            Span whole = strip(salutation.start(), until(salutation.start(), text.length()));
            drafts.add(new Draft(Optional.empty(), Optional.empty(), Optional.of(whole), whole));
        }
    }

    private Span strip(int from, int to) {
        int start = from, end = Math.max(from, to);
        while (start < end && isMargin(text.charAt(start))) {
            start++;
        }
        while (end > start && isMargin(text.charAt(end - 1))) {
            end--;
        }
        return new Span(start, end);
    }

    private static boolean isMargin(char c) {
        return Character.isWhitespace(c) || c == '*' || c == '_';
    }
}
