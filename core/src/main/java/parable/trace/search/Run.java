package parable.trace.search;

/// Words `[start, end)` of a traced text that stand in a corpus in a row.
///
/// @param count how often the corpus holds them
public record Run(int start, int end, long count) {
    public int length() {
        return end - start;
    }

    public boolean holds(int word) {
        return start <= word && word < end;
    }
}
