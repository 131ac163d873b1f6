package parable.corpus.near;

import java.util.Arrays;
import parable.ground.Check;

/// From numbers to numbers, in 16 bytes an entry at best: a table with open addresses. Confined to one thread while it
/// is filled; afterwards any number of threads may read it.
public final class LongMap {
    /// Marks an empty place; no value may be it.
    public static final long NONE = Long.MIN_VALUE;

    private long[] keys = new long[1024];
    private long[] values = filled(1024);
    private int size;

    /// [#NONE] where there is nothing.
    public long get(long key) {
        return values[place(key)];
    }

    public void put(long key, long value) {
        Check.that(value != NONE, "the map cannot hold %d", value);
        int place = place(key);
        size += values[place] == NONE ? 1 : 0;
        keys[place] = key;
        values[place] = value;
        if (size > keys.length / 3 * 2) {
            grow();
        }
    }

    int size() {
        return size;
    }

    private int place(long key) {
        int place = (int) Words.mixed(key) & keys.length - 1;
        while (values[place] != NONE && keys[place] != key) {
            place = place + 1 & keys.length - 1;
        }
        return place;
    }

    private void grow() {
        long[] oldKeys = keys, oldValues = values;
        keys = new long[2 * oldKeys.length];
        values = filled(keys.length);
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldValues[i] != NONE) {
                int place = place(oldKeys[i]);
                keys[place] = oldKeys[i];
                values[place] = oldValues[i];
            }
        }
    }

    private static long[] filled(int length) {
        long[] values = new long[length];
        Arrays.fill(values, NONE);
        return values;
    }
}
