package parable.scenario.office;

import java.util.List;

/// A line of the calendar.
public record Appointment(String id, String start, String title, List<String> attendees) {
    public Appointment {
        attendees = List.copyOf(attendees);
    }

    String line() {
        return "%s | %s | %s | %s".formatted(id, start, title, String.join(", ", attendees));
    }
}
