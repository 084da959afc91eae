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
import java.util.function.Consumer;
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
    private final CompletableFuture<String> impatience = new CompletableFuture<>();
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

    @Override
    public void kill() {
        leaving = true;
        running.ifPresent(r -> r.child().kill());
    }

    /// Asks it to drain and end; does not block. Asked again, the shorter patience counts.
    ///
    /// @param patience how long requests in flight may take to end
    void stop(Duration patience) {
        leaving = true;
        impatience.completeOnTimeout("impatient", patience.toNanos(), TimeUnit.NANOSECONDS);
        signals.add(new Signal.Stop());
    }

    boolean leaving() {
        return leaving;
    }

    InstanceState state() {
        return state;
    }

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
            Consumer<Running> started = it -> running = Optional.of(it);
            var up = new Startup(name, blueprint, this::spawn, signals, started).up();
            return up.isPresent()
                    ? serve(up.get(), starting.ready(Instant.now()))
                    : starting.stopped();
        } catch (CannotStartException e) {
            cache.ifPresent(used -> blueprint.aot().drop(used, "a start with it has failed"));
            return starting.failed(e.failure());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            kill();
            return starting.failed(StartFailure.of(name + " was interrupted"));
        }
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
        var checkup = new Checkup(blueprint, name, process.port());
        while (true) {
            var signal = signals.poll(checkup.untilNext().toNanos(), TimeUnit.NANOSECONDS);
            var end =
                    signal != null
                            ? on(signal, checkup, process, ready)
                            : on(checkup, process, ready);
            if (end.isPresent()) {
                return end.get();
            }
        }
    }

    private Optional<InstanceState.Ended> on(
            Signal signal, Checkup checkup, Running process, Ready ready)
            throws InterruptedException {
        return switch (signal) {
            case Signal.Exited(var code) -> {
                var _ = routes.withdraw(this);
                var why = blueprint.ending(name).whileReady(code);
                yield Optional.of(ready.failed(why, Instant.now()));
            }
            case Signal.Stop() -> Optional.of(drain(process, ready));
            case Signal.Suspected() -> {
                verify(checkup, process);
                yield Optional.empty();
            }
        };
    }

    private Optional<InstanceState.Ended> on(Checkup checkup, Running process, Ready ready)
            throws InterruptedException {
        return switch (checkup.ask()) {
            case Checkup.Finding.Well() -> {
                routes.ready(this);
                yield Optional.empty();
            }
            case Checkup.Finding.NotReady() -> {
                var _ = routes.withdraw(this);
                yield Optional.empty();
            }
            case Checkup.Finding.Dead(var why) -> {
                var _ = routes.withdraw(this);
                process.child().stop(blueprint.timing().grace());
                yield Optional.of(
                        ready.failed(blueprint.ending(name).notAlive(why), Instant.now()));
            }
        };
    }

    private InstanceState.Ended drain(Running process, Ready ready) {
        var draining = ready.drain();
        state = draining;
        // Until the last request has ended; no longer than the patience, nor than there is a
        // process.
        CompletableFuture.anyOf(routes.withdraw(this), process.child().exited(), impatience).join();
        process.child().stop(blueprint.timing().grace());
        return draining.stopped();
    }

    /// Its process lives, but a connection to it failed: it gets the grace time to become ready again.
    private void verify(Checkup checkup, Running process) throws InterruptedException {
        var _ = routes.withdraw(this);
        signals.removeIf(Signal.Suspected.class::isInstance);
        switch (checkup.afterSuspicion(() -> !signals.isEmpty())) {
            case Checkup.Finding.Well() -> routes.ready(this);
            case Checkup.Finding.NotReady() -> {}
            case Checkup.Finding.Dead(var why) -> {
                LOG.warn("instance {} has stopped answering and is replaced: {}", name, why);
                process.child().kill();
            }
        }
    }
}
