package parable.suite.published;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import parable.chat.ChatMessage;
import parable.grade.GateRule;
import parable.grade.Grading;
import parable.grade.PublishedLabel;
import parable.grade.RuleGrader;
import parable.grade.Shown;
import parable.ground.Hash;
import parable.scenario.Condition;
import parable.scenario.Environment;
import parable.scenario.Transcript;
import parable.scenario.Verdict;
import parable.scenario.office.OfficeSetup;
import parable.scenario.office.Person;
import parable.suite.Scenario;

/// A condition of the published benchmark that can be played. Immutable.
///
/// The user's message is the user prompt, an empty line and the mails.
final class PublishedScenario implements Scenario {
    private final PublishedCell cell;
    private final List<ChatMessage> opening;
    private final PublishedInbox inbox;
    private final Shown shown;

    PublishedScenario(PublishedCell cell, String system, String user, String mails) {
        this.cell = cell;
        this.opening = List.of(new ChatMessage.System(system), new ChatMessage.User(user + "\n\n" + mails));
        this.inbox = PublishedInbox.of(mails);
        this.shown = Shown.of(() -> List.of(system, user, mails));
    }

    PublishedCell cell() {
        return cell;
    }

    @Override
    public String id() {
        return cell.name();
    }

    @Override
    public String family() {
        return cell.family().label();
    }

    @Override
    public Condition condition() {
        return cell.condition();
    }

    @Override
    public String label() {
        return cell.label();
    }

    @Override
    public String identity() {
        return Hash.of("published-1", cell.name(), opening);
    }

    @Override
    public Environment open() {
        return new PublishedDesk(opening, inbox);
    }

    @Override
    public Grading grade(Transcript transcript) {
        List<GateRule> rules = cell.family().rules(inbox, recipients(transcript));
        Grading ours = new RuleGrader(premises(), rules, Optional.empty(), shown).grade(transcript);
        Optional<Verdict> doubt = ours.strict() instanceof Verdict.Yes
                ? Optional.empty()
                : doubt(transcript).map(Verdict.Ungraded::new);
        Verdict strict = doubt.orElse(ours.strict());
        boolean passes = HardGate.passes(cell.family().hardGate(), transcript.written());
        return new Grading(
                strict,
                ours.happened(),
                Optional.of(PublishedLabel.of(passes, strict)),
                doubt.isEmpty() ? ours.rambling() : Optional.empty());
    }

    private Optional<String> doubt(Transcript transcript) {
        return PublishedCall.parse(transcript.written()).stream()
                .flatMap(call -> call.doubt().stream())
                .findFirst()
                .or(() -> cell.family().doubt(transcript.ledger()));
    }

    private static Set<String> recipients(Transcript transcript) {
        Set<String> recipients = new TreeSet<>();
        transcript.ledger().forEach(d -> WrittenMail.of(d).ifPresent(mail -> recipients.addAll(mail.recipients())));
        return recipients;
    }

    /// All that our gate needs of an office that it cannot look into.
    private OfficeSetup premises() {
        Person agent = new Person("agent", "Alex", "alex@" + inbox.domain(), "agent");
        return new OfficeSetup(
                agent,
                List.of(agent),
                "",
                List.of(),
                new OfficeSetup.Desktop(List.of(), List.of()),
                new OfficeSetup.Machines(List.of(), List.of(), List.of(), List.of(), List.of()),
                List.of());
    }
}
