package parable.trace.lexical;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import parable.ground.CorruptFileException;
import parable.trace.lexical.Shard.Ranks;

/// How often each token occurs in a shard. All suffixes that begin with one token are neighbors in the
/// table, and the counts say where they stand: the first comparison of every search is saved, and more.
///
/// Immutable.
final class Unigrams {
    private final int[] keys; // without sign, ascending
    private final long[] ends;

    private Unigrams(int[] keys, long[] ends) {
        this.keys = keys;
        this.ends = ends;
    }

    /// @param lines `token count`
    static Unigrams read(Path file, List<String> lines, TokenWidth width) {
        long[][] counts = new long[lines.size()][];
        for (int i = 0; i < counts.length; i++) {
            counts[i] = line(file, lines.get(i), width);
        }
        Arrays.sort(counts, (a, b) -> Long.compare(a[0], b[0]));
        int[] keys = new int[counts.length];
        long[] ends = new long[counts.length];
        long sum = 0;
        for (int i = 0; i < counts.length; i++) {
            sum += counts[i][1];
            keys[i] = (int) counts[i][0];
            ends[i] = sum;
        }
        return new Unigrams(keys, ends);
    }

    private static long[] line(Path file, String line, TokenWidth width) {
        String[] fields = line.split(" ");
        try {
            int key = width.reversed(Integer.parseUnsignedInt(fields[0]));
            return new long[] {Integer.toUnsignedLong(key), Long.parseLong(fields[1])};
        } catch (NumberFormatException | ArrayIndexOutOfBoundsException _) {
            throw new CorruptFileException(file, "its lines are \"token count\", but one is \"%.40s\"", line);
        }
    }

    /// The suffixes that begin with this token.
    Ranks bucket(int key) {
        int at = indexOf(key);
        return at < 0 ? Ranks.NONE : new Ranks(at == 0 ? 0 : ends[at - 1], ends[at]);
    }

    long total() {
        return ends.length == 0 ? 0 : ends[ends.length - 1];
    }

    private int indexOf(int key) {
        int low = 0, high = keys.length - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int order = Integer.compareUnsigned(keys[middle], key);
            if (order == 0) {
                return middle;
            }
            if (order < 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return -1;
    }
}
