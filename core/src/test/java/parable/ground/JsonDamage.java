package parable.ground;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// One JSON value with every field in turn dropped, renamed, nulled, of another kind, or with one more field, as
/// another version of the program or a manual edit might have it. Items of a list count as one field.
public final class JsonDamage {
    private final JsonNode root;
    private final Set<String> seen = new HashSet<>();
    private final List<Damaged> damaged = new ArrayList<>();

    private JsonDamage(JsonNode root) {
        this.root = root;
    }

    /// @param what was done, and where
    public record Damaged(String what, String json) {}

    public static List<Damaged> of(String json) {
        JsonDamage damage = new JsonDamage(Json.mapper().readTree(json));
        damage.walk(damage.root, "");
        return damage.damaged;
    }

    private void walk(JsonNode node, String path) {
        if (node instanceof ObjectNode object) {
            object(object, path);
        } else if (node instanceof ArrayNode array && !array.isEmpty() && seen.add(path + "[]")) {
            JsonNode first = array.get(0);
            item(array, path, "null", Json.mapper().nullNode());
            item(array, path, "another kind", other(first));
            array.set(0, first);
            walk(first, path + "[]");
        }
    }

    private void item(ArrayNode array, String path, String what, JsonNode value) {
        array.set(0, value);
        damaged.add(new Damaged(what + " at " + path + "[0]", root.toString()));
    }

    private void object(ObjectNode object, String path) {
        if (seen.add(path + ".")) {
            with(object, path, "a field more", changed -> changed.put("surplus", 7));
        }
        for (String name : List.copyOf(object.propertyNames())) {
            String at = path + "." + name;
            JsonNode value = object.get(name);
            if (seen.add(at)) {
                with(object, at, "dropped", changed -> changed.remove(name));
                with(object, at, "null", changed -> changed.putNull(name));
                with(object, at, "another kind", changed -> changed.set(name, other(value)));
                with(object, at, "another value", changed -> changed.set(name, another(value)));
                with(object, at, "renamed", changed -> changed.set(name + "2", changed.remove(name)));
            }
            walk(value, at);
        }
    }

    private void with(ObjectNode object, String at, String what, Consumer<ObjectNode> change) {
        ObjectNode before = object.objectNode();
        before.setAll(object);
        change.accept(object);
        damaged.add(new Damaged(what + " at " + at, root.toString()));
        object.removeAll();
        object.setAll(before);
    }

    private static JsonNode other(JsonNode value) {
        return value.isContainer()
                ? Json.mapper().getNodeFactory().stringNode("x")
                : Json.mapper().createArrayNode();
    }

    private static JsonNode another(JsonNode value) {
        var nodes = Json.mapper().getNodeFactory();
        return switch (value.getNodeType()) {
            case NUMBER -> nodes.numberNode(-3);
            case STRING -> nodes.stringNode("other");
            case BOOLEAN -> nodes.booleanNode(!value.asBoolean());
            case ARRAY -> nodes.arrayNode();
            default -> nodes.objectNode();
        };
    }
}
