package dev.tideway.knlocal.autoscaler;

import java.time.Duration;
import java.time.Instant;

/// Whether a function is in use, which decides when its last instance may go (the conditions of Knative's
/// PodAutoscaler). Here the activator is always in the path, so the grace period that Knative waits for it has passed
/// from the start (Knative's "fast path").
sealed interface Activity {
    /// What is desired when the load asks for `wanted`, and what to remember.
    record Step(int desired, Activity next) {}

    /// What follows when nothing is to do, but an instance is ready.
    Step whenIdle(Limits limits, Instant now);

    default Step step(int wanted, int ready, Limits limits, Instant now) {
        if (ready == 0) {
            return new Step(wanted, new Dormant());
        }
        if (wanted == 0) {
            return whenIdle(limits, now);
        }
        return new Step(wanted, this instanceof Active ? this : new Active(now));
    }

    /// Nothing is ready.
    record Dormant() implements Activity {
        @Override
        public Step whenIdle(Limits limits, Instant now) {
            return new Step(1, new Active(now));
        }
    }

    /// For at least the stable window.
    record Active(Instant since) implements Activity {
        @Override
        public Step whenIdle(Limits limits, Instant now) {
            return hasPassed(limits.stableWindow(), since, now)
                    ? new Retained(now).whenIdle(limits, now)
                    : new Step(1, this);
        }
    }

    /// Nothing to do; the last instance is kept for the retention period.
    record Retained(Instant since) implements Activity {
        @Override
        public Step whenIdle(Limits limits, Instant now) {
            return new Step(hasPassed(limits.retention(), since, now) ? 0 : 1, this);
        }
    }

    private static boolean hasPassed(Duration time, Instant since, Instant now) {
        return !now.isBefore(since.plus(time));
    }
}
