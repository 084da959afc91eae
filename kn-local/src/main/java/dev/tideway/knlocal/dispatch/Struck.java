package dev.tideway.knlocal.dispatch;

import dev.tideway.knlocal.activator.Lease;
import dev.tideway.knlocal.fault.Fault.Kind;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// What a fault on purpose does to one attempt to deliver an event to a function. The attempt says that it was on purpose.
///
/// @param kind empty: nothing, as nearly always
record Struck(Optional<Kind> kind) {
    static final String TWICE = "fault: delivered once more on purpose";

    /// The answer, when the function is not even asked.
    Optional<Attempt> answer() {
        return kind.flatMap(it ->
                it instanceof Kind.Fail(var status)
                        ? Optional.of(
                                HttpTransport.status(
                                        status, "fault: answered %d on purpose".formatted(status)))
                        : Optional.empty());
    }

    /// What the outcome of the attempt will not say.
    Optional<String> untold() {
        return delay().map(by -> "fault: held back %d ms on purpose".formatted(by.toMillis()));
    }

    private Optional<Duration> delay() {
        return kind.flatMap(
                it -> it instanceof Kind.Delay(var by) ? Optional.of(by) : Optional.empty());
    }

    /// Waits as long as the function is to be slower.
    ///
    /// @throws TimeoutException when there is no time left then
    void hold(Deadline deadline) throws InterruptedException, TimeoutException {
        if (delay().isEmpty()) {
            return;
        }
        var by = delay().get();
        var left = deadline.left();
        TimeUnit.NANOSECONDS.sleep(Math.min(by.toNanos(), left.toNanos()));
        if (by.compareTo(left) >= 0) {
            throw new TimeoutException();
        }
    }

    /// What to do once the function has been sent the event.
    Runnable whenSent(Lease lease) {
        // On a thread of its own: an event loop does not wait for processes.
        return isCrash() ? () -> Thread.startVirtualThread(lease::kill) : () -> {};
    }

    private boolean isCrash() {
        return kind.filter(Kind.Crash.class::isInstance).isPresent();
    }

    /// What the outcome of the attempt looks like from here.
    Attempt seen(Attempt attempt, Lease lease) {
        if (isCrash()) {
            // It may have answered before the signal reached it; the next attempt is another
            // instance's.
            lease.kill();
            return HttpTransport.status(
                    502, "fault: %s killed on purpose".formatted(lease.instance()));
        }
        return kind.filter(Kind.DropReply.class::isInstance).isPresent()
                ? new Attempt.Unreachable("fault: its answer was lost on purpose")
                : attempt;
    }
}
