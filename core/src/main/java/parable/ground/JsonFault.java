package parable.ground;

import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.exc.UnexpectedEndOfInputException;
import tools.jackson.databind.exc.InvalidNullException;
import tools.jackson.databind.exc.InvalidTypeIdException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.exc.ValueInstantiationException;

/// What is wrong with a piece of JSON, in our own words: the library's never reach a user.
final class JsonFault {
    /// Longest name or reason repeated in a message.
    private static final int SHOWN = 200;

    private JsonFault() {}

    /// Whether the text is JSON, but its fields are not those that this version writes.
    static boolean isOfAnotherVersion(JacksonException e) {
        return !(e instanceof StreamReadException)
                && !isCut(e)
                && !e.getOriginalMessage().startsWith("Trailing");
    }

    private static boolean isCut(JacksonException e) {
        return e instanceof UnexpectedEndOfInputException
                || e instanceof MismatchedInputException
                        && e.getOriginalMessage().startsWith("No content");
    }

    /// For instance `at models.a: it has an unknown field "weight"`.
    static String told(JacksonException e) {
        String path = e.getPath().stream()
                .map(step -> step.getPropertyName() == null ? "[" + step.getIndex() + "]" : step.getPropertyName())
                .collect(Collectors.joining("."));
        return (path.isEmpty() ? "" : "at " + cut(path) + ": ") + reason(e);
    }

    private static String reason(JacksonException e) {
        return switch (e) {
            case UnrecognizedPropertyException unknown ->
                "this version knows no field \"%s\" there".formatted(cut(unknown.getPropertyName()));
            case InvalidNullException _ -> "null where a value is required";
            case InvalidTypeIdException _ -> "this version knows no such kind of record";
            case ValueInstantiationException refused -> refused(refused.getCause());
            case MismatchedInputException mismatch -> mismatch(mismatch);
            case StreamReadException _ -> "this is not JSON" + place(e.getLocation());
            default -> "its value is of another kind";
        };
    }

    private static String mismatch(MismatchedInputException e) {
        String message = e.getOriginalMessage();
        if (message.startsWith("Missing")) {
            return "this field is missing";
        }
        if (isCut(e)) {
            return "it ends too early";
        }
        return message.startsWith("Trailing") ? "more text follows behind the value" : "its value is of another kind";
    }

    /// A record that refused its components explains itself; other failures in a constructor do not.
    private static String refused(@Nullable Throwable cause) {
        String reason = cause instanceof IllegalArgumentException || cause instanceof StudyException
                ? cause.getMessage()
                : null;
        return reason == null ? "its value is of another kind" : cut(reason);
    }

    private static String place(@Nullable TokenStreamLocation at) {
        return at == null || at.getLineNr() < 1
                ? ""
                : " (line %d, column %d)".formatted(at.getLineNr(), Math.max(1, at.getColumnNr()));
    }

    private static String cut(String text) {
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
    }
}
