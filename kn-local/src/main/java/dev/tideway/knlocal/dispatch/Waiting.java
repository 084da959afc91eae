package dev.tideway.knlocal.dispatch;

import dev.tideway.knlocal.activator.Activator;
import dev.tideway.knlocal.activator.Lease;
import dev.tideway.knlocal.activator.RefusedException;
import dev.tideway.knlocal.event.Event;
import dev.tideway.knlocal.journey.Journey;
import dev.tideway.knlocal.journey.Step;
import dev.tideway.knlocal.manifest.Key;
import dev.tideway.knlocal.manifest.ObjectRef;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Waits for a function to have room for an event, and says so when it had none at once.
///
/// @param sender the trigger, subscription or source whose event it is
record Waiting(Activator activator, ObjectRef sender, Journey journey) {

    void tellDisturbed(Event event, String why) {
        journey.record(new Step.Disturbed(sender, event, why, false));
    }

    void tellTwice(Event event, String why) {
        journey.record(new Step.Disturbed(sender, event, why, true));
    }

    Lease lease(Key function, Event event, Deadline deadline)
            throws InterruptedException, TimeoutException, RefusedException {
        var asked = activator.acquire(function, deadline.left());
        if (asked.isDone()) {
            return lease(asked, deadline);
        }
        var asleep = !activator.awake(function);
        var begin = System.nanoTime();
        try {
            return lease(asked, deadline);
        } finally {
            var waited = Duration.ofNanos(System.nanoTime() - begin);
            journey.record(new Step.Held(sender, event, function, waited, asleep));
        }
    }

    private static Lease lease(CompletableFuture<Lease> asked, Deadline deadline)
            throws InterruptedException, TimeoutException, RefusedException {
        var patience = deadline.left().plus(HttpTransport.GRACE);
        try {
            return asked.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RefusedException refused) {
                throw refused;
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException | TimeoutException e) {
            asked.cancel(false);
            throw e;
        }
    }
}
