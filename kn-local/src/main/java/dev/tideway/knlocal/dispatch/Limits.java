package dev.tideway.knlocal.dispatch;

import dev.tideway.knlocal.manifest.FunctionSpec.Timeouts;
import java.util.Optional;
import java.util.concurrent.TimeoutException;

/// What a delivery and the function's own `timeoutSeconds` leave of the time; the nearer one counts, and says so.
///
/// @param begin when the event came to the activator
record Limits(Deadline delivery, Timeouts timeouts, long begin) {
    Deadline nearest() {
        return ownIsNearer() ? own() : delivery;
    }

    private Deadline own() {
        return new Deadline(begin + timeouts.request().toNanos());
    }

    private boolean ownIsNearer() {
        return own().nanos() - delivery.nanos() < 0;
    }

    Pauses pauses() {
        return new Pauses(timeouts.responseStart(), timeouts.idle());
    }

    /// As queue-proxy answers; unless it is the delivery that has waited long enough.
    Optional<Attempt> late(TimeoutException e) throws TimeoutException {
        if (delivery.left().isZero()) {
            throw e;
        }
        return Optional.of(HttpTransport.status(504, "request timeout"));
    }
}
