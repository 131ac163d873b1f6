package parable.bench.fuzz;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;

/// Feeds one reader and looks every tenth of a second whether it hangs: more than five seconds of processor time for
/// one
/// input, or a minute in which it waits. A thread that hangs is left behind.
final class Watch {
    private static final long LONGEST = 5_000_000_000L, WAITING = 60_000_000_000L;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    /// After so many hangs a reader is given up.
    private static final int MOST_HANGS = 5;

    private final Target target;
    private final Tally tally;

    Watch(Target target, Tally tally) {
        this.target = target;
        this.tally = tally;
    }

    void run(Mutator mutator, long inputs) throws InterruptedException {
        long left = inputs;
        for (int hangs = 0; left > 0 && hangs < MOST_HANGS; hangs++) {
            Worker worker = new Worker(mutator, left);
            Thread thread = Thread.ofPlatform().daemon().name(target.name()).start(worker);
            while (!thread.join(Duration.ofMillis(100)) && !worker.hangs(thread.threadId())) {
                // still reading
            }
            left = worker.left;
            if (thread.isAlive()) {
                tally.fault("hang", Arrays.toString(thread.getStackTrace()), worker.input);
                worker.isAbandoned = true;
            }
        }
    }

    private final class Worker implements Runnable {
        private final Mutator mutator;
        private final AtomicLong begun = new AtomicLong(Long.MAX_VALUE);
        private volatile byte[] input = new byte[0];
        private volatile long left, used;
        private volatile boolean isAbandoned;

        Worker(Mutator mutator, long inputs) {
            this.mutator = mutator;
            left = inputs;
        }

        boolean hangs(long thread) {
            long since = begun.get();
            return since != Long.MAX_VALUE
                    && (THREADS.getThreadCpuTime(thread) - used > LONGEST || System.nanoTime() - since > WAITING)
                    && begun.get() == since;
        }

        @Override
        public void run() {
            while (left > 0 && !isAbandoned) {
                left--;
                input = mutator.next(target.seeds());
                long start = System.nanoTime();
                used = THREADS.getCurrentThreadCpuTime();
                begun.set(start);
                try {
                    target.reading().read(input);
                    begun.set(Long.MAX_VALUE);
                    tally.accept(System.nanoTime() - start);
                } catch (Throwable thrown) {
                    begun.set(Long.MAX_VALUE);
                    if (target.isRefusal(thrown)) {
                        tally.refuse(System.nanoTime() - start);
                    } else {
                        tally.fault(thrown, input);
                    }
                }
            }
        }
    }
}
