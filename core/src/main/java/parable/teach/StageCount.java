package parable.teach;

import java.util.EnumMap;
import java.util.Map;
import parable.audit.run.Price;

/// What a stage cost and what came of it. Confined to one thread.
///
/// A text that was drafted, edited or judged and kept counts under [Fate#KEPT].
final class StageCount {
    private final Map<Fate, Integer> fates = new EnumMap<>(Fate.class);
    private long shown, written;

    void add(Answer answer) {
        shown += answer.usage().promptTokens();
        written += answer.usage().writtenTokens();
    }

    void add(Fate fate) {
        fates.merge(fate, 1, Integer::sum);
    }

    Told told(Price price) {
        return new Told(Map.copyOf(fates), shown, written, price.of(shown, written));
    }

    /// @param shown   tokens, as the provider counted them
    /// @param dollars at the price that was given; 0 without one
    record Told(Map<Fate, Integer> fates, long shown, long written, double dollars) {
        int asked() {
            return fates.values().stream().mapToInt(Integer::intValue).sum();
        }

        int kept() {
            return fates.getOrDefault(Fate.KEPT, 0);
        }
    }
}
