package dev.tideway.knlocal.function;

import dev.tideway.knlocal.manifest.FunctionSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// All instances of one revision: as many as asked for, and a new one for each that fails. Safe for any thread; no
/// method but the closing ones waits for a process.
public final class Fleet implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Fleet.class);

    private final FunctionSpec spec;
    private final Blueprint blueprint;
    private final Host host;
    private final Routes routes;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition ended = lock.newCondition();
    private final Roster roster;
    private final Restarts restarts;
    private final Rehearsal rehearsal;
    private int desired;
    private boolean closed;
    private Optional<Duration> coldStart = Optional.empty();

    /// @param routes learns which instances take requests
    /// @param supply what its instances are started from
    public Fleet(
            FunctionSpec spec, Environment environment, Supply supply, Routes routes, Host host) {
        this.spec = spec;
        this.routes = routes;
        this.host = host;
        this.blueprint = new Blueprint(spec, environment, supply, host);
        this.roster = new Roster(supply.name(), blueprint.logs());
        this.rehearsal = new Rehearsal(spec.key().name(), blueprint, host);
        this.restarts = new Restarts(blueprint, this::tryAgain);
    }

    /// Starts or stops instances until `count` of them are there or on their way.
    public void scaleTo(int count) {
        locked(() -> {
            if (count != desired) {
                LOG.info("revision {} scales from {} to {}", name(), desired, count);
            }
            desired = count;
            reconcile();
        });
    }

    private String name() {
        return blueprint.supply().name();
    }

    public FleetSnapshot snapshot() {
        lock.lock();
        try {
            return new FleetSnapshot(desired, roster.members(), restarts.failure(), coldStart);
        } finally {
            lock.unlock();
        }
    }

    /// Starts no more, lets requests in flight end within their own timeout, and returns when no instance is left.
    public void retire() {
        beginClose(spec.timeout());
        awaitEmpty();
    }

    /// Lets requests in flight end for the grace time, then stops every instance; returns when none is left.
    @Override
    public void close() {
        closeAll(List.of(this));
    }

    /// Closes them side by side.
    public static void closeAll(List<Fleet> fleets) {
        fleets.forEach(fleet -> fleet.beginClose(fleet.blueprint.timing().grace()));
        fleets.forEach(Fleet::awaitEmpty);
    }

    private void beginClose(Duration patience) {
        rehearsal.close();
        locked(() -> {
            closed = true;
            desired = 0;
            roster.all().forEach(instance -> instance.stop(patience));
        });
    }

    private void awaitEmpty() {
        locked(() -> {
            while (!roster.all().isEmpty()) {
                ended.awaitUninterruptibly();
            }
        });
    }

    private void reconcile() {
        if (closed) {
            return;
        }
        var missing = desired - roster.present().size();
        if (missing < 0) {
            roster.dispensable(-missing, routes).forEach(instance -> instance.stop(spec.timeout()));
        } else if (missing > 0 && restarts.mayStart(Instant.now())) {
            // While it fails, one is enough to see whether it still does.
            start(restarts.failing() && roster.present().isEmpty() ? 1 : missing);
        }
    }

    private void start(int count) {
        for (var i = 0; i < count; i++) {
            var name = roster.nextName();
            var instance = new Instance(name, blueprint, routes, this::whenReady);
            roster.add(instance);
            Thread.ofVirtual().name(name).start(() -> run(instance));
        }
    }

    private void run(Instance instance) {
        whenEnded(instance, instance.live());
        blueprint.pruneLogs(snapshot().members().size());
    }

    private void whenReady(Instance instance, InstanceState.Ready ready) {
        locked(() -> {
            restarts.whenReady();
            coldStart = Optional.of(ready.took());
            reconcile();
        });
        host.started(spec.key(), ready.took());
        LOG.info(
                "instance {} is ready on port {} after {} ms",
                instance.name(),
                instance.port(),
                ready.took().toMillis());
        blueprint.pruneLogs(snapshot().members().size());
        rehearsal.offer();
    }

    private void whenEnded(Instance instance, InstanceState.Ended end) {
        switch (end) {
            case InstanceState.Stopped() -> {
                LOG.info("instance {} has stopped", instance.name());
                locked(() -> roster.remove(instance));
            }
            case InstanceState.Failed failed -> {
                LOG.warn(failed.why().text());
                whenFailed(instance, failed);
            }
        }
        locked(() -> {
            reconcile();
            ended.signalAll();
        });
    }

    private void whenFailed(Instance instance, InstanceState.Failed failed) {
        var others = new AtomicInteger();
        locked(() -> {
            roster.remove(instance);
            // One that was killed on purpose says nothing of its build: no back-off for that.
            if (!instance.leaving()) {
                restarts.whenFailed(failed, Instant.now());
            }
            others.set(roster.present().size());
        });
        if (others.get() == 0 && failed.readyFor().isEmpty()) {
            routes.cannotStart(failed.why());
        }
    }

    private void tryAgain() {
        locked(() -> {
            restarts.waitIsOver();
            reconcile();
        });
    }

    private void locked(Runnable action) {
        lock.lock();
        try {
            action.run();
        } finally {
            lock.unlock();
        }
    }
}
