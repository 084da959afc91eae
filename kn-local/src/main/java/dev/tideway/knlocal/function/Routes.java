package dev.tideway.knlocal.function;

import java.util.concurrent.CompletableFuture;

/// Where a fleet makes known which of its instances take requests. Called from any
/// thread; does not call the fleet back from inside a call.
public interface Routes {
    /// Takes requests from now on.
    void ready(Endpoint instance);

    /// Gets no new request; completes when its last one has ended. Harmless when repeated.
    CompletableFuture<Void> withdraw(Endpoint instance);

    /// Requests that this instance works on now.
    int inFlight(Endpoint instance);

    /// A start has failed, and no other instance is there or on its way.
    void cannotStart(StartFailure why);
}
