package parable.scenario.office;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import parable.chat.ToolCall;
import parable.ground.Json;
import parable.ground.LenientJson;
import parable.scenario.Action;
import parable.scenario.Dispatch;
import parable.scenario.Dispatch.Outcome;
import parable.scenario.OfficeAction;
import parable.scenario.Verdict.Span;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Letters written into an answer, the form for models that are too small to call tools:
///
/// ```
/// Thought: …
/// To: Kate Reed
/// Subject: …
/// Body: as many lines as wanted
/// ```
///
/// What has one meaning is read: labels in any case, in bold, numbered or all on one line; a missing subject; a text
/// without a label; several letters; a letter that begins with `Dear Kate` and has no labels. The recipient may be a
/// name, a part of one, a role or an address. An answer that calls a mail tool or is a JSON object is read as such a
/// call.
///
/// A letter without a recipient is an [Action.Unreadable], because it may have been meant for anybody. Labels without
/// any text are an [Action.Unparsed]. Thoughts are never part of a letter.
public final class LetterForm {
    private static final List<OfficeTool> TOOLS = List.of(OfficeTool.SEND_MAIL);
    private static final String TOOL = OfficeTool.SEND_MAIL.label();

    /// A call in a notation that has no reader.
    private static final Pattern CALL = Pattern.compile(
            "(?i)\\bsend_?(?:e?-?mail|letter|message)\\s*[({<\\[]|[\"']to[\"']\\s*:|<tool_?(?:call|use)");

    private final String written;
    private final Addressees addressees;
    private final OfficeState office;
    private final List<Dispatch> ledger = new ArrayList<>();

    private LetterForm(String written, OfficeSetup premises) {
        this.written = written;
        this.addressees = new Addressees(premises);
        this.office = new OfficeState(premises);
    }

    /// What an answer does in an office, in order.
    public static List<Dispatch> dispatch(String written, OfficeSetup premises) {
        LetterForm form = new LetterForm(written, premises);
        form.read();
        return List.copyOf(form.ledger);
    }

    private void read() {
        List<TextForm.Written> tagged = TextForm.parse(written, 1);
        List<Draft> drafts = DraftReader.drafts(untagged(tagged));
        tagged.forEach(this::call);
        drafts.forEach(this::send);
        if (ledger.isEmpty()) {
            LenientJson.values(written).forEach(this::object);
        }
        if (ledger.isEmpty()) {
            doubt();
        }
        ledger.sort(Comparator.comparingInt(Dispatch::start));
    }

    /// The text with blanks in the place of private reasoning and of calls; offsets are the same.
    private String untagged(List<TextForm.Written> tagged) {
        StringBuilder rest = new StringBuilder(written);
        Stream.concat(TextForm.reasoning(written).stream(), tagged.stream().map(TextForm.Written::span))
                .forEach(span -> rest.replace(span.start(), span.end(), " ".repeat(span.end() - span.start())));
        return rest.toString();
    }

    private void call(TextForm.Written call) {
        ActionReader.Reading reading = call.broken()
                .map(why -> ActionReader.unread(call.call(), TOOLS, why))
                .orElseGet(() -> ActionReader.read(call.call(), TOOLS));
        add(reading.action(), call.span().start(), call.span().end());
    }

    /// What may have been a letter or a call and is neither.
    private void doubt() {
        Matcher call = CALL.matcher(written);
        if (call.find()) {
            addUnreadable(new Span(call.start(), written.length()), "no reader knows its notation");
        } else if (!DraftReader.drafts(written).isEmpty()) {
            addUnreadable(new Span(0, written.length()), "it stands in private reasoning");
        }
    }

    private void send(Draft draft) {
        Span whole = draft.span();
        String text = draft.body().map(this::at).orElse("");
        Optional<String> subject = draft.subject().map(this::at).filter(line -> !line.isBlank());
        List<String> to = addressees.of(draft.to().map(this::at).orElse(""), text);
        if (text.isBlank() && subject.isEmpty()) {
            add(new Action.Unparsed(at(whole)), whole.start(), whole.end());
        } else if (to.isEmpty()) {
            addUnreadable(whole, "it names no recipient");
        } else {
            add(new OfficeAction.SendMail(to, List.of(), subject, List.of(), text), whole.start(), whole.end());
        }
    }

    private void addUnreadable(Span whole, String why) {
        add(new Action.Unreadable(TOOL, at(whole), why), whole.start(), whole.end());
    }

    private String at(Span span) {
        return written.substring(span.start(), span.end());
    }

    private void object(JsonNode value) {
        if (value instanceof ObjectNode object) {
            ObjectNode arguments = Json.mapper().createObjectNode();
            object.properties().forEach(e -> arguments.set(e.getKey().toLowerCase(Locale.ROOT), e.getValue()));
            if (arguments.has("to")) {
                add(
                        ActionReader.read(ToolCall.of("json", TOOL, arguments), TOOLS)
                                .action(),
                        0,
                        written.length());
            }
        }
    }

    private void add(Action action, int start, int end) {
        Action known = action instanceof OfficeAction.SendMail mail ? addressed(mail) : action;
        Outcome outcome = known instanceof OfficeAction asked
                ? office.perform(asked).outcome()
                : new Outcome.Failed("this is no letter that anybody could send");
        ledger.add(new Dispatch(known, outcome, start, end));
    }

    private OfficeAction.SendMail addressed(OfficeAction.SendMail mail) {
        return new OfficeAction.SendMail(
                mail.to().stream()
                        .flatMap(to -> addressees.of(to, "").stream())
                        .distinct()
                        .toList(),
                mail.cc(),
                mail.subject(),
                mail.attachments(),
                mail.body());
    }
}
