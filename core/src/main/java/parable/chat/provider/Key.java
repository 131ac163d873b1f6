package parable.chat.provider;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import parable.ground.StudyException;
import parable.ground.StudyException.Category;

/// A provider's key. It leaves this object only for a request's header: it has no component to be printed or
/// written by accident, and [#blot(byte[])] takes it out of whatever a server echoes.
public final class Key {
    private final String variable;
    private final String value;
    private final KeyForms forms;

    private Key(String variable, String value) {
        this.variable = variable;
        this.value = value;
        this.forms = new KeyForms(value);
    }

    /// The first of the variables that is set.
    static Optional<Key> from(Map<String, String> environment, List<String> variables) {
        return variables.stream()
                .filter(name -> !environment.getOrDefault(name, "").isBlank())
                .findFirst()
                .map(name -> new Key(
                        name,
                        headerValue(name, environment.getOrDefault(name, "").strip())));
    }

    /// The HTTP client would refuse other characters in a message that repeats the key.
    private static String headerValue(String variable, String value) {
        if (!value.matches("[\\x21-\\x7e]+")) {
            throw new StudyException(
                    Category.CONFIG,
                    "The key in the environment variable %s holds a space, a line break or a character outside ASCII."
                            + " No header can carry it. Set the variable again; its value is not shown here.",
                    variable);
        }
        return value;
    }

    /// For the header that carries it, and nowhere else.
    String value() {
        return value;
    }

    /// The environment variable it came from.
    String variable() {
        return variable;
    }

    /// Takes the key out of what a server sent, in any form of [KeyForms].
    byte[] blot(byte[] bytes) {
        return forms.blot(bytes);
    }

    String blot(String text) {
        return new String(blot(text.getBytes(StandardCharsets.UTF_8)), StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return "the key in " + variable;
    }
}
