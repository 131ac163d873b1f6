package parable.audit.run;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import parable.ground.StudyException;
import parable.ground.StudyException.Category;

/// The situations of several audits together, in an order that is each one's own.
final class SharedScenarios {
    private SharedScenarios() {}

    /// Two audits may show different texts under one id, such as a world's maxims of each seed, but in the same
    /// cell.
    ///
    /// @throws StudyException when two audits call scenarios of different cells by one id
    static Map<String, ShownScenario> of(Path folder, List<Map<String, ShownScenario>> audits) {
        Map<String, ShownScenario> all = new HashMap<>();
        List<String> order = new ArrayList<>();
        for (Map<String, ShownScenario> audit : audits) {
            boolean isKnown = all.keySet().containsAll(audit.keySet());
            audit.forEach((id, shown) -> requireSame(folder, all.getOrDefault(id, shown), shown));
            if (!isKnown) {
                merge(order, audit, all);
            }
            audit.forEach(all::putIfAbsent);
        }
        Map<String, ShownScenario> ordered = new LinkedHashMap<>();
        order.forEach(id -> ordered.put(id, Objects.requireNonNull(all.get(id))));
        return ordered;
    }

    /// Each id that is not known yet comes after the one before it.
    private static void merge(List<String> order, Map<String, ShownScenario> audit, Map<String, ShownScenario> known) {
        int next = 0;
        for (String id : audit.keySet()) {
            if (known.containsKey(id)) {
                next = order.indexOf(id) + 1;
            } else {
                order.add(next++, id);
            }
        }
    }

    private static void requireSame(Path folder, ShownScenario one, ShownScenario other) {
        if (!one.family().equals(other.family())
                || !one.label().equals(other.label())
                || !one.condition().equals(other.condition())) {
            throw new StudyException(
                    Category.CONFIG,
                    "The audits of %s cannot be read together: their scenarios %s are of different families or conditions. Name one model of it, after #.",
                    folder,
                    one.situation());
        }
    }
}
