package parable.cli.shell;

import org.jspecify.annotations.Nullable;

/// A command line as a user would type it.
public final class CommandText {
    private final StringBuilder line;

    public CommandText(String command) {
        line = new StringBuilder(command);
    }

    public CommandText word(String word) {
        line.append(' ').append(quoted(word));
        return this;
    }

    /// @param value null where the option is left out
    public CommandText option(String option, @Nullable Object value) {
        if (value != null) {
            line.append(' ').append(option);
            word(value.toString());
        }
        return this;
    }

    /// As a shell takes it for one word.
    private static String quoted(String word) {
        return word.matches("[A-Za-z0-9_./:=@%+,-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
    }

    @Override
    public String toString() {
        return line.toString();
    }
}
