package parable.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import parable.tensor.DType;
import parable.tensor.Profile;
import parable.tensor.Scope;
import parable.tensor.Tensor;

/// Where the processor time of a hot loop goes, operator by operator, next to what the processor can do: the peak
/// of a large product, and bytes moved by a large addition.
///
/// @param gigaflops peak of products
/// @param gigabytes a second, of a sum of two arrays that no cache holds
record Roofline(double gigaflops, double gigabytes) {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final int N = 1024, ELEMENTS = 1 << 24, TIMES = 12;

    /// What an operator spends its time on.
    private static final Map<String, String> KINDS = kinds();

    private static Map<String, String> kinds() {
        Map<String, String> kinds = new TreeMap<>();
        of(kinds, "products", "product", "linear", "linearMany", "linearRow", "linearPacked", "matmul", "plusMatmul");
        of(kinds, "attention", "attention", "attend", "attendBack", "attendRows", "softmax");
        of(kinds, "copies", "reshape", "contiguous", "copyInPlace", "concat", "empty", "full", "of", "roll", "indexSelect");
        of(kinds, "views", "view", "narrow", "transpose", "permute", "split", "select", "expand", "detach", "gradient");
        of(kinds, "autograd", "backward");
        return kinds;
    }

    private static void of(Map<String, String> kinds, String kind, String... operations) {
        for (String operation : operations) {
            kinds.put(operation, kind);
        }
    }

    static Roofline measured() {
        double product = best(new Product(N)), sum;
        try (Scope _ = Scope.open()) {
            Tensor a = Tensor.full(1, DType.FLOAT32, ELEMENTS), b = a.times(2);
            sum = best(() -> {
                try (Scope _ = Scope.open()) {
                    a.plus(b);
                }
            });
        }
        return new Roofline(2.0 * N * N * N / product, 3.0 * Float.BYTES * ELEMENTS / sum);
    }

    private static double best(Timing.Work work) {
        try (work) {
            return best((Runnable) work::call);
        }
    }

    /// Nanoseconds of processor time of the quickest call.
    private static double best(Runnable work) {
        long best = Long.MAX_VALUE;
        for (int i = 0; i < TIMES; i++) {
            long start = THREADS.getCurrentThreadCpuTime();
            work.run();
            best = Math.min(best, THREADS.getCurrentThreadCpuTime() - start);
        }
        return best;
    }

    /// Calls `work` and prints a table: for each operator and each kind of operator a call's count, time, bytes and
    /// operations, and the share of the roofline that it reaches.
    void print(Timing.Work work, int warmUp, int times) {
        for (int i = 0; i < warmUp; i++) {
            work.call();
        }
        Profile.start(THREADS::getCurrentThreadCpuTime);
        long start = THREADS.getCurrentThreadCpuTime();
        for (int i = 0; i < times; i++) {
            work.call();
        }
        long all = THREADS.getCurrentThreadCpuTime() - start;
        Map<String, Profile.Line> lines = new TreeMap<>(Profile.stop());
        System.out.printf(
                "peak %.1f GFLOP/s, memory %.1f GB/s; a call takes %.2f ms%n",
                gigaflops, gigabytes, all / 1e6 / times);
        System.out.printf(
                "%-14s %-10s %8s %9s %6s %8s %8s %9s%n",
                "operator", "kind", "calls", "us", "share", "GB/s", "GFLOP/s", "roofline");
        lines.entrySet().stream()
                .sorted(Comparator.comparingLong(line -> -line.getValue().nanos()))
                .forEach(line -> row(line.getKey(), kind(line.getKey()), line.getValue(), times, all));
        Map<String, Profile.Line> byKind = new TreeMap<>();
        lines.forEach((name, line) -> byKind.merge(kind(name), line, Roofline::sum));
        byKind.forEach((kind, line) -> row("", kind, line, times, all));
        long inside = lines.values().stream().mapToLong(Profile.Line::nanos).sum();
        row("", "Java", new Profile.Line(0, all - inside, 0, 0), times, all);
    }

    private static String kind(String operation) {
        return KINDS.getOrDefault(operation, "elements");
    }

    private static Profile.Line sum(Profile.Line a, Profile.Line b) {
        return new Profile.Line(
                a.calls() + b.calls(), a.nanos() + b.nanos(), a.bytes() + b.bytes(), a.flops() + b.flops());
    }

    private void row(String name, String kind, Profile.Line line, int times, long all) {
        double least = Math.max(line.flops() / gigaflops, "views".equals(kind) ? 0 : line.bytes() / gigabytes);
        System.out.printf(
                "%-14s %-10s %8.1f %9.1f %5.1f%% %8.1f %8.1f %8.0f%%%n",
                name,
                kind,
                line.calls() / (double) times,
                line.nanos() / 1e3 / times,
                100.0 * line.nanos() / all,
                line.bytes() / (double) line.nanos(),
                line.flops() / line.nanos(),
                100 * least / line.nanos());
    }
}
