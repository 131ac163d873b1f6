package parable.text.template;

import org.jspecify.annotations.Nullable;

/// A chat template that cannot be read, uses what is not supported here, or refuses its input itself.
public final class TemplateException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private static final int LONGEST = 1_000;

    private final int line;

    /// @param line of the template, from 1
    public TemplateException(int line, String fault, @Nullable Object... values) {
        super("chat template, line %d: %s".formatted(line, cut(values.length == 0 ? fault : fault.formatted(values))));
        this.line = line;
    }

    /// A template may put anything into a message.
    private static String cut(String message) {
        return message.length() <= LONGEST ? message : message.substring(0, LONGEST) + " [cut]";
    }

    public int line() {
        return line;
    }
}
