package parable.export;

import java.util.function.Consumer;

/// The conversations that a table is made of, one after another.
@FunctionalInterface
interface Rows {
    void forEach(Consumer<ShownConversation> row);
}
