package dev.tideway.knlocal.autoscaler;

import dev.tideway.knlocal.activator.Gate;
import dev.tideway.knlocal.activator.Load;
import dev.tideway.knlocal.function.Fleet;
import dev.tideway.knlocal.manifest.FunctionSpec;
import dev.tideway.knlocal.manifest.Scaling;
import java.time.Instant;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.IntConsumer;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

/// The autoscaling of one revision: its averages and what its last decision remembers. Safe for any thread.
final class Scaler {
    private final Limits limits;
    private final boolean byRequests;
    private final Senses senses;
    private final ReentrantLock lock = new ReentrantLock();
    private final Window stable;
    private final Window panic;
    private Memory memory;
    private int desired;
    private boolean gone;

    Scaler(FunctionSpec spec, Senses senses, Instant now) {
        var scaling = spec.scaling();
        this.limits = Limits.of(spec);
        this.byRequests = scaling.metric() == Scaling.Metric.RPS;
        this.senses = senses;
        this.stable = new Window(limits.stableWindow(), scaling.aggregation());
        this.panic = new Window(limits.panicWindow(), scaling.aggregation());
        this.memory = Memory.of(senses.ready().getAsInt(), now);
    }

    /// What it sees of the function, and the one thing it does to it.
    record Senses(
            Supplier<Load> load,
            IntSupplier ready,
            BooleanSupplier reachable,
            IntConsumer scaleTo) {
        static Senses of(Gate gate, Fleet fleet, BooleanSupplier reachable) {
            return new Senses(
                    gate::drainLoad, () -> gate.snapshot().ready(), reachable, fleet::scaleTo);
        }
    }

    /// Once a second. At zero nobody measures anything, as on a cluster: so the first requests are not averaged with
    /// a past of zeros.
    void sample(Instant now) {
        lock.lock();
        try {
            var load = senses.load().get();
            var value = byRequests ? load.requests() : load.concurrency();
            if (value > 0 || senses.ready().getAsInt() > 0) {
                stable.record(now, value);
                panic.record(now, value);
            }
        } finally {
            lock.unlock();
        }
    }

    void decide(Instant now) {
        lock.lock();
        try {
            decide(seen(now), now);
        } finally {
            lock.unlock();
        }
    }

    /// A request waits and nobody takes it: does not wait for the next tick when there is nothing yet.
    void poke(Instant now) {
        lock.lock();
        try {
            if (desired == 0) {
                decide(seen(now).withOneRequest(), now);
            }
        } finally {
            lock.unlock();
        }
    }

    private Observation seen(Instant now) {
        return new Observation(
                stable.average(now),
                panic.average(now),
                senses.ready().getAsInt(),
                senses.reachable().getAsBoolean());
    }

    void letGo() {
        lock.lock();
        try {
            gone = true;
        } finally {
            lock.unlock();
        }
    }

    private void decide(Observation seen, Instant now) {
        if (gone) {
            return;
        }
        var decision = Decision.of(limits, memory, seen, now);
        memory = decision.memory();
        desired = decision.desired();
        senses.scaleTo().accept(desired);
    }
}
