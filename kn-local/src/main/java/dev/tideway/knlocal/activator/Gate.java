package dev.tideway.knlocal.activator;

import dev.tideway.knlocal.function.Endpoint;
import dev.tideway.knlocal.function.Routes;
import dev.tideway.knlocal.function.StartFailure;
import dev.tideway.knlocal.manifest.FunctionSpec;
import dev.tideway.knlocal.manifest.Key;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/// Where requests for one function wait until an instance has room: first come, first served.
///
/// One lock guards everything; no code of others runs under it and no method waits. Futures complete where room was made.
public final class Gate implements Routes, AutoCloseable {
    /// Knative's bound on requests pending for one revision; without a concurrency limit there is none.
    static final int QUEUE_LIMIT = 10_000;

    private final Key function;
    private final int queueLimit;
    private final Runnable demand;
    private final Instruments instruments;
    private final ReentrantLock lock = new ReentrantLock();
    private final Slots slots;
    private final SequencedSet<Waiter> waiting = new LinkedHashSet<>();
    private final Meter meter;
    private Optional<Instant> lastRequest = Optional.empty();
    private boolean closed;

    /// @param demand called when requests wait and no instance takes any: scale up now
    public Gate(FunctionSpec spec, Runnable demand) {
        this(spec.key(), spec.containerConcurrency(), demand, Instruments.REAL);
    }

    Gate(Key function, int containerConcurrency, Runnable demand, Instruments instruments) {
        this.function = function;
        this.slots = new Slots(Balancer.of(containerConcurrency, instruments.random()));
        this.queueLimit = containerConcurrency == 0 ? Integer.MAX_VALUE : QUEUE_LIMIT;
        this.demand = demand;
        this.instruments = instruments;
        this.meter = new Meter(instruments.nanos());
    }

    public Key function() {
        return function;
    }

    /// Room for one request: at once, or within `maxWait`. Fails with a [RefusedException]; cancel the future to give
    /// the place in the queue back.
    public CompletableFuture<Lease> acquire(Duration maxWait) {
        var now = instruments.clock().instant();
        var waiter = new Waiter();
        lock.lock();
        try {
            if (closed) {
                return refused(new Refusal.Closed(function));
            }
            lastRequest = Optional.of(now);
            var free = waiting.isEmpty() ? slots.pick() : Optional.<Slot>empty();
            if (free.isEmpty() && waiting.size() >= queueLimit) {
                return refused(new Refusal.QueueFull(function, queueLimit));
            }
            meter.arrived();
            if (free.isPresent()) {
                return CompletableFuture.completedFuture(lease(free.get()));
            }
            waiting.add(waiter);
        } finally {
            lock.unlock();
        }
        var late = new RefusedException(new Refusal.TimedOut(function, maxWait));
        waiter.giveUpAfter(maxWait, late, instruments.deadlines(), () -> leave(waiter));
        callForInstances();
        return waiter.future();
    }

    @Override
    public void ready(Endpoint instance) {
        locked(() -> {
            slots.route(instance);
            return true;
        });
        serveWaiting();
    }

    @Override
    public CompletableFuture<Void> withdraw(Endpoint instance) {
        var idle = locked(() -> slots.withdraw(instance));
        callForInstances();
        return idle;
    }

    @Override
    public int inFlight(Endpoint instance) {
        return locked(() -> slots.inFlight(instance));
    }

    @Override
    public void cannotStart(StartFailure why) {
        refuseWaiting(new Refusal.CannotStart(function, why));
    }

    /// What there was to do since the last call.
    public Load drainLoad() {
        return locked(meter::drain);
    }

    public GateSnapshot snapshot() {
        return locked(() ->
                new GateSnapshot(slots.routed(), slots.inFlight(), waiting.size(), lastRequest));
    }

    /// Refuses those who wait, and all who come.
    @Override
    public void close() {
        locked(() -> closed = true);
        refuseWaiting(new Refusal.Closed(function));
    }

    void release(Slot slot) {
        var last =
                locked(() -> {
                    meter.left();
                    return slots.give(slot);
                });
        if (last) {
            slot.idle().complete(null);
        }
        serveWaiting();
    }

    void foundDead(Slot slot) {
        var _ = withdraw(slot.endpoint());
        slot.endpoint().suspect();
    }

    private Lease lease(Slot slot) {
        slot.take();
        return new Lease(this, slot);
    }

    private record Grant(Waiter to, Lease lease) {}

    private void serveWaiting() {
        for (var next = nextGrant(); next.isPresent(); next = nextGrant()) {
            next.get().to().give(next.get().lease());
        }
    }

    private Optional<Grant> nextGrant() {
        return locked(() ->
                waiting.isEmpty()
                        ? Optional.empty()
                        : slots.pick().map(s -> new Grant(waiting.removeFirst(), lease(s))));
    }

    private void callForInstances() {
        if (locked(() -> slots.routed() == 0 && !waiting.isEmpty())) {
            demand.run();
        }
    }

    private void leave(Waiter waiter) {
        locked(() -> {
            var waited = waiting.remove(waiter);
            if (waited) {
                meter.left();
            }
            return waited;
        });
    }

    private void refuseWaiting(Refusal why) {
        var refusal = new RefusedException(why);
        var refused =
                locked(() ->
                        slots.routed() == 0 || closed ? List.copyOf(waiting) : List.<Waiter>of());
        // Each leaves the queue as its future fails.
        refused.forEach(waiter -> waiter.refuse(refusal));
    }

    private static CompletableFuture<Lease> refused(Refusal why) {
        return CompletableFuture.failedFuture(new RefusedException(why));
    }

    private <T> T locked(Supplier<T> action) {
        lock.lock();
        try {
            return action.get();
        } finally {
            lock.unlock();
        }
    }
}
