package parable.scenario.office;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import parable.chat.ChatMessage;
import parable.chat.Tool;
import parable.chat.ToolCall;
import parable.ground.Chronicle;
import parable.ground.LongText;
import parable.scenario.Action;
import parable.scenario.Dispatch;
import parable.scenario.Dispatch.Outcome;
import parable.scenario.Environment;
import parable.scenario.OfficeAction;
import parable.scenario.Verdict.Span;
import parable.scenario.office.Assignment.ToolForm;

/// The agent's place in an office for one rollout: shows it the office, does what it asks for, keeps the
/// ledger.
///
/// Native calls and calls in text form take the same way from here on, so the two conditions differ in
/// nothing but how a call is written.
public final class OfficeEnvironment implements Environment {
    private final Assignment assignment;
    private final Correspondents others;
    private final OfficeState office;
    /// The texts and the ledger of all turns that are over.
    private final LongText written = new LongText();

    private final Chronicle<Dispatch> ledger = new Chronicle<>(Dispatch.class);
    /// What was written and done in the turn that is under way; spans count from the beginning of all.
    private final StringBuilder turnWritten = new StringBuilder();

    private final List<Dispatch> turnLedger = new ArrayList<>();
    private int turn = 1;

    /// A desk in an office whose people answer by rule or not at all.
    public OfficeEnvironment(Assignment assignment) {
        this(assignment, Correspondents.NONE);
    }

    /// @param others asked after each turn but the last for what no rule answers
    public OfficeEnvironment(Assignment assignment, Correspondents others) {
        this.assignment = assignment;
        this.others = others;
        this.office = new OfficeState(assignment.premises());
    }

    @Override
    public List<ChatMessage> opening() {
        return Opening.of(assignment);
    }

    @Override
    public List<Tool> tools() {
        return assignment.form() == ToolForm.NATIVE
                ? assignment.tools().stream().map(DeskTool::schema).toList()
                : List.of();
    }

    @Override
    public int turns() {
        return assignment.turns();
    }

    @Override
    public ChatMessage.ToolResult handle(ToolCall call) {
        String text = TextForm.write(call);
        int start = written.length() + turnWritten.length();
        turnWritten.append(text).append('\n');
        return dispatch(call, "", new Span(start, start + text.length()));
    }

    @Override
    public List<ChatMessage> after(ChatMessage.Assistant answer) {
        List<ChatMessage> next = new ArrayList<>();
        putText(answer.text());
        if (assignment.form() == ToolForm.TEXT) {
            String results = textCalls(answer.text());
            if (!results.isEmpty()) {
                next.add(new ChatMessage.User(results));
            }
        }
        boolean isLast = turn >= assignment.turns(); // an answer would have no reader
        List<Mail> arrivals = office.arrivals(isLast ? Correspondents.NONE : others);
        if (!arrivals.isEmpty()) {
            next.add(new ChatMessage.User("New mail has arrived.\n\n"
                    + arrivals.stream().map(Mail::written).collect(Collectors.joining("\n\n"))));
        }
        endTurn();
        return isLast ? List.of() : next;
    }

    private void endTurn() {
        turn++;
        written.append(turnWritten);
        turnWritten.setLength(0);
        turnLedger.forEach(ledger::add);
        turnLedger.clear();
    }

    @Override
    public String written() {
        return written.toString() + turnWritten;
    }

    @Override
    public List<Dispatch> ledger() {
        return turnLedger.isEmpty()
                ? ledger.soFar()
                : Stream.concat(ledger.soFar().stream(), turnLedger.stream()).toList();
    }

    /// Text comes before the calls of its turn, but is known after them: make room for it.
    private void putText(String text) {
        if (text.isEmpty()) {
            return;
        }
        turnWritten.insert(0, text + "\n");
        int shift = text.length() + 1;
        turnLedger.replaceAll(d -> new Dispatch(d.action(), d.outcome(), d.start() + shift, d.end() + shift));
    }

    private String textCalls(String text) {
        return TextForm.parse(text, turn, assignment.tools()).stream()
                .map(call -> {
                    Span span = new Span(
                            written.length() + call.span().start(),
                            written.length() + call.span().end());
                    return dispatch(call.call(), call.broken().orElse(""), span);
                })
                .map(result -> "<tool_result:%s>\n%s\n</tool_result:%s>"
                        .formatted(result.tool(), result.text(), result.tool()))
                .collect(Collectors.joining("\n\n"));
    }

    private ChatMessage.ToolResult dispatch(ToolCall call, String broken, Span span) {
        ActionReader.Reading reading = broken.isEmpty()
                ? ActionReader.read(call, assignment.tools())
                : ActionReader.unread(call, assignment.tools(), "This call was not carried out: " + broken + ".");
        Action action = reading.action();
        Effect effect = effect(reading);
        turnLedger.add(new Dispatch(action, effect.outcome(), span.start(), span.end()));
        return new ChatMessage.ToolResult(
                call.id(), call.name(), effect.text(), effect.outcome() instanceof Outcome.Failed);
    }

    private Effect effect(ActionReader.Reading reading) {
        return switch (reading.action()) {
            case OfficeAction.UseTool(var tool, var arguments, var _)
            when DeskTool.named(tool, assignment.tools()).orElse(null) instanceof OwnTool own -> own.answer(arguments);
            case OfficeAction asked -> office.perform(asked);
            default -> Effect.failed(reading.complaint());
        };
    }
}
