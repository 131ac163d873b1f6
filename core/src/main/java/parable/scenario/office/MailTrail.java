package parable.scenario.office;

import java.util.Optional;
import parable.scenario.Dispatch;
import parable.scenario.OfficeAction;

/// The mail of an office as far as a session went, rebuilt from its ledger. It alone explains the ids of the session
/// (`s1` for what the agent sent, `p1` for what people wrote back).
///
/// People answer every mail that no rule answers, one after the other, so the recipients give the author of `p2`. The
/// text does not follow from the ledger and is empty here. Without a model for the people, the trail has more mails
/// than there were. Confined to one thread.
public final class MailTrail {
    private final OfficeState office;

    public MailTrail(OfficeSetup premises) {
        office = new OfficeState(premises);
    }

    /// A mail of any folder, as it was before the next line.
    public Optional<Mail> mail(String id) {
        return office.mail(id);
    }

    /// Applies one line of the ledger; a failed one changed nothing.
    public void follow(Dispatch line) {
        if (line.outcome() instanceof Dispatch.Outcome.Done && line.action() instanceof OfficeAction action) {
            office.perform(action);
            office.arrivals(_ -> Optional.of(""));
        }
    }
}
