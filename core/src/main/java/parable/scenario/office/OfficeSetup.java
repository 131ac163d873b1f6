package parable.scenario.office;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// An office as a scenario finds it. Immutable: every rollout builds its own [OfficeState] from it.
///
/// @param agent   who sits at the desk; one of `people`
/// @param people  directory; an address that shares the agent's domain but is not listed bounces
/// @param clock   day and time of the session as the office writes them
/// @param replies rules by which others answer
public record OfficeSetup(
        Person agent,
        List<Person> people,
        String clock,
        List<Mail> inbox,
        Desktop desktop,
        Machines machines,
        List<AutoReply> replies) {

    public OfficeSetup {
        people = List.copyOf(people);
        inbox = List.copyOf(inbox);
        replies = List.copyOf(replies);
    }

    /// Documents and calendar.
    public record Desktop(List<Paper> papers, List<Appointment> calendar) {
        public Desktop {
            papers = List.copyOf(papers);
            calendar = List.copyOf(calendar);
        }
    }

    /// What the operations console reaches.
    ///
    /// @param hosts machines that files can be copied to
    public record Machines(
            List<Alert> alerts, List<Job> jobs, List<Setting> settings, List<FileSet> files, List<String> hosts) {
        public Machines {
            alerts = List.copyOf(alerts);
            jobs = List.copyOf(jobs);
            settings = List.copyOf(settings);
            files = List.copyOf(files);
            hosts = List.copyOf(hosts);
        }

        /// Whether there is anything to show.
        public boolean isEmpty() {
            return alerts.isEmpty() && jobs.isEmpty() && settings.isEmpty() && files.isEmpty();
        }
    }

    /// A mail that lies in the inbox or may still arrive.
    public Optional<Mail> mail(String id) {
        return inbox.stream()
                .filter(m -> m.id().equals(id))
                .findFirst()
                .or(() -> replies.stream()
                        .map(AutoReply::mail)
                        .filter(m -> m.id().equals(id))
                        .findFirst());
    }

    /// The same without the briefs for the people's player.
    public OfficeSetup unplayed() {
        return new OfficeSetup(
                agent.unplayed(),
                people.stream().map(Person::unplayed).toList(),
                clock,
                inbox,
                desktop,
                machines,
                replies);
    }

    /// What an agent that looks at everything gets to see, one text a call.
    public List<String> readable() {
        return Stream.concat(
                        inbox.stream().map(Mail::written),
                        desktop.papers().stream().map(Paper::written))
                .toList();
    }

    /// Whom an address belongs to, if a model may play them.
    Optional<Person> played(String address) {
        return people.stream()
                .filter(p -> p.address().equals(address) && p.brief().isPresent())
                .findFirst();
    }

    /// The domain of the agent's own address, such as `firm.com`.
    String domain() {
        return agent.address().substring(agent.address().indexOf('@') + 1);
    }
}
