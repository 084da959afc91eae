package dev.tideway.knlocal.activator;

import dev.tideway.knlocal.function.Endpoint;
import java.util.concurrent.CompletableFuture;

/// An instance as the gate sees it. Guarded by the gate's lock, but for the endpoint.
final class Slot {
    private final Endpoint endpoint;
    private CompletableFuture<Void> idle = CompletableFuture.completedFuture(null);
    private boolean routed;
    private int inFlight;

    Slot(Endpoint endpoint) {
        this.endpoint = endpoint;
    }

    Endpoint endpoint() {
        return endpoint;
    }

    /// Whether it gets new requests.
    boolean routed() {
        return routed;
    }

    int inFlight() {
        return inFlight;
    }

    void route() {
        routed = true;
    }

    /// Completes with its last request.
    CompletableFuture<Void> withdraw() {
        routed = false;
        if (inFlight > 0 && idle.isDone()) {
            idle = new CompletableFuture<>();
        }
        return idle;
    }

    void take() {
        inFlight++;
    }

    /// Whether that was the last request of a withdrawn instance: then [#idle] is to be completed, without the lock.
    boolean give() {
        inFlight--;
        return inFlight == 0 && !routed;
    }

    CompletableFuture<Void> idle() {
        return idle;
    }
}
