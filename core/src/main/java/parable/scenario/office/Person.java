package parable.scenario.office;

import java.util.Optional;

/// A person in the directory.
///
/// @param id      what scenario files call them
/// @param address of their mailbox, lower case
/// @param brief   what the model that plays the person knows; absent for a person without a player
public record Person(String id, String name, String address, String role, Optional<String> brief) {
    /// The distribution list that reaches everybody who works here.
    static final String EVERYONE = "everyone";

    /// A person without a player.
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
