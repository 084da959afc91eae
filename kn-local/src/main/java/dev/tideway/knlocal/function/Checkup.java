package dev.tideway.knlocal.function;

import dev.tideway.knlocal.manifest.Probes;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/// The probes of an instance that takes requests, each in its own period, as the kubelet makes them.
final class Checkup {
    /// Of a readiness probe that gives no period, once the instance is up.
    private static final Duration KUBELET_PERIOD = Duration.ofSeconds(10);

    private final Blueprint blueprint;
    private final String instance;
    private final int port;
    private final Optional<Round> liveness;
    private final Round readiness;

    Checkup(Blueprint blueprint, String instance, int port) {
        this.blueprint = blueprint;
        this.instance = instance;
        this.port = port;
        this.liveness = blueprint.probes().liveness().map(Round::new);
        var ready = blueprint.probes().readiness();
        this.readiness =
                new Round(
                        ready.period().isZero()
                                ? Probes.Probe.every(KUBELET_PERIOD, ready.ask())
                                : ready);
    }

    /// What came of it.
    sealed interface Finding {
        record Well() implements Finding {}

        /// Gets no requests until it is well again.
        record NotReady() implements Finding {}

        /// Is to be replaced.
        record Dead(String why) implements Finding {}
    }

    Duration untilNext() {
        var now = System.nanoTime();
        var next = Math.min(readiness.next, liveness.map(it -> it.next).orElse(readiness.next));
        return Duration.ofNanos(Math.max(0, next - now));
    }

    /// Asks what is due.
    Finding ask() throws InterruptedException {
        if (liveness.isPresent() && liveness.get().isDue()) {
            var failed = liveness.get().ask();
            if (failed.isPresent()) {
                return new Finding.Dead(failed.get());
            }
        }
        if (readiness.isDue()) {
            var _ = readiness.ask();
        }
        return readiness.failing ? new Finding.NotReady() : new Finding.Well();
    }

    /// A connection to it failed: asks for readiness, often, until it is well, the grace time is over, or something else
    /// has come up.
    Finding afterSuspicion(BooleanSupplier somethingElse) throws InterruptedException {
        var deadline = System.nanoTime() + blueprint.timing().grace().toNanos();
        while (!somethingElse.getAsBoolean()) {
            var answer = blueprint.ask(blueprint.probes().readiness(), instance, port);
            if (answer instanceof Probe.Answer.Ready) {
                return new Finding.Well();
            }
            if (System.nanoTime() - deadline > 0) {
                return new Finding.Dead(Ending.why(answer));
            }
            Thread.sleep(blueprint.timing().probeInterval());
        }
        return new Finding.NotReady();
    }

    /// One probe and how often in a row it was answered how.
    private final class Round {
        private final Probes.Probe probe;
        private long next;
        private int failures;
        private int successes;
        private boolean failing;

        Round(Probes.Probe probe) {
            this.probe = probe;
            this.next = System.nanoTime() + later(probe.period().plus(probe.initialDelay()));
        }

        boolean isDue() {
            return System.nanoTime() - next >= 0;
        }

        /// Why it has failed too often, if so.
        Optional<String> ask() throws InterruptedException {
            var answer = blueprint.ask(probe, instance, port);
            next = System.nanoTime() + later(probe.period());
            if (answer instanceof Probe.Answer.Ready) {
                failures = 0;
                successes++;
                failing = failing && successes < probe.successThreshold();
                return Optional.empty();
            }
            successes = 0;
            failures++;
            failing = failing || failures >= probe.failureThreshold();
            return failures >= probe.failureThreshold()
                    ? Optional.of("%d times in a row: %s".formatted(failures, Ending.why(answer)))
                    : Optional.empty();
        }

        private static long later(Duration period) {
            return Math.max(1, period.toNanos());
        }
    }
}
