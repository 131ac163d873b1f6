package parable.ground;

import org.jspecify.annotations.Nullable;

/// Guards for constructor arguments and public doors.
///
/// A message says what was wrong with its value, the rule, and what to do.
public final class Check {
    private Check() {}

    /// @throws IllegalArgumentException with the formatted message when `holds` is false
    public static void that(boolean holds, String message, @Nullable Object... values) {
        if (!holds) {
            throw new IllegalArgumentException(message.formatted(values));
        }
    }

    /// What was looked up.
    ///
    /// @throws IllegalArgumentException with the formatted message when there is no such thing
    public static <T> T found(@Nullable T sought, String message, @Nullable Object... values) {
        if (sought == null) {
            throw new IllegalArgumentException(message.formatted(values));
        }
        return sought;
    }

    /// A share is a number in [0, 1].
    public static void share(String name, double value) {
        that(value >= 0 && value <= 1, "%s is a share in [0, 1], but was %s", name, value);
    }
}
