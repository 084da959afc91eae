package dev.tideway.knlocal.ingress;

import io.vertx.core.http.HttpServerRequest;

/// What answers at a host of its own on the data port. Called on an event loop: it must not block.
@FunctionalInterface
public interface Site {
    /// Answers, now or later.
    ///
    /// @param path as asked for at that host, without its query
    void handle(HttpServerRequest request, String path);
}
