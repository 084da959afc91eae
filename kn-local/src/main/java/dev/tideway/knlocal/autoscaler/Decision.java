package dev.tideway.knlocal.autoscaler;

import java.time.Instant;
import java.util.Optional;

/// How many instances a revision is to have: Knative's KPA (`pkg/autoscaler/scaling`, then the bounds and the way to
/// zero of `pkg/reconciler/autoscaling/kpa`) as a pure function.
///
/// @param excessBurst see [Limits#excessBurst]
record Decision(int desired, double excessBurst, Memory memory) {
    static Decision of(Limits limits, Memory memory, Observation seen, Instant now) {
        var ready = Math.max(1, seen.ready());
        var forPanic = Math.ceil(seen.panic() / limits.target());
        var panicSince = panicSince(limits, memory, forPanic / ready, now);
        var stable = paced(Math.ceil(seen.stable() / limits.target()), seen, limits);
        var panicCount =
                panicSince.isEmpty()
                        ? 0
                        : Math.max(
                                memory.panicCount(),
                                Math.max(stable, paced(forPanic, seen, limits)));
        var wanted = panicSince.isEmpty() ? stable : panicCount;
        var recent = memory.recentWith(new Memory.Past(now, wanted), limits.scaleDownDelay());
        var delayed = recent.stream().mapToInt(Memory.Past::desired).max().orElse(wanted);
        var initialReached = memory.initialReached() || seen.ready() >= limits.initialScale();
        var bounded = limits.bounded(delayed, seen.reachable(), initialReached);
        var excess = limits.excessBurst(seen.panic(), seen.ready());
        var proxied = memory.proxied().with(excess < 0 || seen.ready() == 0, now);
        var step = memory.activity().step(bounded, new Activity.Moment(limits, seen, proxied, now));
        return new Decision(
                step.desired(),
                excess,
                new Memory(panicSince, panicCount, recent, step.next(), proxied, initialReached));
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

    /// No more than `max-scale-up-rate` times what is there, and, while anybody can reach it, no less than what
    /// `max-scale-down-rate` leaves; `activation-scale` at least, when anything.
    private static int paced(double wanted, Observation seen, Limits limits) {
        var ready = Math.max(1, seen.ready());
        var most = Math.ceil(limits.autoscaler().maxScaleUpRate() * ready);
        var least =
                seen.reachable() ? Math.floor(ready / limits.autoscaler().maxScaleDownRate()) : 0;
        var paced = (int) Math.min(Math.max(wanted, least), most);
        return wanted > 0 ? Math.max(paced, limits.activationScale()) : paced;
    }
}
