package dev.tideway.knlocal.autoscaler;

import java.time.Duration;
import java.time.Instant;

/// Whether a revision is in use, which decides when its last instance may go (the conditions of Knative's
/// PodAutoscaler).
sealed interface Activity {
    /// What is desired when the load asks for `wanted`, and what to remember.
    record Step(int desired, Activity next) {}

    /// All that counts at one moment.
    record Moment(Limits limits, Observation seen, Proxied proxied, Instant now) {
        private boolean hasPassed(Duration time, Instant since) {
            return !now.isBefore(since.plus(time));
        }

        /// Whether the activator has been in the path for the grace period; then a request finds it, whatever goes.
        private boolean isSafe(Instant inactiveSince) {
            var grace = limits.autoscaler().scaleToZeroGrace();
            return hasPassed(grace, inactiveSince)
                    || proxied.since().filter(it -> hasPassed(grace, it)).isPresent();
        }
    }

    /// What follows when nothing is to do, but an instance is ready.
    Step whenIdle(Moment moment);

    default Step step(int wanted, Moment moment) {
        if (moment.seen().ready() == 0) {
            return new Step(wanted, new Dormant());
        }
        if (wanted > 0) {
            return new Step(wanted, this instanceof Active ? this : new Active(moment.now()));
        }
        return moment.limits().autoscaler().scaleToZero()
                ? whenIdle(moment)
                : new Step(1, new Active(moment.now()));
    }

    /// Nothing is ready.
    record Dormant() implements Activity {
        @Override
        public Step whenIdle(Moment moment) {
            return new Step(1, new Active(moment.now()));
        }
    }

    /// For at least the stable window.
    record Active(Instant since) implements Activity {
        @Override
        public Step whenIdle(Moment moment) {
            return moment.hasPassed(moment.limits().stableWindow(), since)
                    ? new Retained(moment.now()).whenIdle(moment)
                    : new Step(1, this);
        }
    }

    /// Nothing to do; the last instance is kept for the retention period, and until the activator is in the path.
    record Retained(Instant since) implements Activity {
        @Override
        public Step whenIdle(Moment moment) {
            var over = moment.hasPassed(moment.limits().retention(), since) && moment.isSafe(since);
            return new Step(over ? 0 : 1, this);
        }
    }
}
