package parable.scenario.office;

import java.util.List;

/// A mail of the agent's that no rule answers, with all that its reader knows.
///
/// @param premises  the office before the session
/// @param reader    who got it; a person with a brief
/// @param exchanged what agent and reader have written to each other in this session before, oldest first
/// @param mail      the one that is to be answered
/// @param enclosed  what is attached to it, as the reader sees it
public record Letter(OfficeSetup premises, Person reader, List<Mail> exchanged, Mail mail, List<String> enclosed) {
    public Letter {
        exchanged = List.copyOf(exchanged);
        enclosed = List.copyOf(enclosed);
    }

    /// Mail that the reader wrote or got before the session, oldest first. What went to everybody went to those
    /// of the agent's own domain.
    List<Mail> remembered() {
        String reading = reader.address();
        List<String> lists = premises.people().stream()
                .filter(p -> p.id().equals(Person.EVERYONE))
                .map(Person::address)
                .filter(_ -> reading.endsWith("@" + premises.domain()))
                .toList();
        return premises.inbox().stream()
                .filter(mail -> mail.sender().equals(reading)
                        || mail.to().stream()
                                .map(Mail::address)
                                .anyMatch(to -> to.equals(reading) || lists.contains(to)))
                .toList();
    }
}
