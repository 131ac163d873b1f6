package parable.corpus.near;

import java.util.Arrays;
import parable.ground.RandomStream;

/// What is kept of a text to find those that are nearly the same: MinHash over its sets of 5 words
/// ([Broder 1997](https://doi.org/10.1109/SEQUEN.1997.666900)), 14 bands of 8 numbers each, as datatrove has them.
///
/// Two texts that share a share J of their 5-word runs agree in a band with chance J⁸, and in any with
/// 1 - (1 - J⁸)¹⁴: .21 at J = .6, .92 at .8. Immutable: its arrays are never written to.
///
/// @param bands one number for each band; empty for a text without words
/// @param low   the lowest byte of each of the 112 minima, from which J is estimated
@SuppressWarnings("ArrayRecordComponent") // millions of these are made
public record Sketch(long[] bands, byte[] low) {
    public static final int BANDS = 14;
    public static final int ROWS = 8;
    public static final int GRAM = 5;
    static final int HASHES = BANDS * ROWS;

    private static final long[] FACTORS = new long[HASHES];
    private static final long[] OFFSETS = new long[HASHES];

    static {
        RandomStream random = RandomStream.of(1, "minhash");
        for (int i = 0; i < HASHES; i++) {
            FACTORS[i] = random.nextLong() | 1; // odd, so that no two runs fall together
            OFFSETS[i] = random.nextLong();
        }
    }

    public static Sketch of(Words words) {
        if (words.count() == 0) {
            return new Sketch(new long[0], new byte[0]);
        }
        long[] minima = minima(words.runs(GRAM));
        long[] bands = new long[BANDS];
        byte[] low = new byte[HASHES];
        for (int i = 0; i < HASHES; i++) {
            bands[i / ROWS] = Words.mixed(bands[i / ROWS] + minima[i]);
            low[i] = (byte) (minima[i] >>> 32); // the high bits order the minima, so they are not even
        }
        return new Sketch(bands, low);
    }

    private static long[] minima(long[] runs) {
        long[] minima = new long[HASHES];
        Arrays.fill(minima, Long.MAX_VALUE);
        for (long run : runs) {
            for (int i = 0; i < HASHES; i++) {
                minima[i] = Math.min(minima[i], run * FACTORS[i] + OFFSETS[i]);
            }
        }
        return minima;
    }

    /// An estimate of J; both texts have words.
    public double similarity(Sketch other) {
        return similarity(low, other.low);
    }

    /// An estimate of J with a standard error of at most .05: unequal minima agree in their byte with chance 1/256.
    static double similarity(byte[] a, byte[] b) {
        int same = 0;
        for (int i = 0; i < HASHES; i++) {
            same += a[i] == b[i] ? 1 : 0;
        }
        double agreeing = (double) same / HASHES, chance = 1 / 256.0;
        return Math.clamp((agreeing - chance) / (1 - chance), 0, 1);
    }
}
