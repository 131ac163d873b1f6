package parable.corpus.near;

/// Which documents belong together, each named by its key; the root of a group is its smallest key, so the answer does
/// not depend on the order in which pairs are joined. Memory: the joined documents only. Confined to one thread.
final class Joined {
    private final LongMap parents = new LongMap();

    void join(long a, long b) {
        long first = root(a), second = root(b);
        parents.put(Math.max(first, second), Math.min(first, second));
        parents.put(Math.min(first, second), Math.min(first, second));
    }

    /// The smallest key of the group; the key itself where it was never joined.
    long root(long key) {
        long at = key;
        for (long parent = parents.get(at); parent != LongMap.NONE && parent != at; parent = parents.get(at)) {
            long grand = parents.get(parent);
            parents.put(at, grand); // halves the path
            at = grand;
        }
        return at;
    }

    boolean holds(long key) {
        return parents.get(key) != LongMap.NONE;
    }

    int size() {
        return parents.size();
    }
}
