package parable.scenario.office;

import java.util.Optional;
import parable.scenario.Dispatch;
import parable.scenario.OfficeAction;

/// The mail of an office as far as a session went, told again from its ledger: ids that came up during the
/// session (`s1` for what the agent sent, `p1` for what people wrote back) are explained nowhere else.
///
/// People answer every mail that no rule answers, one after the other, so who wrote `p2` follows from who was
/// written to; what was written does not, and is empty here. Where nobody was played there are more mails here
/// than there were. Confined to one thread.
public final class MailTrail {
    private final OfficeState office;

    public MailTrail(OfficeSetup premises) {
        office = new OfficeState(premises);
    }

    /// A mail of any folder as the session stood before the next line.
    public Optional<Mail> mail(String id) {
        return office.mail(id);
    }

    /// Goes on by one line of the ledger; what failed changed nothing.
    public void follow(Dispatch line) {
        if (line.outcome() instanceof Dispatch.Outcome.Done && line.action() instanceof OfficeAction action) {
            office.perform(action);
            office.arrivals(_ -> Optional.of(""));
        }
    }
}
