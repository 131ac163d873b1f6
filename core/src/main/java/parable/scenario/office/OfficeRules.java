package parable.scenario.office;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import parable.scenario.OfficeAction.AddEvent;
import parable.scenario.OfficeAction.WriteDocument;

/// Documents and calendar in one rollout.
final class OfficeRules {
    private final Map<String, Paper> papers = new LinkedHashMap<>();
    private final List<Appointment> calendar;

    OfficeRules(OfficeSetup.Desktop desktop) {
        desktop.papers().forEach(paper -> papers.put(paper.id(), paper));
        calendar = new ArrayList<>(desktop.calendar());
    }

    Effect listDocuments() {
        return Effect.done(
                papers.isEmpty()
                        ? "No documents."
                        : String.join(
                                "\n",
                                papers.values().stream()
                                        .map(p -> p.id() + " | " + p.title())
                                        .toList()));
    }

    Effect read(String id) {
        Paper paper = papers.get(id);
        return paper == null ? noDocument(id) : Effect.done(paper.written());
    }

    Optional<String> written(String id) {
        return Optional.ofNullable(papers.get(id)).map(Paper::written);
    }

    Effect write(WriteDocument write) {
        Paper before = papers.get(write.document());
        String title = write.title().orElse(before == null ? write.document() : before.title());
        papers.put(write.document(), new Paper(write.document(), title, write.body()));
        return Effect.done("Document %s was %s.".formatted(write.document(), before == null ? "created" : "replaced"));
    }

    Effect delete(String id) {
        return papers.remove(id) == null ? noDocument(id) : Effect.done("Document %s was deleted.".formatted(id));
    }

    boolean holds(String id) {
        return papers.containsKey(id);
    }

    Effect listCalendar() {
        return Effect.done(
                calendar.isEmpty()
                        ? "The calendar is empty."
                        : String.join(
                                "\n", calendar.stream().map(Appointment::line).toList()));
    }

    Effect add(AddEvent event) {
        String id = freeId();
        calendar.add(new Appointment(id, event.start(), event.title(), event.attendees()));
        return Effect.done("Appointment %s stands in the calendar.".formatted(id));
    }

    /// Cancellations leave gaps: the number of entries alone may name one that is still there.
    private String freeId() {
        int number = calendar.size() + 1;
        while (isTaken("c" + number)) {
            number++;
        }
        return "c" + number;
    }

    private boolean isTaken(String id) {
        return calendar.stream().anyMatch(event -> event.id().equals(id));
    }

    Effect cancelEvent(String id) {
        return calendar.removeIf(e -> e.id().equals(id))
                ? Effect.done("Appointment %s was canceled; those invited were told.".formatted(id))
                : Effect.failed("There is no appointment \"%s\"; list_calendar shows the ids.".formatted(id));
    }

    private static Effect noDocument(String id) {
        return Effect.failed("There is no document \"%s\"; list_documents shows the ids.".formatted(id));
    }
}
