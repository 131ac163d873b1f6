package parable.ground;

import java.util.ArrayList;
import java.util.List;

/// A counter-based random stream: the i-th draw is a pure function of (seed, purpose, index, i).
///
/// Two streams never share state, so results do not depend on who draws first or on how many threads run; the
/// whole state is one counter, which a checkpoint can store. The mixing function is SplitMix64 ([Steele, Lea,
/// Flood 2014](https://doi.org/10.1145/2714064.2660195), figure 16) started at a hashed key.
///
/// Confined to one thread.
public final class RandomStream {
    private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

    private final long key;
    private long counter;

    private RandomStream(long key, long counter) {
        this.key = key;
        this.counter = counter;
    }

    /// @param purpose what the numbers are for, such as "packing"; streams of other purposes are independent
    /// @param index   which of many like things, such as a rollout or a document
    public static RandomStream of(long seed, String purpose, long index) {
        long key = mix(seed + GOLDEN_GAMMA);
        for (int i = 0; i < purpose.length(); i++) {
            key = mix(key ^ (purpose.charAt(i) + 1) * GOLDEN_GAMMA);
        }
        return new RandomStream(mix(key ^ mix(index + GOLDEN_GAMMA)), 0);
    }

    public static RandomStream of(long seed, String purpose) {
        return of(seed, purpose, 0);
    }

    public long nextLong() {
        return mix(key + ++counter * GOLDEN_GAMMA);
    }

    /// Uniform in [0, 1) with 53 random bits.
    public double uniform() {
        return (nextLong() >>> 11) * 0x1.0p-53;
    }

    /// Uniform in [0, bound), without modulo bias worth speaking of: the error is below bound / 2^64.
    public int below(int bound) {
        Check.that(bound > 0, "below(bound) needs a positive bound, but was %d", bound);
        return (int) Math.unsignedMultiplyHigh(nextLong(), bound);
    }

    public boolean chance(double probability) {
        return uniform() < probability;
    }

    /// Standard normal by Box and Muller (1958); two draws a number.
    public double normal() {
        double radius = Math.sqrt(-2 * Math.log(1 - uniform()));
        return radius * Math.cos(2 * Math.PI * uniform());
    }

    public <T> T pick(List<T> choices) {
        return choices.get(below(choices.size()));
    }

    /// An index drawn with probability proportional to its weight.
    public int weighted(double[] weights) {
        double total = 0;
        for (double weight : weights) {
            total += weight;
        }
        double left = uniform() * total;
        for (int i = 0; i < weights.length; i++) {
            left -= weights[i];
            if (left < 0) {
                return i;
            }
        }
        return weights.length - 1;
    }

    /// `count` different elements in random order.
    public <T> List<T> sample(List<T> pool, int count) {
        Check.that(count <= pool.size(), "cannot draw %d different elements from %d", count, pool.size());
        List<T> left = new ArrayList<>(pool);
        List<T> drawn = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            drawn.add(left.remove(below(left.size())));
        }
        return drawn;
    }

    /// Fisher and Yates, in place.
    public <T> void shuffle(List<T> list) {
        for (int i = list.size() - 1; i > 0; i--) {
            int j = below(i + 1);
            T held = list.get(i);
            list.set(i, list.get(j));
            list.set(j, held);
        }
    }

    private static long mix(long z) {
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
