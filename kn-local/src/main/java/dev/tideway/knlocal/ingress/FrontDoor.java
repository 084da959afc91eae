package dev.tideway.knlocal.ingress;

import dev.tideway.knlocal.manifest.Key;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The data port: requests whose host is a function's go to that function, all others to the brokers.
public final class FrontDoor implements Handler<HttpServerRequest> {
    /// Chooses a revision by its tag, where ConfigMap `config-features` has it so.
    private static final String TAG = "Knative-Serving-Tag";

    private final Function<String, Optional<Key>> functionOfHost;
    private final boolean tagHeader;
    private final FunctionProxy functions;
    private final Ingress brokers;

    public FrontDoor(
            Function<String, Optional<Key>> functionOfHost,
            boolean tagHeader,
            FunctionProxy functions,
            Ingress brokers) {
        this.functionOfHost = functionOfHost;
        this.tagHeader = tagHeader;
        this.functions = functions;
        this.brokers = brokers;
    }

    @Override
    public void handle(HttpServerRequest request) {
        var authority = request.authority();
        Optional<Key> function =
                authority == null
                        ? Optional.empty()
                        : function(
                                functionOfHost,
                                authority.host(),
                                tagHeader ? request.getHeader(TAG) : null);
        if (function.isPresent()) {
            functions.forward(request, function.get());
        } else {
            brokers.handle(request);
        }
    }

    /// A tag that is not there changes nothing, as on a cluster.
    static Optional<Key> function(
            Function<String, Optional<Key>> functionOfHost, String host, @Nullable String tag) {
        return tag == null
                ? functionOfHost.apply(host)
                : functionOfHost.apply(tag + "-" + host).or(() -> functionOfHost.apply(host));
    }
}
