package parable.audit.provider;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import parable.ground.StudyException;
import parable.ground.StudyException.Category;

/// A provider's key. It leaves this object only for a request's header: it has no component to be printed or
/// written by accident, and [#blot(byte[])] takes it out of whatever a server echoes.
public final class Key {
    private static final byte[] BLOT = "[key]".getBytes(StandardCharsets.UTF_8);

    private final String variable;
    private final String value;

    private Key(String variable, String value) {
        this.variable = variable;
        this.value = value;
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

    byte[] blot(byte[] bytes) {
        byte[] secret = value.getBytes(StandardCharsets.UTF_8);
        int at = indexOf(bytes, secret, 0);
        if (at < 0) {
            return bytes;
        }
        byte[] tail = blot(Arrays.copyOfRange(bytes, at + secret.length, bytes.length));
        byte[] clean = Arrays.copyOf(bytes, at + BLOT.length + tail.length);
        System.arraycopy(BLOT, 0, clean, at, BLOT.length);
        System.arraycopy(tail, 0, clean, at + BLOT.length, tail.length);
        return clean;
    }

    String blot(String text) {
        return text.replace(value, new String(BLOT, StandardCharsets.UTF_8));
    }

    private static int indexOf(byte[] bytes, byte[] wanted, int from) {
        for (int i = from; i <= bytes.length - wanted.length; i++) {
            if (Arrays.equals(bytes, i, i + wanted.length, wanted, 0, wanted.length)) {
                return i;
            }
        }
        return -1;
    }

    @Override
    public String toString() {
        return "the key in " + variable;
    }
}
