package parable.corpus.parquet;

import dev.hardwood.reader.Validity;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// The cells of a column in some rows, as JSON. A column of structs has columns of its own; so has one of lists, whose
/// elements lie one after another. Immutable.
sealed interface Cells {
    /// Null where the cell is empty.
    ///
    /// @throws CharacterCodingException where bytes that must be text are not UTF-8
    @Nullable
    JsonNode at(int item) throws CharacterCodingException;

    /// @param full which cells hold a value
    record Values(Validity full, IntFunction<JsonNode> value) implements Cells {
        @Override
        public @Nullable JsonNode at(int item) {
            return full.isNull(item) ? null : value.apply(item);
        }
    }

    /// @param offsets where each text begins in the bytes; one more for the end of the last
    @SuppressWarnings("ArrayRecordComponent") // never written to
    record Texts(Validity full, byte[] bytes, int[] offsets) implements Cells {
        @Override
        public @Nullable JsonNode at(int item) throws CharacterCodingException {
            if (full.isNull(item)) {
                return null;
            }
            ByteBuffer text = ByteBuffer.wrap(bytes, offsets[item], offsets[item + 1] - offsets[item]);
            return JsonNodeFactory.instance.stringNode(
                    StandardCharsets.UTF_8.newDecoder().decode(text).toString());
        }
    }

    /// @param full   which structs are there; those that are not have empty cells in all fields
    /// @param fields by name; empty cells are left out
    record Structs(Validity full, Map<String, Cells> fields) implements Cells {
        @Override
        public @Nullable ObjectNode at(int item) throws CharacterCodingException {
            return full.isNull(item) ? null : fieldsAt(item);
        }

        ObjectNode fieldsAt(int item) throws CharacterCodingException {
            ObjectNode struct = JsonNodeFactory.instance.objectNode();
            for (Map.Entry<String, Cells> field : fields.entrySet()) {
                JsonNode value = field.getValue().at(item);
                if (value != null) {
                    struct.set(field.getKey(), value);
                }
            }
            return struct;
        }
    }

    /// @param offsets where the elements of each list begin; one more for the end of the last
    @SuppressWarnings("ArrayRecordComponent") // never written to
    record Lists(Validity full, int[] offsets, Cells elements) implements Cells {
        @Override
        public @Nullable JsonNode at(int item) throws CharacterCodingException {
            if (full.isNull(item)) {
                return null;
            }
            ArrayNode list = JsonNodeFactory.instance.arrayNode();
            for (int i = offsets[item]; i < offsets[item + 1]; i++) {
                JsonNode element = elements.at(i);
                list.add(element == null ? JsonNodeFactory.instance.nullNode() : element);
            }
            return list;
        }
    }
}
