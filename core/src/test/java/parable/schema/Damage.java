package parable.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// A document with one thing wrong in it.
///
/// @param what was done, and where
record Damage(String what, JsonNode tree) {
    private static final String STRANGER = "zz-stranger";

    /// @param seen places that need no other visit, items of one list counting as one place; grows
    static List<Damage> of(JsonNode whole, Set<String> seen) {
        List<Damage> all = new ArrayList<>();
        visit(whole, "", whole, seen, all);
        return all;
    }

    private static void visit(JsonNode whole, String at, JsonNode here, Set<String> seen, List<Damage> all) {
        if (here.isObject()) {
            if (seen.add(place(at) + here.propertyNames())) {
                all.add(changed(whole, at, STRANGER, "1"));
            }
            here.properties().forEach(part -> {
                String key = part.getKey(),
                        below = at + "/" + key.replace("~", "~0").replace("/", "~1");
                if (seen.add(place(below))) {
                    all.add(removed(whole, at, key));
                    all.add(changed(whole, at, key, part.getValue().isArray() ? "text" : "[[1]]"));
                }
                visit(whole, below, part.getValue(), seen, all);
            });
        }
        for (int i = 0; here.isArray() && i < here.size(); i++) {
            visit(whole, at + "/" + i, here.get(i), seen, all);
        }
    }

    private static String place(String at) {
        return at.replaceAll("/\\d+", "/*");
    }

    private static Damage removed(JsonNode whole, String at, String key) {
        JsonNode copy = whole.deepCopy();
        ((ObjectNode) copy.at(at)).remove(key);
        return new Damage(at + " without " + key, copy);
    }

    private static Damage changed(JsonNode whole, String at, String key, String json) {
        JsonNode copy = whole.deepCopy();
        ((ObjectNode) copy.at(at)).set(key, Kind.tree(json));
        return new Damage(at + " with " + key + ": " + json, copy);
    }
}
