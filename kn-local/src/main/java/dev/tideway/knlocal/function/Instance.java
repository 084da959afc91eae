package dev.tideway.knlocal.function;

import dev.tideway.knlocal.function.InstanceState.Ready;
import dev.tideway.knlocal.function.InstanceState.Starting;
import dev.tideway.knlocal.function.Startup.Running;
import dev.tideway.knlocal.process.ChildProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One process of a function. Its whole life is [#live], on a virtual thread of its own: the only one that starts,
/// probes, drains and stops it. Others send it a [Signal] or read its state.
final class Instance implements Endpoint {
    private static final Logger LOG = LoggerFactory.getLogger(Instance.class);

    private final String name;
    private final Blueprint blueprint;
    private final Routes routes;
    private final BiConsumer<Instance, Ready> whenReady;
    private final BlockingQueue<Signal> signals = new LinkedBlockingQueue<>();
    private volatile InstanceState state = new Starting(Instant.now());
    private volatile Optional<Running> running = Optional.empty();
    private volatile boolean leaving;
    private Optional<Path> cache = Optional.empty();

    /// @param whenReady called on the instance's own thread once it takes requests
    Instance(
            String name,
            Blueprint blueprint,
            Routes routes,
            BiConsumer<Instance, Ready> whenReady) {
        this.name = name;
        this.blueprint = blueprint;
        this.routes = routes;
        this.whenReady = whenReady;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public int port() {
        return running.map(Running::port).orElse(0);
    }

    @Override
    public void suspect() {
        signals.add(new Signal.Suspected());
    }

    /// Asks it to drain and end; does not block.
    void stop(Duration patience) {
        leaving = true;
        signals.add(new Signal.Stop(patience));
    }

    /// Asked to end, whether or not it has begun to.
    boolean leaving() {
        return leaving;
    }

    InstanceState state() {
        return state;
    }

    /// 0 while there is no process.
    long pid() {
        return running.map(r -> r.child().pid()).orElse(0L);
    }

    /// Returns when nothing is left of it.
    InstanceState.Ended live() {
        var starting = new Starting(Instant.now());
        state = starting;
        var end = live(starting);
        state = end;
        return end;
    }

    private InstanceState.Ended live(Starting starting) {
        try {
            var up = startup().up();
            return up.isPresent()
                    ? serve(up.get(), starting.ready(Instant.now()))
                    : starting.stopped();
        } catch (CannotStartException e) {
            cache.ifPresent(used -> blueprint.aot().drop(used, "a start with it has failed"));
            return starting.failed(e.failure());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            running.ifPresent(r -> r.child().kill());
            return starting.failed(StartFailure.of(name + " was interrupted"));
        }
    }

    private Startup startup() {
        return new Startup(
                name, blueprint, this::spawn, signals, started -> running = Optional.of(started));
    }

    private ChildProcess spawn(int port) throws CannotStartException {
        var spawned = blueprint.spawn(name, port);
        cache = spawned.cache();
        return spawned.child();
    }

    private InstanceState.Ended serve(Running process, Ready ready) throws InterruptedException {
        state = ready;
        routes.ready(this);
        whenReady.accept(this, ready);
        cache.ifPresent(used -> blueprint.aot().check(used, blueprint.logs().of(name)));
        while (true) {
            switch (signals.take()) {
                case Signal.Exited(var code) -> {
                    var _ = routes.withdraw(this);
                    return ready.failed(blueprint.ending(name).whileReady(code), Instant.now());
                }
                case Signal.Stop(var patience) -> {
                    return drain(process, ready, patience);
                }
                case Signal.Suspected() -> verify(process);
            }
        }
    }

    private InstanceState.Ended drain(Running process, Ready ready, Duration patience) {
        var draining = ready.drain();
        state = draining;
        awaitIdle(process, patience);
        process.child().stop(blueprint.timing().grace());
        return draining.stopped();
    }

    /// Waits for the last request in flight, no longer than `patience`, and no longer than there is a process.
    private void awaitIdle(Running process, Duration patience) {
        CompletableFuture.anyOf(routes.withdraw(this), process.child().exited())
                .completeOnTimeout("impatient", patience.toNanos(), TimeUnit.NANOSECONDS)
                .join();
    }

    /// Its process lives, but a connection to it failed: it gets the grace time to become ready again.
    private void verify(Running process) throws InterruptedException {
        var _ = routes.withdraw(this);
        signals.removeIf(Signal.Suspected.class::isInstance);
        var deadline = System.nanoTime() + blueprint.timing().grace().toNanos();
        while (signals.isEmpty()) {
            if (blueprint.probe(process.port()) instanceof Probe.Answer.Ready) {
                routes.ready(this);
                return;
            }
            if (System.nanoTime() - deadline > 0) {
                LOG.warn("instance {} has stopped answering and is replaced", name);
                process.child().kill();
                return;
            }
            Thread.sleep(blueprint.timing().probeInterval());
        }
    }
}
