package parable.export;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// One column of a table of conversations.
///
/// @param type   what its cells are
/// @param cell   a `String`, `Long` or `Boolean` as the type says, or null where there is nothing to say
record Column(String name, Type type, Function<ShownConversation, @Nullable Object> cell) {
    enum Type {
        TEXT,
        WHOLE_NUMBER,
        TRUTH
    }
}
