package dev.tideway.knlocal.log;

import java.util.concurrent.atomic.AtomicLong;

/// Bytes handed over and not yet acknowledged, up to a limit.
final class InFlight {
    private final long limit;
    private final AtomicLong bytes = new AtomicLong();

    InFlight(long limit) {
        this.limit = limit;
    }

    boolean take(int size) {
        if (bytes.addAndGet(size) <= limit) {
            return true;
        }
        release(size);
        return false;
    }

    void release(int size) {
        bytes.addAndGet(-size);
    }

    long limit() {
        return limit;
    }
}
