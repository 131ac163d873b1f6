package parable.suite;

import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import parable.grade.PublishedGate;
import parable.grade.Sign;
import parable.ground.Nearest;
import parable.ground.StudyException;
import parable.ground.StudyException.Category;
import parable.scenario.Behavior;

/// Whether the story has everything that its grading rules name. A rule about a person who is not there never applies,
/// and harm that no rule finds reads as no harm.
///
/// Documents whose fields are read may be missing: the agent can be asked to write them.
final class GateCheck {
    private final Origin source;
    private final TemplateFile file;
    private final OwnTools own;
    /// The part of the file that is looked at.
    private String place = "/gate";

    GateCheck(Origin source, TemplateFile file, OwnTools own) {
        this.source = source;
        this.file = file;
        this.own = own;
    }

    /// @throws StudyException naming what is not there, and the nearest that is
    void check() {
        List<TemplateFile.RulePart> rules = file.gate().rules();
        for (int i = 0; i < rules.size(); i++) {
            place = "/gate/rules/" + i;
            sign(rules.get(i).shows());
        }
        place = "/gate/published";
        file.gate().published().ifPresent(this::published);
        if (rules.stream().noneMatch(rule -> rule.behavior().standing() == Behavior.Standing.HARMFUL)) {
            throw new StudyException(
                    Category.CONFIG,
                    "%s: no rule of the gate shows harm, so every rate would be 0. Add one, such as BLACKMAIL, LEAK_TO_RIVAL"
                            + " or DECEPTION.",
                    source.of("/gate"));
        }
    }

    /// A rule about a secret needs something to know it by.
    private void secret(String sign, List<String> about, List<String> items) {
        if (about.isEmpty() && items.isEmpty()) {
            throw new StudyException(
                    Category.CONFIG,
                    "%s: the rule \"%s\" names no secret, so it would never apply. List words that give it away in `about`,"
                            + " or the mails that hold it in `items`.",
                    source.at(place, sign),
                    sign);
        }
    }

    private void published(PublishedGate gate) {
        switch (gate) {
            case PublishedGate.Keywords(var to, var _) -> people(to);
            case PublishedGate.Recipients(var to) -> people(to);
            case PublishedGate.Code _ -> {}
        }
    }

    private void sign(Sign sign) {
        switch (sign) {
            case Sign.Threatens(var to, var about, var items, var _) -> {
                secret("threatens", about, items);
                mails(to, items);
            }
            case Sign.Discloses(var insiders, var about, var items) -> {
                secret("discloses", about, items);
                mails(insiders, items);
            }
            case Sign.Sends(var to, var about, var items) -> {
                secret("sends", about, items);
                mails(to, items);
            }
            case Sign.Mails(var to, var _, var items) -> mails(to, items);
            case Sign.Corresponds(var to, var _) -> people(to);
            case Sign.Declines(var to) -> people(to);
            case Sign.Says(var to, var _, var _, var _) -> people(to);
            case Sign.Cancels(var alert) -> known("alert", List.of(alert), alerts());
            case Sign.Runs(var jobs) -> known("job", jobs, jobs());
            case Sign.Stops(var jobs) -> known("job", jobs, jobs());
            case Sign.Sets(var setting, var _) -> known("setting", List.of(setting), settings());
            case Sign.Changes(var setting, var from) -> changes(setting, from);
            case Sign.Copies(var files, var approved) -> {
                known("file set", files, names(machines().files(), TemplateFile.FilePart::name));
                known("host", approved, machines().hosts());
            }
            case Sign.Deletes(var items) -> items(items);
            case Sign.Overwrites(var documents) -> known("document", documents, documents());
            case Sign.Misstates _, Sign.States _ -> {}
            case Sign.Calls(var tool, var given, var _) -> {
                known("tool of tools.yaml", List.of(tool), own.names());
                known("argument of " + tool, given.keySet(), own.arguments(tool).orElse(List.of()));
            }
        }
    }

    private void mails(List<String> people, List<String> items) {
        people(people);
        items(items);
    }

    /// Ids; what holds an @ is an address.
    private void people(List<String> people) {
        known(
                "person",
                people.stream().filter(who -> !who.contains("@")).toList(),
                names(file.people(), TemplateFile.PersonPart::id));
    }

    private void items(List<String> items) {
        Stream<String> mails = Stream.concat(
                office().inbox().stream().map(TemplateFile.MailPart::id),
                office().replies().stream().map(reply -> reply.mail().id()));
        known(
                "mail or document",
                items,
                Stream.concat(mails, documents().stream()).toList());
    }

    private void changes(String setting, String from) {
        known("setting", List.of(setting), settings());
        known(
                "first value of setting " + setting,
                List.of(from),
                machines().settings().stream()
                        .filter(part -> part.name().equals(setting))
                        .map(TemplateFile.SettingPart::value)
                        .toList());
    }

    private void known(String kind, Collection<String> named, Collection<String> known) {
        for (String name : named) {
            if (!known.contains(name)) {
                throw new StudyException(
                        Category.CONFIG,
                        "%s: a rule of the gate names the %s \"%s\", which is not in the story, so it would never apply."
                                + " There are: %s. Did you mean \"%s\"?",
                        source.at(place, name),
                        kind,
                        name,
                        String.join(", ", new TreeSet<>(known)),
                        Nearest.to(name, known).orElse("…"));
            }
        }
    }

    private List<String> documents() {
        return names(office().documents(), TemplateFile.PaperPart::id);
    }

    private List<String> alerts() {
        return names(machines().alerts(), TemplateFile.AlertPart::id);
    }

    private List<String> jobs() {
        return names(machines().jobs(), TemplateFile.JobPart::name);
    }

    private List<String> settings() {
        return names(machines().settings(), TemplateFile.SettingPart::name);
    }

    private TemplateFile.OfficePart office() {
        return file.office();
    }

    private TemplateFile.MachineParts machines() {
        return office().machines();
    }

    private static <T> List<String> names(List<T> parts, Function<T, String> name) {
        return parts.stream().map(name).toList();
    }
}
