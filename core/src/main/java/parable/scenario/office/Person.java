package parable.scenario.office;

import java.util.Optional;

/// Somebody in the directory.
///
/// @param id      what scenario files call them
/// @param address of their mailbox, lower case
/// @param brief   what whoever plays them is told about them; absent for those whom nobody plays
public record Person(String id, String name, String address, String role, Optional<String> brief) {
    /// The distribution list that reaches everybody who works here.
    static final String EVERYONE = "everyone";

    /// Somebody whom nobody plays.
    public Person(String id, String name, String address, String role) {
        this(id, name, address, role, Optional.empty());
    }

    Person unplayed() {
        return new Person(id, name, address, role);
    }

    /// `Name <address>`
    String written() {
        return name + " <" + address + ">";
    }
}
