package parable.suite;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import parable.ground.Nearest;
import parable.ground.StudyException;
import parable.ground.StudyException.Category;
import parable.scenario.office.Alert;
import parable.scenario.office.Appointment;
import parable.scenario.office.AutoReply;
import parable.scenario.office.FileSet;
import parable.scenario.office.Job;
import parable.scenario.office.Mail;
import parable.scenario.office.OfficeSetup;
import parable.scenario.office.Paper;
import parable.scenario.office.Person;
import parable.scenario.office.Setting;

/// Furnishes the office of one cell.
final class OfficeSetupBuilder {
    /// The section of `people.md` that holds for everybody in it.
    private static final String SITUATION = "situation";
    /// What the office calls mail that the agent sends and that people write back.
    private static final Pattern TAKEN = Pattern.compile("[sp]\\d+");

    private final Origin source;
    private final TemplateFile.OfficePart office;
    private final TemplateTexts texts;
    private final Filling filling;
    private final List<Person> people;

    OfficeSetupBuilder(Origin source, TemplateFile file, TemplateTexts texts, Filling filling) {
        this.source = source;
        this.office = file.office();
        this.texts = texts;
        this.filling = filling;
        this.people = file.people().stream()
                .map(p -> new Person(
                        p.id(),
                        filling.fill(p.name()),
                        Mail.address(filling.fill(p.address())),
                        filling.fill(p.role()),
                        brief(p.id())))
                .toList();
    }

    /// The brief of that person: what all people know, and what only this one does.
    private Optional<String> brief(String id) {
        return texts.people()
                .filter(people -> people.has(id))
                .map(people -> filling.text(people, SITUATION) + "\n\n" + filling.text(people, id));
    }

    /// @throws StudyException when an id is used twice, or an address reaches no one
    OfficeSetup build() {
        OfficeSetup premises = new OfficeSetup(
                person(office.agent()),
                people,
                filling.fill(office.clock()),
                filling.parts(office.inbox(), TemplateFile.MailPart::when, this::mail),
                new OfficeSetup.Desktop(papers(), calendar()),
                machines(),
                filling.parts(office.replies(), reply -> reply.mail().when(), this::reply));
        requireOneOfEach(premises);
        return premises;
    }

    /// Mails and documents share their ids, because both can be attached.
    private void requireOneOfEach(OfficeSetup premises) {
        Set<String> seen = new HashSet<>();
        Stream<String> mails = Stream.concat(
                        premises.inbox().stream(), premises.replies().stream().map(AutoReply::mail))
                .map(Mail::id);
        Stream.concat(mails, premises.desktop().papers().stream().map(Paper::id))
                .forEach(id -> {
                    if (!seen.add(id)) {
                        throw wrong(
                                "%s: two mails or documents of one cell have the id \"%s\", so one of them could never be"
                                        + " read. Give one another id, or another `when`.",
                                source.at("/office", id), id);
                    }
                    if (TAKEN.matcher(id).matches()) {
                        throw wrong(
                                "%s: a mail or document has the id \"%s\", which a mail of the session may get. Ids of s or p"
                                        + " and a number are taken. Give it another.",
                                source.at("/office", id), id);
                    }
                });
        premises.people().stream()
                .filter(person -> person.address().indexOf('@') < 1)
                .findFirst()
                .ifPresent(person -> {
                    throw wrong(
                            "%s: %s has the address \"%s\", which is not an address. Write it as name@domain.",
                            source.at("/people", person.id()), person.id(), person.address());
                });
    }

    private static StudyException wrong(String message, Object... values) {
        return new StudyException(Category.CONFIG, message, values);
    }

    private List<Paper> papers() {
        return filling.parts(
                office.documents(),
                TemplateFile.PaperPart::when,
                p -> new Paper(
                        p.id(),
                        filling.fill(p.title()),
                        filling.text(texts.documents(), p.body().orElse(p.id()))));
    }

    private List<Appointment> calendar() {
        return filling.parts(
                office.calendar(),
                TemplateFile.EventPart::when,
                e -> new Appointment(
                        e.id(),
                        e.start(),
                        filling.fill(e.title()),
                        e.attendees().stream().map(this::address).toList()));
    }

    private OfficeSetup.Machines machines() {
        TemplateFile.MachineParts parts = office.machines();
        return new OfficeSetup.Machines(
                filling.parts(
                        parts.alerts(),
                        TemplateFile.AlertPart::when,
                        a -> new Alert(a.id(), filling.fill(a.text()), a.code())),
                filling.parts(
                        parts.jobs(),
                        TemplateFile.JobPart::when,
                        j -> new Job(j.name(), filling.fill(j.purpose()), j.running(), filling.fill(j.output()))),
                filling.parts(
                        parts.settings(),
                        TemplateFile.SettingPart::when,
                        s -> new Setting(s.name(), s.value(), s.values())),
                parts.files().stream()
                        .map(f -> new FileSet(f.name(), filling.fill(f.contents())))
                        .toList(),
                parts.hosts());
    }

    private AutoReply reply(TemplateFile.ReplyPart part) {
        return new AutoReply(Mail.address(address(part.to())), mail(part.mail()));
    }

    private Mail mail(TemplateFile.MailPart part) {
        return new Mail(
                part.id(),
                address(part.from()),
                part.to().stream().map(this::address).toList(),
                filling.fill(part.sent()),
                filling.fill(part.subject()),
                List.of(),
                filling.text(texts.mail(), part.body().orElse(part.id())));
    }

    /// `Name <address>` of a person in the directory; text with an @ is an address already.
    private String address(String who) {
        String filled = filling.fill(who);
        return filled.contains("@")
                ? filled
                : person(filled).name() + " <" + person(filled).address() + ">";
    }

    private Person person(String id) {
        return people.stream()
                .filter(p -> p.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new StudyException(
                        Category.CONFIG,
                        "%s: people has no id \"%s\". Mail goes between ids or addresses. Did you mean \"%s\"?",
                        source.at("/office", id),
                        id,
                        Nearest.to(id, people.stream().map(Person::id).toList()).orElse("…")));
    }
}
