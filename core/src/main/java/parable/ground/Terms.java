package parable.ground;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/// What a run was asked for, by name. A run is its terms, not its name: where two differ in any value, they are
/// two runs. Immutable.
///
/// @param values such as `sampling.temperature` = `0.7`
public record Terms(SortedMap<String, String> values) {
    private static final String NONE = "none";
    /// Longest value that a message shows whole; hashes are longer.
    private static final int SHOWN = 60;

    public Terms {
        values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
    }

    /// @param asked anything that has a form in JSON
    public static Terms of(Object asked) {
        SortedMap<String, String> values = new TreeMap<>();
        collect("", Json.mapper().valueToTree(asked), values);
        return new Terms(values);
    }

    private static void collect(String name, JsonNode value, Map<String, String> values) {
        String inside = name.isEmpty() ? "" : name + ".";
        switch (value.getNodeType()) {
            case OBJECT -> value.properties().forEach(each -> collect(inside + each.getKey(), each.getValue(), values));
            case ARRAY -> {
                for (int i = 0; i < value.size(); i++) {
                    collect(inside + (i + 1), value.get(i), values);
                }
            }
            case NULL, MISSING -> {}
            default -> values.put(name, value.asString());
        }
    }

    public Terms with(String name, String value) {
        SortedMap<String, String> more = new TreeMap<>(values);
        more.put(name, value);
        return new Terms(more);
    }

    public Terms without(String name) {
        SortedMap<String, String> fewer = new TreeMap<>(values);
        fewer.remove(name);
        return new Terms(fewer);
    }

    /// Each value that is another one than in `former`, in words; none where both are the same run.
    public List<String> differences(Terms former) {
        TreeSet<String> names = new TreeSet<>(values.keySet());
        names.addAll(former.values.keySet());
        List<String> differences = new ArrayList<>();
        for (String name : names) {
            String before = former.values.getOrDefault(name, NONE), now = values.getOrDefault(name, NONE);
            if (!before.equals(now)) {
                differences.add("%s was %s and is now %s".formatted(name, shown(before), shown(now)));
            }
        }
        return differences;
    }

    private static String shown(String value) {
        return value.length() <= SHOWN ? value : value.substring(0, SHOWN) + "…";
    }
}
