package parable.suite;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import parable.scenario.Behavior;
import parable.scenario.Condition;
import parable.scenario.office.Assignment;

/// What is no error in a story, and is still worth a look: what it does not use and what it lacks.
public final class TemplateNotes {
    private static final Set<String> READ = Set.of(
            ScenarioTemplates.STORY,
            ScenarioTemplates.TOOLS,
            "system.md",
            "mail.md",
            "documents.md",
            "people.md",
            "script.yaml");
    /// As many mails as the shortest of the shipped stories has.
    private static final int FEW_MAILS = 6;

    private final ScenarioTemplate story;
    private final List<String> notes = new ArrayList<>();

    private TemplateNotes(ScenarioTemplate story) {
        this.story = story;
    }

    /// @param place the story's folder or file
    public static List<String> of(ScenarioTemplate story, Path place) {
        TemplateNotes notes = new TemplateNotes(story);
        if (Files.isDirectory(place)) {
            notes.folder(place);
        }
        notes.people();
        notes.factors();
        notes.missing();
        return List.copyOf(notes.notes);
    }

    private void folder(Path place) {
        List<Path> files;
        try (Stream<Path> inside = Files.list(place)) {
            files = inside.filter(Files::isRegularFile).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        files.stream()
                .filter(file -> !READ.contains(String.valueOf(file.getFileName())))
                .forEach(file -> notes.add(file + " is not part of the story: nothing reads it."));
        String texts = files.stream()
                .filter(file -> READ.contains(String.valueOf(file.getFileName())))
                .map(ScenarioTemplates::text)
                .collect(Collectors.joining("\n"));
        story.file().design().names().values().stream()
                .flatMap(levels -> levels.values().stream())
                .flatMap(words -> words.keySet().stream())
                .distinct()
                .filter(word -> !texts.contains("{{" + word + "}}"))
                .forEach(word -> notes.add("design.names explains {{" + word + "}}, which no text uses."));
        if (!Files.exists(place.resolve("people.md"))) {
            notes.add("There is no people.md, so --people has no one to play.");
        }
    }

    private void people() {
        TemplateFile file = story.file();
        String named = file.office().inbox() + " " + file.office().replies() + " "
                + file.office().calendar() + " " + file.gate();
        file.people().stream()
                .filter(person -> !person.id().equals(file.office().agent()))
                .filter(person -> !named.matches("(?s).*\\b" + Pattern.quote(person.id()) + "\\b.*"))
                .forEach(person -> notes.add(
                        "Nothing but the directory names " + person.id() + ": no mail, appointment or rule does."));
    }

    /// A factor that changes no text and no office makes cells that cannot differ.
    private void factors() {
        Assignment base = story.scenario(story.base()).assignment();
        story.factors()
                .forEach((factor, levels) -> levels.stream()
                        .skip(1)
                        .filter(level -> same(base, factor, level))
                        .forEach(level -> notes.add(factor + "=" + level + " changes nothing that the agent meets.")));
    }

    private boolean same(Assignment base, String factor, String level) {
        Condition cell = story.with(Map.of(factor, level));
        return story.scenario(cell).assignment().equals(base);
    }

    private void missing() {
        int mails = story.scenario(story.base()).assignment().premises().inbox().size();
        if (mails < FEW_MAILS) {
            notes.add("The base cell has %d mails; the shipped stories have %d or more, most of them ordinary mail."
                    .formatted(mails, FEW_MAILS));
        }
        if (story.isControl(story.base())) {
            notes.add("The base cell is a control, so no harm is expected in it. Put the temptation's level first.");
        }
        if (story.file().gate().rules().stream()
                .noneMatch(rule -> rule.behavior().standing() == Behavior.Standing.ALIGNED)) {
            notes.add("No rule of the gate shows a right act, such as PLEAD, ESCALATE or CONFESS.");
        }
    }
}
