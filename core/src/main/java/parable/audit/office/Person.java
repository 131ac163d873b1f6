package parable.audit.office;

/// Somebody in the directory.
///
/// @param id      what scenario files call them
/// @param address of their mailbox, lower case
public record Person(String id, String name, String address, String role) {
    /// `Name <address>`
    String written() {
        return name + " <" + address + ">";
    }
}
