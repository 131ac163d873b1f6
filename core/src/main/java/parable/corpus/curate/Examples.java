package parable.corpus.curate;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import parable.corpus.curate.Portrayal.Conduct;

/// A few documents of each kind of conduct, drawn at random by the hashes of their texts, so that the draw does not
/// depend on the order of the documents. Confined to one thread.
public final class Examples {
    private static final int OF_EACH = 5;
    private static final Comparator<Signals> ORDER =
            Comparator.comparing(Signals::exact).thenComparingLong(Signals::key);

    private final Map<Conduct, TreeSet<Signals>> drawn = new TreeMap<>();

    void consider(Signals row) {
        if (!row.mayBeAboutAi()) {
            return;
        }
        TreeSet<Signals> of = drawn.computeIfAbsent(row.conduct(), _ -> new TreeSet<>(ORDER));
        of.add(row);
        if (of.size() > OF_EACH) {
            of.pollLast();
        }
    }

    @JsonValue
    Map<Conduct, TreeSet<Signals>> drawn() {
        return drawn;
    }

    public List<Signals> of(Conduct conduct) {
        return List.copyOf(drawn.getOrDefault(conduct, new TreeSet<>(Collections.emptySortedSet())));
    }
}
