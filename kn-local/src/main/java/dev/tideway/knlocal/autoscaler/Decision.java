package dev.tideway.knlocal.autoscaler;

import java.time.Instant;
import java.util.Optional;

/// How many instances a function is to have: Knative's KPA (`pkg/autoscaler/scaling`, then the bounds and the way to
/// zero of `pkg/reconciler/autoscaling/kpa`) as a pure function.
record Decision(int desired, Memory memory) {
    static Decision of(Limits limits, Memory memory, Observation seen, Instant now) {
        var ready = Math.max(1, seen.ready());
        var forPanic = Math.ceil(seen.panic() / limits.target());
        var panicSince = panicSince(limits, memory, forPanic / ready, now);
        var stable = paced(Math.ceil(seen.stable() / limits.target()), ready, limits);
        var panicCount =
                panicSince.isEmpty()
                        ? 0
                        : Math.max(
                                memory.panicCount(),
                                Math.max(stable, paced(forPanic, ready, limits)));
        var wanted = panicSince.isEmpty() ? stable : panicCount;
        var recent = memory.recentWith(new Memory.Past(now, wanted), limits.scaleDownDelay());
        var delayed = recent.stream().mapToInt(Memory.Past::desired).max().orElse(wanted);
        var initialReached = memory.initialReached() || seen.ready() >= limits.initialScale();
        var bounded = limits.bounded(delayed, initialReached);
        var step = memory.activity().step(bounded, seen.ready(), limits, now);
        return new Decision(
                step.desired(),
                new Memory(panicSince, panicCount, recent, step.next(), initialReached));
    }

    /// Panic starts, and starts anew, over the threshold; it ends a stable window after the last time, when the surge
    /// has made its way into the stable average.
    private static Optional<Instant> panicSince(
            Limits limits, Memory memory, double wantedPerReady, Instant now) {
        if (wantedPerReady >= limits.panicThreshold()) {
            return Optional.of(now);
        }
        return memory.panicSince()
                .filter(since -> !since.plus(limits.stableWindow()).isBefore(now));
    }

    /// No more than a thousand times, no less than half of what is there; `activation-scale` at least, when anything.
    private static int paced(double wanted, int ready, Limits limits) {
        var most = Math.ceil(Limits.MAX_SCALE_UP_RATE * ready);
        var least = Math.floor(ready / Limits.MAX_SCALE_DOWN_RATE);
        var paced = (int) Math.min(Math.max(wanted, least), most);
        return wanted > 0 ? Math.max(paced, limits.activationScale()) : paced;
    }
}
