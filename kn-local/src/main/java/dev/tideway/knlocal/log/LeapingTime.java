package dev.tideway.knlocal.log;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.utils.Time;

/// The system's time, plus leaps forward.
///
/// After kill -9 Kafka's controller still believes in the broker that died and refuses its successor until
/// `broker.session.timeout.ms` has run out. A leap of that length lets it run out at once.
final class LeapingTime implements Time {
    private final AtomicLong leaptNanos = new AtomicLong();

    void leap(Duration by) {
        leaptNanos.addAndGet(by.toNanos());
    }

    @Override
    public long milliseconds() {
        return System.currentTimeMillis() + leaptNanos.get() / 1_000_000;
    }

    @Override
    public long nanoseconds() {
        return System.nanoTime() + leaptNanos.get();
    }

    @Override
    public void sleep(long millis) {
        Time.SYSTEM.sleep(millis);
    }

    @Override
    public void waitObject(Object lock, Supplier<Boolean> condition, long deadlineMillis)
            throws InterruptedException {
        synchronized (lock) {
            while (!condition.get()) {
                var left = deadlineMillis - milliseconds();
                if (left <= 0) {
                    throw new TimeoutException("the condition was not met in time");
                }
                lock.wait(left);
            }
        }
    }
}
