package dev.tideway.knlocal.function;

import dev.tideway.knlocal.manifest.Probes;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;

/// Asks an instance that starts: its startup probe until that has succeeded, then its readiness probe. Both as often as
/// queue-proxy asks for readiness, so that nobody waits for the next period; but no sooner and no longer than they say.
final class StartAsking {
    private final Blueprint blueprint;
    private final String instance;
    private final int port;
    private final long begin = System.nanoTime();
    private final Queue<Probes.Probe> left = new ArrayDeque<>();
    private int successes;

    StartAsking(Blueprint blueprint, String instance, int port) {
        this.blueprint = blueprint;
        this.instance = instance;
        this.port = port;
        blueprint.probes().startup().ifPresent(left::add);
        left.add(blueprint.probes().readiness());
    }

    /// Asks the probe whose turn it is, once.
    Probe.Answer ask() throws InterruptedException {
        var probe = left.peek();
        if (probe == null) {
            return new Probe.Answer.Ready();
        }
        if (took().compareTo(probe.initialDelay()) < 0) {
            return new Probe.Answer.NotReady("its probe is not asked yet");
        }
        var answer = blueprint.ask(probe, instance, port);
        successes = answer instanceof Probe.Answer.Ready ? successes + 1 : 0;
        if (successes >= probe.successThreshold()) {
            left.remove();
            successes = 0;
        }
        return answer;
    }

    boolean isUp() {
        return left.isEmpty();
    }

    /// How long it was asked in vain, when that is long enough to give it up.
    Optional<Duration> isOver() {
        var took = took();
        var startup = blueprint.probes().startup().filter(_ -> left.size() > 1);
        var most = startup.map(StartAsking::longest).orElse(blueprint.progress());
        var limit = most.compareTo(blueprint.progress()) < 0 ? most : blueprint.progress();
        return took.compareTo(limit) > 0 ? Optional.of(limit) : Optional.empty();
    }

    private static Duration longest(Probes.Probe startup) {
        return startup.initialDelay()
                .plus(startup.period().multipliedBy(startup.failureThreshold()));
    }

    private Duration took() {
        return Duration.ofNanos(System.nanoTime() - begin);
    }
}
