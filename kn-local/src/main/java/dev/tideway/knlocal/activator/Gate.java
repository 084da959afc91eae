package dev.tideway.knlocal.activator;

import dev.tideway.knlocal.activator.Room.Admission;
import dev.tideway.knlocal.function.Endpoint;
import dev.tideway.knlocal.function.Routes;
import dev.tideway.knlocal.function.StartFailure;
import dev.tideway.knlocal.manifest.FunctionSpec;
import dev.tideway.knlocal.manifest.FunctionSpec.Timeouts;
import dev.tideway.knlocal.manifest.Key;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// Where requests for one revision wait until an instance has room: first come, first served.
///
/// One lock guards everything; no code of others runs under it and no method waits. Futures complete where room was made.
public final class Gate implements Routes, AutoCloseable {
    /// Knative's bound on requests pending for one revision; without a concurrency limit there is none.
    static final int QUEUE_LIMIT = 10_000;

    private final Key function;
    private final Timeouts timeouts;
    private final Runnable demand;
    private final Consumer<Duration> worked;
    private final Instruments instruments;
    private final ReentrantLock lock = new ReentrantLock();
    private final Room room;

    /// @param demand called when requests wait and no instance takes any: scale up now
    public Gate(FunctionSpec spec, Runnable demand) {
        this(spec, demand, _ -> {});
    }

    /// For a revision.
    ///
    /// @param worked told how long an instance had each request, from any thread
    public Gate(FunctionSpec spec, Runnable demand, Consumer<Duration> worked) {
        this(spec, demand, worked, Instruments.REAL);
    }

    Gate(FunctionSpec spec, Runnable demand, Instruments instruments) {
        this(spec, demand, _ -> {}, instruments);
    }

    private Gate(
            FunctionSpec spec,
            Runnable demand,
            Consumer<Duration> worked,
            Instruments instruments) {
        var concurrency = spec.containerConcurrency();
        var queueLimit = concurrency == 0 ? Integer.MAX_VALUE : QUEUE_LIMIT;
        this.function = spec.key();
        this.timeouts = spec.timeouts();
        this.demand = demand;
        this.worked = worked;
        this.instruments = instruments;
        this.room =
                new Room(
                        new Slots(Balancer.of(concurrency, instruments.random())),
                        queueLimit,
                        new Refusal.QueueFull(function, queueLimit),
                        new Meter(instruments.nanos()));
    }

    Timeouts timeouts() {
        return timeouts;
    }

    /// Room for one request: at once, or within `maxWait` or the function's own timeout. Fails with a
    /// [RefusedException]; cancel the future to give the place in the queue back.
    public CompletableFuture<Lease> acquire(Duration maxWait) {
        var waiter = new Waiter();
        enter(waiter);
        if (!waiter.future().isDone()) {
            var own = timeouts.request();
            var patience = own.compareTo(maxWait) < 0 ? own : maxWait;
            var late = new RefusedException(new Refusal.TimedOut(function, patience));
            waiter.giveUpAfter(patience, late, instruments.deadlines());
        }
        return waiter.future();
    }

    /// From now on all who wait and all who come are sent there; requests in flight go on.
    public void retire(Gate successor) {
        locked(() -> room.shut(new Admission.SentOn(successor))).forEach(successor::enter);
    }

    /// Refuses those who wait, and all who come.
    @Override
    public void close() {
        close(new Refusal.Closed(function));
    }

    public void close(Refusal why) {
        var refusal = new RefusedException(why);
        locked(() -> room.shut(new Admission.Refused(why))).forEach(it -> it.refuse(refusal));
    }

    private void enter(Waiter waiter) {
        var now = instruments.clock().instant();
        switch (locked(() -> room.admit(waiter, this, now))) {
            case Admission.Go(var slot) -> waiter.give(new Lease(this, slot));
            case Admission.Refused(var why) -> waiter.refuse(new RefusedException(why));
            case Admission.SentOn(var successor) -> successor.enter(waiter);
            case Admission.Queued() -> {
                if (waiter.future().isDone()) {
                    // It gave up while it was sent here.
                    leave(waiter);
                }
                callForInstances();
            }
        }
    }

    @Override
    public void ready(Endpoint instance) {
        locked(() -> {
            room.slots().route(instance);
            return true;
        });
        serveWaiting();
    }

    @Override
    public CompletableFuture<Void> withdraw(Endpoint instance) {
        var idle = locked(() -> room.slots().withdraw(instance));
        callForInstances();
        return idle;
    }

    @Override
    public int inFlight(Endpoint instance) {
        return locked(() -> room.slots().inFlight(instance));
    }

    @Override
    public void cannotStart(StartFailure why) {
        var refusal = new RefusedException(new Refusal.CannotStart(function, why));
        // Each leaves the queue as its future fails.
        locked(room::stranded).forEach(waiter -> waiter.refuse(refusal));
    }

    /// What there was to do since the last call.
    public Load drainLoad() {
        return locked(room::drainLoad);
    }

    public GateSnapshot snapshot() {
        return locked(room::snapshot);
    }

    long nanos() {
        return instruments.nanos().getAsLong();
    }

    /// @param since when the slot was taken, by [#nanos]
    void release(Slot slot, long since) {
        worked.accept(Duration.ofNanos(nanos() - since));
        var last = locked(() -> room.give(slot));
        if (last) {
            slot.idle().complete(null);
        }
        serveWaiting();
    }

    void foundDead(Slot slot) {
        var _ = withdraw(slot.endpoint());
        slot.endpoint().suspect();
    }

    private void serveWaiting() {
        for (var next = locked(room::grant); next.isPresent(); next = locked(room::grant)) {
            next.get().to().give(new Lease(this, next.get().slot()));
        }
    }

    private void callForInstances() {
        if (locked(room::isStranded)) {
            demand.run();
        }
    }

    void leave(Waiter waiter) {
        locked(() -> room.leave(waiter));
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
