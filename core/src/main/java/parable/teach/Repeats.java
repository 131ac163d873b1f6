package parable.teach;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import parable.corpus.near.Sketch;
import parable.corpus.near.Words;

/// Texts that are nearly the same as one that came before. Confined to one thread.
final class Repeats {
    /// Share of 5-word runs in common; texts that share a frame of a few sentences stay below it.
    private static final double NEARLY = 0.7;

    private final Map<Long, List<Sketch>> bands = new HashMap<>();

    /// Whether an earlier text is nearly this one; from now on this one is earlier.
    boolean isRepeated(String text) {
        Sketch sketch = Sketch.of(Words.of(text));
        boolean repeated = false;
        for (int band = 0; band < sketch.bands().length; band++) {
            List<Sketch> alike = bands.computeIfAbsent(sketch.bands()[band] + band, _ -> new ArrayList<>());
            repeated |= alike.stream().anyMatch(earlier -> earlier.similarity(sketch) >= NEARLY);
            alike.add(sketch);
        }
        return repeated;
    }
}
