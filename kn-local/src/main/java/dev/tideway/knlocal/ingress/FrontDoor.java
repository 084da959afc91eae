package dev.tideway.knlocal.ingress;

import dev.tideway.knlocal.manifest.Key;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;
import java.util.function.Function;

/// The data port: requests whose host is a function's go to that function, all others to the brokers.
public final class FrontDoor implements Handler<HttpServerRequest> {
    private final Function<String, Optional<Key>> functionOfHost;
    private final FunctionProxy functions;
    private final Ingress brokers;

    public FrontDoor(
            Function<String, Optional<Key>> functionOfHost,
            FunctionProxy functions,
            Ingress brokers) {
        this.functionOfHost = functionOfHost;
        this.functions = functions;
        this.brokers = brokers;
    }

    @Override
    public void handle(HttpServerRequest request) {
        var authority = request.authority();
        Optional<Key> function =
                authority == null ? Optional.empty() : functionOfHost.apply(authority.host());
        if (function.isPresent()) {
            functions.forward(request, function.get());
        } else {
            brokers.handle(request);
        }
    }
}
