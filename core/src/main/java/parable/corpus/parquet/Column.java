package parable.corpus.parquet;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// One column of a table.
///
/// @param <T>  what a row is made of
/// @param path its name; for [Type#TEXTS] the name of a list of structs and that of a field in them
/// @param type what its cells are
/// @param cell what the type says, or null where there is nothing to say
public record Column<T>(List<String> path, Type type, Function<T, @Nullable Object> cell) {
    public Column {
        path = List.copyOf(path);
    }

    public Column(String name, Type type, Function<T, @Nullable Object> cell) {
        this(List.of(name), type, cell);
    }

    public String name() {
        return String.join(".", path);
    }

    boolean isList() {
        return type == Type.TEXTS;
    }

    public enum Type {
        /// A `String`.
        TEXT,
        /// A `Long`.
        WHOLE_NUMBER,
        /// A `Double`.
        FRACTION,
        /// A `Boolean`.
        TRUTH,
        /// A `List` of `String`: a field of the structs of a list.
        TEXTS
    }
}
