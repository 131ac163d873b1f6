package parable.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;

/// How long some work took after warming up, on one platform thread a worker.
///
/// @param calls   nanoseconds of each timed call, of all workers
/// @param wall    nanoseconds from the common start to the end of the last worker
/// @param cpu     nanoseconds of processor time that the whole process used meanwhile, the JVM's own threads
///                included
/// @param workers that ran side by side
record Timing(long[] calls, long wall, long cpu, int workers) {
    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    /// What one worker does: made, called and closed on a thread of its own.
    interface Work extends AutoCloseable {
        void call();

        @Override
        void close();
    }

    /// Lets every worker warm up, starts their clocks together and waits for the last.
    static Timing of(int workers, int warmUp, int times, IntFunction<Work> made) {
        CyclicBarrier ready = new CyclicBarrier(workers + 1);
        try (ExecutorService threads = Executors.newFixedThreadPool(workers)) {
            List<Future<long[]>> running = new ArrayList<>();
            for (int worker = 0; worker < workers; worker++) {
                int number = worker;
                running.add(threads.submit(() -> calls(made.apply(number), warmUp, times, ready)));
            }
            ready.await();
            long start = System.nanoTime(), used = SYSTEM.getProcessCpuTime();
            List<long[]> calls = new ArrayList<>();
            for (Future<long[]> worker : running) {
                calls.add(worker.get());
            }
            long wall = System.nanoTime() - start, cpu = SYSTEM.getProcessCpuTime() - used;
            return new Timing(calls.stream().flatMapToLong(Arrays::stream).toArray(), wall, cpu, workers);
        } catch (InterruptedException | ExecutionException | java.util.concurrent.BrokenBarrierException e) {
            throw new IllegalStateException("a worker failed", e);
        }
    }

    private static long[] calls(Work work, int warmUp, int times, CyclicBarrier ready) throws Exception {
        try (work) {
            for (int i = 0; i < warmUp; i++) {
                work.call();
            }
            ready.await();
            long[] spent = new long[times];
            for (int i = 0; i < times; i++) {
                long before = System.nanoTime();
                work.call();
                spent[i] = System.nanoTime() - before;
            }
            return spent;
        }
    }

    double bestMs() {
        return Arrays.stream(calls).min().orElseThrow() / 1e6;
    }

    double medianMs() {
        long[] sorted = calls.clone();
        Arrays.sort(sorted);
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2e6;
    }

    /// Processor time of one call.
    double cpuMs() {
        return cpu / 1e6 / calls.length;
    }

    /// `units` of work in each call, over the wall time of all of them.
    double perSecond(double units) {
        return units * calls.length / (wall / 1e9);
    }

    /// The fields that every line has; the peers print the same.
    Map<String, Object> fields() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("bestMs", rounded(bestMs()));
        fields.put("medianMs", rounded(medianMs()));
        fields.put("wallMs", rounded(wall / 1e6 * workers / calls.length));
        fields.put("cpuMs", rounded(cpuMs()));
        fields.put("busyCores", Math.round(100.0 * cpu / wall) / 100.0);
        return fields;
    }

    private static double rounded(double value) {
        return Math.round(value * 1000) / 1000.0;
    }
}
