package parable.tensor;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Where the time of native operators goes, for benchmarks: one line an operator. Off unless started, and then for
/// the whole process, of which one thread may compute.
public final class Profile {
    private static volatile @Nullable Profile current;

    private final LongSupplier clock;
    private final Map<String, Line> lines = new TreeMap<>();

    private Profile(LongSupplier clock) {
        this.clock = clock;
    }

    /// What all calls of an operator did.
    ///
    /// @param nanos of the clock, the crossing into native code included
    /// @param bytes of all operands and answers; a cache may hold them
    /// @param flops two for each multiplication in a matrix product; 0 for other operators
    public record Line(long calls, long nanos, long bytes, double flops) {
        Line plus(Line other) {
            return new Line(calls + other.calls, nanos + other.nanos, bytes + other.bytes, flops + other.flops);
        }
    }

    /// @param clock nanoseconds, such as the processor time of the thread that computes
    public static void start(LongSupplier clock) {
        current = new Profile(clock);
    }

    /// @return lines by operator
    public static Map<String, Line> stop() {
        Profile stopped = current;
        current = null;
        return stopped == null ? Map.of() : stopped.lines;
    }

    static @Nullable Profile current() {
        return current;
    }

    Tensor timed(String operation, Supplier<Tensor> body, Tensor... operands) {
        long start = clock.getAsLong();
        Tensor answer = body.get();
        add(operation, clock.getAsLong() - start, bytes(answer) + bytes(operands), flops(operation, operands));
        return answer;
    }

    void timed(String operation, Runnable body, Tensor... operands) {
        long start = clock.getAsLong();
        body.run();
        add(operation, clock.getAsLong() - start, bytes(operands), flops(operation, operands));
    }

    /// Runs `body`, and times it where a profile is taken.
    ///
    /// @param products multiplications
    /// @param bytes    of all operands and answers
    static void timed(String operation, double products, long bytes, Runnable body) {
        Profile profile = current;
        if (profile == null) {
            body.run();
        } else {
            long start = profile.clock.getAsLong();
            body.run();
            profile.add(operation, profile.clock.getAsLong() - start, bytes, 2 * products);
        }
    }

    private void add(String operation, long nanos, long bytes, double flops) {
        lines.merge(operation, new Line(1, nanos, bytes, flops), Line::plus);
    }

    private static long bytes(Tensor... tensors) {
        long bytes = 0;
        for (Tensor tensor : tensors) {
            bytes += tensor.elements() * tensor.handle().element_size();
        }
        return bytes;
    }

    private static double flops(String operation, Tensor... on) {
        return 2.0
                * switch (operation) {
                    case "linear", "linearMany", "linearRow", "linearPacked" -> on[0].elements() * on[1].size(0);
                    case "matmul" -> on[0].elements() * (on[1].rank() == 1 ? 1 : on[1].size(-1));
                    case "plusMatmul" -> on[1].elements() * on[2].size(-1);
                    case "attend" -> 2 * on[0].elements() * on[0].size(2);
                    case "attendBack" -> 5 * on[0].elements() * on[0].size(2);
                    case "attention" -> 2 * on[0].elements() * on[1].size(2);
                    default -> 0;
                };
    }
}
