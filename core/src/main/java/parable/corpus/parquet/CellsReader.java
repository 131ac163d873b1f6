package parable.corpus.parquet;

import dev.hardwood.metadata.LogicalType;
import dev.hardwood.metadata.LogicalType.TimeUnit;
import dev.hardwood.metadata.PhysicalType;
import dev.hardwood.metadata.RepetitionType;
import dev.hardwood.reader.ColumnReader;
import dev.hardwood.reader.Validity;
import dev.hardwood.schema.SchemaNode;
import dev.hardwood.schema.SchemaNode.GroupNode;
import dev.hardwood.schema.SchemaNode.PrimitiveNode;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntFunction;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/// Takes the cells of a batch out of the readers of its leaves, along the schema. A group that may be missing and a
/// list are each a layer of their leaves, counted from outside.
final class CellsReader {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final Map<Integer, ColumnReader> leaves;

    /// @param leaves by their number in the schema; all have read the same batch
    CellsReader(Map<Integer, ColumnReader> leaves) {
        this.leaves = leaves;
    }

    /// Whether cells of this kind become JSON: not those whose bytes are no text.
    static boolean isRead(SchemaNode node) {
        return switch (node) {
            case GroupNode group ->
                !group.isVariant() && group.children().stream().allMatch(CellsReader::isRead);
            case PrimitiveNode leaf ->
                switch (leaf.type()) {
                    case BOOLEAN, INT32, INT64, FLOAT, DOUBLE ->
                        !(leaf.logicalType() instanceof LogicalType.DecimalType);
                    case BYTE_ARRAY -> isText(leaf.logicalType());
                    case INT96, FIXED_LEN_BYTE_ARRAY -> false;
                };
        };
    }

    private static boolean isText(LogicalType type) {
        return type instanceof LogicalType.StringType
                || type instanceof LogicalType.JsonType
                || type instanceof LogicalType.EnumType;
    }

    static List<PrimitiveNode> leaves(SchemaNode node) {
        return switch (node) {
            case PrimitiveNode leaf -> List.of(leaf);
            case GroupNode group ->
                group.children().stream()
                        .flatMap(child -> leaves(child).stream())
                        .toList();
        };
    }

    Cells.Structs row(List<SchemaNode> columns) {
        return new Cells.Structs(Validity.NO_NULLS, fields(columns, 0));
    }

    private Map<String, Cells> fields(List<SchemaNode> nodes, int layer) {
        Map<String, Cells> fields = new LinkedHashMap<>();
        nodes.forEach(node -> fields.put(node.name(), cells(node, layer)));
        return fields;
    }

    private Cells cells(SchemaNode node, int layer) {
        return switch (node) {
            case PrimitiveNode leaf
            when leaf.repetitionType() == RepetitionType.REPEATED -> list(leaf, leaf(leaf), layer);
            case PrimitiveNode leaf -> leaf(leaf);
            case GroupNode group when group.isList() -> list(group, element(group.getListElement(), layer + 1), layer);
            case GroupNode group when group.isMap() -> list(group, entry(group, layer + 1), layer);
            case GroupNode group
            when group.repetitionType() == RepetitionType.REPEATED -> list(group, struct(group, layer + 1), layer);
            case GroupNode group
            when group.repetitionType() == RepetitionType.OPTIONAL ->
                new Cells.Structs(any(group).getLayerValidity(layer), fields(group.children(), layer + 1));
            case GroupNode group -> struct(group, layer);
        };
    }

    private Cells struct(GroupNode group, int layer) {
        return new Cells.Structs(Validity.NO_NULLS, fields(group.children(), layer));
    }

    private Cells list(SchemaNode node, Cells elements, int layer) {
        ColumnReader any = any(node);
        return new Cells.Lists(any.getLayerValidity(layer), any.getLayerOffsets(layer), elements);
    }

    /// The element of a list; in files of old writers it is the repeated group itself, which the list's layer
    /// covers.
    private Cells element(SchemaNode element, int layer) {
        return switch (element) {
            case PrimitiveNode leaf -> leaf(leaf);
            case GroupNode group
            when group.repetitionType() == RepetitionType.REPEATED && !group.isList() -> struct(group, layer);
            case GroupNode group -> cells(group, layer);
        };
    }

    private Cells entry(GroupNode map, int layer) {
        GroupNode entries = (GroupNode) map.children().getFirst();
        return struct(entries, layer);
    }

    /// Any leaf below it: all agree on the layers above them.
    private ColumnReader any(SchemaNode node) {
        return reader(leaves(node).getFirst());
    }

    private ColumnReader reader(PrimitiveNode leaf) {
        return Objects.requireNonNull(leaves.get(leaf.columnIndex()));
    }

    private Cells leaf(PrimitiveNode leaf) {
        ColumnReader reader = reader(leaf);
        Validity full = reader.getLeafValidity();
        if (leaf.type() == PhysicalType.BYTE_ARRAY) {
            return new Cells.Texts(full, reader.getBinaryValues(), reader.getBinaryOffsets());
        }
        return new Cells.Values(full, values(leaf, reader));
    }

    private static IntFunction<JsonNode> values(PrimitiveNode leaf, ColumnReader reader) {
        return switch (leaf.type()) {
            case BOOLEAN -> of(reader.getBooleans());
            case INT32 -> whole(leaf.logicalType(), reader.getInts());
            case INT64 -> whole(leaf.logicalType(), reader.getLongs());
            case FLOAT -> of(reader.getFloats());
            case DOUBLE -> of(reader.getDoubles());
            case BYTE_ARRAY, INT96, FIXED_LEN_BYTE_ARRAY -> throw new IllegalArgumentException(leaf.toString());
        };
    }

    private static IntFunction<JsonNode> of(boolean[] values) {
        return i -> JSON.booleanNode(values[i]);
    }

    private static IntFunction<JsonNode> of(float[] values) {
        return i -> JSON.numberNode(values[i]);
    }

    private static IntFunction<JsonNode> of(double[] values) {
        return i -> JSON.numberNode(values[i]);
    }

    private static IntFunction<JsonNode> whole(LogicalType type, int[] values) {
        return type instanceof LogicalType.DateType
                ? i -> JSON.stringNode(LocalDate.ofEpochDay(values[i]).toString())
                : i -> JSON.numberNode(values[i]);
    }

    private static IntFunction<JsonNode> whole(LogicalType type, long[] values) {
        return type instanceof LogicalType.TimestampType stamp
                ? i -> JSON.stringNode(instant(stamp.unit(), values[i]).toString())
                : i -> JSON.numberNode(values[i]);
    }

    private static Instant instant(TimeUnit unit, long value) {
        long second = switch (unit) {
            case MILLIS -> 1_000;
            case MICROS -> 1_000_000;
            case NANOS -> 1_000_000_000;
        };
        return Instant.ofEpochSecond(
                Math.floorDiv(value, second), Math.floorMod(value, second) * (1_000_000_000 / second));
    }
}
