package dev.tideway.flowtest;

import dev.tideway.knlocal.journey.Journey;
import dev.tideway.knlocal.journey.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// The steps that the runner has told of since a test began. Safe for any thread.
final class Heard implements Journey {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition more = lock.newCondition();
    private final List<Step> steps = new ArrayList<>();

    @Override
    public void record(Step step) {
        lock.lock();
        try {
            steps.add(step);
            more.signalAll();
        } finally {
            lock.unlock();
        }
    }

    List<Step> steps() {
        lock.lock();
        try {
            return List.copyOf(steps);
        } finally {
            lock.unlock();
        }
    }

    /// Waits until there are more than so many, but not for longer than that.
    void awaitMoreThan(int known, long nanos) throws InterruptedException {
        lock.lock();
        try {
            var left = nanos;
            while (steps.size() <= known && left > 0) {
                left = more.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    /// For the next test.
    void forget() {
        lock.lock();
        try {
            steps.clear();
        } finally {
            lock.unlock();
        }
    }
}
