package parable.audit.run;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// How many requests one provider gets at once. It grows by one with every answer until the first 429, or the
/// first answer that does not come in time, then by one a round, and is halved by each of these: additive increase,
/// multiplicative decrease ([Chiu and Jain 1989](https://doi.org/10.1016/0169-7552(89)90019-6)), with slow start ([RFC
/// 5681,
/// 3.1](https://www.rfc-editor.org/rfc/rfc5681#section-3.1)).
///
/// Requests that were open when the number was cut do not cut it again: their failure is old news. A caller with a
/// Retry-After waits outside the lane, so a long one does not hold up the others. First come, first served, so models
/// that share a lane share it fairly.
///
/// Thread-safe: the one lock, this object, protects the numbers.
final class ConcurrencyLimiter {
    /// Arbitrary: enough to hide the latency of a test server, few enough not to provoke a real one.
    private static final double FIRST = 8;
    private static final double CUT = 0.5;

    private final Permits permits;
    private final int most;
    private final Bucket requests;
    private final Bucket tokens;
    private double width;
    private boolean slowStart = true;
    private int cuts;

    /// @param most                requests at once, at least 1
    /// @param requestsPerMinute   infinite for no limit
    /// @param tokensPerMinute     infinite for no limit
    ConcurrencyLimiter(int most, double requestsPerMinute, double tokensPerMinute) {
        this.most = most;
        this.width = Math.min(FIRST, most);
        this.permits = new Permits((int) width);
        this.requests = new Bucket(requestsPerMinute);
        this.tokens = new Bucket(tokensPerMinute);
    }

    /// One request's time in the lane.
    final class Pass {
        private final int cutsBefore;

        private Pass(int cutsBefore) {
            this.cutsBefore = cutsBefore;
        }

        void leave(boolean crowded) {
            ConcurrencyLimiter.this.leave(cutsBefore, crowded);
        }
    }

    /// Waits for room.
    ///
    /// @param expected tokens that the request will take, shown and written
    Pass enter(long expected) throws InterruptedException {
        permits.acquire();
        try {
            long pause = Math.max(requests.take(1), tokens.take(expected));
            TimeUnit.NANOSECONDS.sleep(pause);
            return pass();
        } catch (InterruptedException e) {
            permits.release();
            throw e;
        }
    }

    private synchronized Pass pass() {
        return new Pass(cuts);
    }

    /// Requests that may be under way at once.
    synchronized int width() {
        return (int) width;
    }

    private synchronized void leave(int cutsBefore, boolean crowded) {
        int before = (int) width;
        if (!crowded) {
            width = Math.min(most, width + (slowStart ? 1 : 1 / width));
        } else if (cutsBefore == cuts) {
            width = Math.max(1, width * CUT);
            slowStart = false;
            cuts++;
        }
        int change = (int) width - before;
        if (change < 0) {
            permits.take(-change);
        }
        permits.release(1 + Math.max(0, change));
    }

    /// A semaphore that may owe permits.
    private static final class Permits extends Semaphore {
        private static final long serialVersionUID = 1L;

        Permits(int permits) {
            super(permits, true);
        }

        void take(int count) {
            reducePermits(count);
        }
    }

    /// A rate per minute, kept by telling everybody how long to wait for his turn.
    private static final class Bucket {
        private static final double NANOS_PER_MINUTE = 60e9;

        private final double nanosEach;
        private double nextFree = Double.NEGATIVE_INFINITY;

        Bucket(double perMinute) {
            nanosEach = NANOS_PER_MINUTE / perMinute;
        }

        /// @return nanoseconds to wait
        synchronized long take(long amount) {
            double now = System.nanoTime();
            double start = Math.max(now, nextFree);
            nextFree = start + amount * nanosEach;
            return (long) (start - now);
        }
    }
}
