package parable.corpus.curate;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import parable.corpus.parquet.Column;
import parable.corpus.parquet.Column.Type;
import parable.ground.Json;
import tools.jackson.databind.JsonNode;

/// The signals as a table: a column for each, with the names and values that a line has.
final class SignalTable {
    private SignalTable() {}

    static JsonNode row(Found found) {
        return Json.mapper().valueToTree(found);
    }

    static List<Column<JsonNode>> columns() {
        List<Column<JsonNode>> columns = new ArrayList<>();
        for (RecordComponent signal : Signals.class.getRecordComponents()) {
            columns.add(column(signal.getName(), type(signal.getType())));
        }
        columns.add(column("duplicateOf", Type.TEXT));
        columns.add(column("nearDuplicateOf", Type.TEXT));
        columns.add(column("nearSimilarity", Type.FRACTION));
        return columns;
    }

    private static Type type(Class<?> signal) {
        if (signal == long.class || signal == int.class) {
            return Type.WHOLE_NUMBER;
        }
        return signal == double.class ? Type.FRACTION : signal == boolean.class ? Type.TRUTH : Type.TEXT;
    }

    private static Column<JsonNode> column(String name, Type type) {
        Function<JsonNode, @Nullable Object> value = switch (type) {
            case TEXT, TEXTS -> JsonNode::asString;
            case WHOLE_NUMBER -> JsonNode::longValue;
            case FRACTION -> JsonNode::doubleValue;
            case TRUTH -> JsonNode::booleanValue;
        };
        return new Column<>(name, type, row -> row.has(name) ? value.apply(row.path(name)) : null);
    }
}
