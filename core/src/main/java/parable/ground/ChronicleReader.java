package parable.ground;

import java.util.List;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.BeanProperty;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.ValueDeserializer;

/// Reads a list as a [Chronicle], so that no more than its last items ever stand in memory as objects. Immutable.
final class ChronicleReader extends ValueDeserializer<List<?>> {
    @Override
    public ValueDeserializer<?> createContextual(DeserializationContext context, BeanProperty property) {
        JavaType item = property.getType().getContentType();
        return new OfKind<>(item.getRawClass(), context.findRootValueDeserializer(item));
    }

    @Override
    public List<?> deserialize(JsonParser json, DeserializationContext context) {
        throw new IllegalStateException("a list whose items are of no known kind; annotate a component of type List");
    }

    /// Reads lists of one kind. Its reader of items is found once, because finding it takes longer than reading
    /// most
    private static final class OfKind<T> extends ValueDeserializer<List<T>> {
        private final Class<T> kind;
        private final ValueDeserializer<?> items;

        OfKind(Class<T> kind, ValueDeserializer<?> items) {
            this.kind = kind;
            this.items = items;
        }

        @Override
        public List<T> deserialize(JsonParser json, DeserializationContext context) {
            if (!json.isExpectedStartArrayToken()) {
                return context.reportInputMismatch(this, "a list was expected");
            }
            Chronicle<T> read = new Chronicle<>(kind);
            while (json.nextToken() != JsonToken.END_ARRAY) {
                read.add(kind.cast(items.deserialize(json, context)));
            }
            return read.soFar();
        }
    }
}
