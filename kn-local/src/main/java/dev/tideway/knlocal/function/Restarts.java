package dev.tideway.knlocal.function;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// When a function that fails is tried again: after its back-off, or as soon as there is another build of it. Guarded
/// by the fleet's lock.
final class Restarts {
    private static final Duration LOOK_FOR_BUILD = Duration.ofSeconds(1);

    private final Blueprint blueprint;
    private final Runnable tryAgain;
    private BackOff backOff = BackOff.NONE;
    private Optional<StartFailure> failure = Optional.empty();
    private boolean waiting;

    /// @param tryAgain is to call [#waitIsOver]; called without the fleet's lock, on a thread of its own
    Restarts(Blueprint blueprint, Runnable tryAgain) {
        this.blueprint = blueprint;
        this.tryAgain = tryAgain;
    }

    /// Why the last instance ended that was not asked to; empty again once one is ready.
    Optional<StartFailure> failure() {
        return failure;
    }

    boolean failing() {
        return failure.isPresent();
    }

    void whenReady() {
        failure = Optional.empty();
    }

    void whenFailed(InstanceState.Failed failed, Instant now) {
        failure = Optional.of(failed.why());
        backOff = backOff.failed(now, failed.readyFor(), blueprint.timing());
    }

    /// Whether a start is allowed now; if not, `tryAgain` is called when it is.
    boolean mayStart(Instant now) {
        var wait = backOff.wait(now);
        if (wait.isZero()) {
            return true;
        }
        if (!waiting) {
            waiting = true;
            Thread.ofVirtual().start(() -> sleepUntil(now.plus(wait)));
        }
        return false;
    }

    /// The wait has ended, or the build has changed.
    void waitIsOver() {
        waiting = false;
        backOff = new BackOff(backOff.failures(), Instant.MIN);
    }

    private void sleepUntil(Instant end) {
        var build = blueprint.supply().buildKey();
        try {
            var now = Instant.now();
            while (now.isBefore(end) && blueprint.supply().buildKey().equals(build)) {
                var left = Duration.between(now, end);
                Thread.sleep(left.compareTo(LOOK_FOR_BUILD) < 0 ? left : LOOK_FOR_BUILD);
                now = Instant.now();
            }
        } catch (InterruptedException nobodyDoes) {
            Thread.currentThread().interrupt();
        }
        tryAgain.run();
    }
}
