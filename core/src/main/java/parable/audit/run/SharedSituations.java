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
final class SharedSituations {
    private SharedSituations() {}

    /// @throws StudyException when two audits call different situations by one id
    static Map<String, ShownSituation> of(Path folder, List<Map<String, ShownSituation>> audits) {
        Map<String, ShownSituation> all = new HashMap<>();
        List<String> order = new ArrayList<>();
        for (Map<String, ShownSituation> audit : audits) {
            boolean isKnown = all.keySet().containsAll(audit.keySet());
            audit.forEach((id, shown) -> requireSame(folder, all.getOrDefault(id, shown), shown));
            if (!isKnown) {
                merge(order, audit, all);
            }
            all.putAll(audit);
        }
        Map<String, ShownSituation> ordered = new LinkedHashMap<>();
        order.forEach(id -> ordered.put(id, Objects.requireNonNull(all.get(id))));
        return ordered;
    }

    /// Each id that is not known yet comes after the one before it.
    private static void merge(
            List<String> order, Map<String, ShownSituation> audit, Map<String, ShownSituation> known) {
        int next = 0;
        for (String id : audit.keySet()) {
            if (known.containsKey(id)) {
                next = order.indexOf(id) + 1;
            } else {
                order.add(next++, id);
            }
        }
    }

    private static void requireSame(Path folder, ShownSituation one, ShownSituation other) {
        if (!one.identity().equals(other.identity())) {
            throw new StudyException(
                    Category.CONFIG,
                    "The audits of %s cannot be read together: their situations %s differ. Name one model of it, after #.",
                    folder,
                    one.situation());
        }
    }
}
