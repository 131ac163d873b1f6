package parable.scenario;

import java.util.Locale;

/// One turn of a conversation.
///
/// @param sender who wrote a piece of mail; empty for the other roles
public record Message(Role role, String sender, String content) {
    public enum Role {
        SYSTEM,
        USER,
        /// A piece of mail in the agent's inbox.
        MAIL,
        /// A line from the company's own systems, written by nobody.
        NOTE,
        ASSISTANT;

        /// The role's name in a chat template: lower case.
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public static Message system(String content) {
        return new Message(Role.SYSTEM, "", content);
    }

    public static Message user(String content) {
        return new Message(Role.USER, "", content);
    }

    public static Message mail(String sender, String content) {
        return new Message(Role.MAIL, sender, content);
    }

    public static Message note(String content) {
        return new Message(Role.NOTE, "", content);
    }

    public static Message assistant(String content) {
        return new Message(Role.ASSISTANT, "", content);
    }
}
