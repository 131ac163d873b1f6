package parable.audit.run;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import parable.ground.Check;

/// Money that may be spent in one run, in US dollars. A request first puts aside the most it is expected to
/// cost; it waits while others hold what it needs, and is refused when even their return would not be
/// enough.
///
/// Thread-safe: the lock protects both sums.
final class Budget {
    /// There is not enough left for another request.
    static final class Spent extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private final double most;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition returned = lock.newCondition();
    private double spent;
    private double aside;

    /// @param most infinite for no limit
    Budget(double most) {
        Check.that(most >= 0, "a budget is at least 0, but was %s", most);
        this.most = most;
    }

    /// Counts what was paid, now or in a former run of the same journal.
    void charge(double cost) {
        lock.lock();
        try {
            spent += Math.max(0, cost);
        } finally {
            lock.unlock();
        }
    }

    /// @throws Spent when it can never fit
    void putAside(double cost) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (spent + aside + cost > most) {
                if (aside == 0) {
                    throw new Spent();
                }
                returned.await();
            }
            aside += cost;
        } finally {
            lock.unlock();
        }
    }

    /// @param reserved what was put aside
    /// @param paid     what it came to; 0 for a failure
    void settle(double reserved, double paid) {
        lock.lock();
        try {
            spent += paid;
            aside = Math.max(0, aside - reserved);
            aside = aside < 1e-12 ? 0 : aside; // sums of fractions leave dust behind
            returned.signalAll();
        } finally {
            lock.unlock();
        }
    }

    double spent() {
        lock.lock();
        try {
            return spent;
        } finally {
            lock.unlock();
        }
    }
}
