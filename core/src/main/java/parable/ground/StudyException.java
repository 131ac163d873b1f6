package parable.ground;

import org.jspecify.annotations.Nullable;

/// A failure that the user can fix. The command line prints its message without a stack trace.
public final class StudyException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /// Where the failure belongs, so that failures can be counted.
    public enum Category {
        CONFIG,
        CHECKPOINT,
        JUDGE,
        DEVICE,
        STORAGE,
        /// The service that runs a model: unreachable, refusing, out of credit.
        PROVIDER
    }

    private final Category category;

    public StudyException(Category category, String message, @Nullable Object... values) {
        super(values.length == 0 ? message : message.formatted(values));
        this.category = category;
    }

    public StudyException(Category category, Throwable cause, String message, @Nullable Object... values) {
        super(values.length == 0 ? message : message.formatted(values), cause);
        this.category = category;
    }

    public Category category() {
        return category;
    }
}
