package dev.tideway.knlocal.function;

import dev.tideway.knlocal.process.ChildProcess;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// From nothing to an instance that answers its readiness probe. Runs on the instance's thread.
final class Startup {
    private static final Logger LOG = LoggerFactory.getLogger(Startup.class);

    /// A closed port is looked at more often than an open one is asked: it costs next to nothing and
    /// saves a cold start half a probe interval.
    private static final Duration PORT_CHECK = Duration.ofMillis(5);

    private static final int PORTS_TRIED = 5;

    private final String instance;
    private final Blueprint blueprint;
    private final Spawning spawning;
    private final BlockingQueue<Signal> signals;
    private final Consumer<Running> whenSpawned;

    Startup(
            String instance,
            Blueprint blueprint,
            Spawning spawning,
            BlockingQueue<Signal> signals,
            Consumer<Running> whenSpawned) {
        this.instance = instance;
        this.blueprint = blueprint;
        this.spawning = spawning;
        this.signals = signals;
        this.whenSpawned = whenSpawned;
    }

    /// Starts the process.
    @FunctionalInterface
    interface Spawning {
        ChildProcess on(int port) throws CannotStartException;
    }

    /// A process and the port it was told to listen on.
    record Running(ChildProcess child, int port) {}

    /// How an attempt ends, unless it fails.
    private sealed interface Outcome {
        record Up(Running running) implements Outcome {}

        record CalledOff() implements Outcome {}

        record PortTaken() implements Outcome {}
    }

    /// Empty when it was asked to stop meanwhile; nothing is left then.
    Optional<Running> up() throws CannotStartException, InterruptedException {
        for (var tried = 0; tried < PORTS_TRIED; tried++) {
            switch (attempt()) {
                case Outcome.Up(var running) -> {
                    return Optional.of(running);
                }
                case Outcome.CalledOff() -> {
                    return Optional.empty();
                }
                case Outcome.PortTaken() ->
                        LOG.info("instance {} found its port taken, trying another", instance);
            }
        }
        throw new CannotStartException(
                instance + " found its port taken " + PORTS_TRIED + " times");
    }

    private Outcome attempt() throws CannotStartException, InterruptedException {
        var port = blueprint.freePort();
        var running = new Running(spawning.on(port), port);
        whenSpawned.accept(running);
        var _ = running.child().exited().thenAccept(code -> signals.add(new Signal.Exited(code)));
        var asking = new StartAsking(blueprint, instance, port);
        while (true) {
            var answer = asking.ask();
            if (asking.isUp() && running.child().alive()) {
                return new Outcome.Up(running);
            }
            var over = asking.isOver();
            if (over.isPresent()) {
                running.child().stop(blueprint.timing().grace());
                throw new CannotStartException(ending().neverReady(answer, over.get()));
            }
            var end = onSignal(nextWithin(pauseAfter(answer)), running.child());
            if (end.isPresent()) {
                return end.get();
            }
        }
    }

    private Optional<Outcome> onSignal(Optional<Signal> signal, ChildProcess child)
            throws CannotStartException {
        if (signal.isEmpty()) {
            return Optional.empty();
        }
        return switch (signal.get()) {
            case Signal.Suspected() -> Optional.empty();
            case Signal.Stop() -> {
                child.stop(blueprint.timing().grace());
                yield Optional.of(new Outcome.CalledOff());
            }
            case Signal.Exited(var code) -> {
                if (ending().portWasTaken()) {
                    yield Optional.of(new Outcome.PortTaken());
                }
                throw new CannotStartException(ending().atStart(code));
            }
        };
    }

    private Ending ending() {
        return blueprint.ending(instance);
    }

    private Optional<Signal> nextWithin(Duration pause) throws InterruptedException {
        return Optional.ofNullable(signals.poll(pause.toNanos(), TimeUnit.NANOSECONDS));
    }

    private Duration pauseAfter(Probe.Answer answer) {
        return switch (answer) {
            case Probe.Answer.Closed() -> PORT_CHECK;
            case Probe.Answer.Ready(), Probe.Answer.NotReady(_) ->
                    blueprint.timing().probeInterval();
        };
    }
}
