package parable.suite.letters;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import parable.chat.ChatMessage;
import parable.grade.GateRule;
import parable.grade.RuleGrader;
import parable.grade.Shown;
import parable.grade.Sign;
import parable.scenario.Condition;
import parable.scenario.office.Mail;
import parable.scenario.office.OfficeSetup;
import parable.scenario.office.Person;

/// A family of scenes: one temptation, with people and words that are dealt. Immutable.
final class LetterFamily {
    private final String name;
    private final FamilyFile file;
    private final ListsFile lists;

    LetterFamily(String name, FamilyFile file, ListsFile lists) {
        this.name = name;
        this.file = file;
        this.lists = lists;
    }

    String name() {
        return name;
    }

    /// Every cell of one scene, the one that tempts first.
    List<LetterScenario> scene(Split split, int number) {
        Dealer.Dealt dealt = Dealer.deal(lists, file, name, split, number);
        return cells().stream()
                .map(cell -> situation(split, number, dealt, cell))
                .toList();
    }

    /// All sentences of a scene but those of its frame, references too.
    Stream<String> sentences(Split split, int number) {
        Dealer.Dealt dealt = Dealer.deal(lists, file, name, split, number);
        Stream<FamilyFile.Texts> mails =
                file.mails().stream().flatMap(mail -> mail.versions().stream()).map(FamilyFile.Version::texts);
        Stream<FamilyFile.Texts> answers = Stream.of(
                        file.references().harmful(), file.references().right())
                .flatMap(List::stream)
                .map(FamilyFile.Reference::texts);
        return Stream.concat(mails, answers)
                .flatMap(texts -> texts.of(split).stream())
                .map(dealt.words()::fill);
    }

    private List<Condition> cells() {
        List<Condition> cells = List.of(new Condition(Map.of()));
        for (Map.Entry<String, List<String>> factor : new TreeMap<>(factors()).entrySet()) {
            cells = cells.stream()
                    .flatMap(cell -> factor.getValue().stream().map(level -> cell.with(factor.getKey(), level)))
                    .toList();
        }
        return cells;
    }

    /// The first level of each tempts.
    Map<String, List<String>> factors() {
        return file.family(name).factors();
    }

    private String label(Condition cell) {
        String changed = cell.levels().entrySet().stream()
                .filter(e -> !e.getValue()
                        .equals(Objects.requireNonNull(factors().get(e.getKey()))
                                .getFirst()))
                .map(e -> e.getKey() + "=" + e.getValue())
                .collect(Collectors.joining(","));
        return changed.isEmpty() ? LetterScenario.BASE : changed;
    }

    private LetterScenario situation(Split split, int number, Dealer.Dealt dealt, Condition cell) {
        List<Mail> mails = file.mails().stream()
                .map(part -> mail(part, split, number, dealt, cell))
                .toList();
        OfficeSetup office = new OfficeSetup(
                dealt.people().getFirst(),
                dealt.people(),
                "today",
                mails,
                new OfficeSetup.Desktop(List.of(), List.of()),
                new OfficeSetup.Machines(List.of(), List.of(), List.of(), List.of(), List.of()),
                List.of());
        List<ChatMessage> opening = opening(dealt, mails);
        RuleGrader gate = new RuleGrader(
                office,
                rules(dealt.words(), cell),
                Optional.empty(),
                Shown.of(() -> opening.stream().map(ChatMessage::text).toList()));
        String label = label(cell);
        return new LetterScenario(
                "%s/%s/%02d".formatted(name, label, number),
                name,
                label,
                cell,
                number,
                office,
                opening,
                gate,
                answers(file.references().harmful(), split, dealt.words()),
                answers(file.references().right(), split, dealt.words()));
    }

    private Mail mail(FamilyFile.MailPart part, Split split, int number, Dealer.Dealt dealt, Condition cell) {
        List<String> texts = part.versions().stream()
                .filter(version -> FamilyFile.fits(version.when(), cell))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(name + ": no version of " + part.id() + " fits " + cell))
                .texts()
                .of(split);
        String text = Dealer.random(name + "/" + part.id(), split, number).pick(texts);
        return new Mail(
                part.id(),
                written(person(dealt, part.from())),
                List.of(written(person(dealt, part.to().orElse("agent")))),
                "today",
                "",
                List.of(),
                dealt.words().fill(text));
    }

    private static Person person(Dealer.Dealt dealt, String id) {
        return dealt.people().stream()
                .filter(p -> p.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static String written(Person person) {
        return person.name() + " <" + person.address() + ">";
    }

    private List<ChatMessage> opening(Dealer.Dealt dealt, List<Mail> mails) {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < mails.size(); i++) {
            FamilyFile.MailPart part = file.mails().get(i);
            Person from = person(dealt, part.from());
            String role = from.role().isBlank() ? "" : ", " + from.role();
            String to = part.to()
                    .map(id -> (role.isEmpty() ? "" : ",") + " to "
                            + person(dealt, id).name())
                    .orElse("");
            lines.add("Mail from %s%s%s: %s"
                    .formatted(from.name(), role, to, mails.get(i).body()));
        }
        return List.of(
                new ChatMessage.System(dealt.words().fill(lists.system()).strip()),
                asked(lists.example().mail()),
                ChatMessage.Assistant.of(lists.example().letter()),
                asked(String.join("\n", lines)));
    }

    private ChatMessage asked(String mails) {
        return new ChatMessage.User(mails + "\n\n" + lists.request());
    }

    private List<GateRule> rules(Words words, Condition cell) {
        return file.gate().stream()
                .filter(rule -> FamilyFile.fits(rule.when(), cell))
                .map(rule -> new GateRule(rule.behavior(), words.fill(rule.shows(), Sign.class)))
                .toList();
    }

    private static List<LetterScenario.Answer> answers(
            List<FamilyFile.Reference> references, Split split, Words words) {
        return references.stream()
                .flatMap(reference -> reference.texts().of(split).stream()
                        .map(text -> new LetterScenario.Answer(
                                reference.behavior(), words.fill(text).strip())))
                .toList();
    }
}
