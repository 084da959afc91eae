package dev.tideway.knlocal.ingress;

import dev.tideway.knlocal.activator.Activator;
import dev.tideway.knlocal.activator.Lease;
import dev.tideway.knlocal.activator.RefusedException;
import dev.tideway.knlocal.manifest.Key;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.RequestOptions;
import io.vertx.httpproxy.HttpProxy;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A function's own URL: any request, through the activator, to an instance. Bodies are streamed.
public final class FunctionProxy {
    private static final Logger LOG = LoggerFactory.getLogger(FunctionProxy.class);

    private final Vertx vertx;
    private final HttpClient client;
    private final Activator activator;
    private final Function<Key, Duration> timeouts;

    /// @param timeouts a function's `timeoutSeconds`: how long a request may wait for an instance, and then for
    ///     its answer to begin
    public FunctionProxy(
            Vertx vertx, HttpClient client, Activator activator, Function<Key, Duration> timeouts) {
        this.vertx = vertx;
        this.client = client;
        this.activator = activator;
        this.timeouts = timeouts;
    }

    void forward(HttpServerRequest request, Key function) {
        var context = vertx.getOrCreateContext();
        request.pause();
        var asked = activator.acquire(function, timeouts.apply(function));
        request.response().closeHandler(_ -> asked.cancel(false));
        var _ =
                asked.whenComplete((lease, error) ->
                        context.runOnContext(_ -> {
                            if (error == null) {
                                proxy(request, function, lease);
                            } else {
                                refuse(request, error);
                            }
                        }));
    }

    private void proxy(HttpServerRequest request, Key function, Lease lease) {
        if (request.response().closed()) {
            // Whoever asked has gone; the handlers below would never be called.
            lease.close();
            return;
        }
        request.response().endHandler(_ -> lease.close());
        // Of the connection, not of the response: that one keeps silent when the client goes while
        // its end is written.
        request.connection().closeHandler(_ -> lease.close());
        var origin =
                new RequestOptions()
                        .setHost(lease.host())
                        .setPort(lease.port())
                        .setTimeout(timeouts.apply(function).toMillis());
        HttpProxy.reverseProxy(client)
                .origin(asked -> asked.client().request(origin).map(FunctionProxy::overheard))
                .handle(request);
    }

    /// Whoever asked may go at any time, and the proxy then resets what it has asked of the function. Vert.x calls that an
    /// error, loudly, unless somebody hears it.
    private static HttpClientRequest overheard(HttpClientRequest asked) {
        return asked.exceptionHandler(why -> LOG.debug("a request broke off: {}", why.toString()));
    }

    private static void refuse(HttpServerRequest request, Throwable error) {
        var cause = error instanceof CompletionException ? error.getCause() : error;
        request.resume();
        if (request.response().closed() || request.response().ended()) {
            return;
        }
        var refusal = cause instanceof RefusedException refused ? refused.refusal() : null;
        request.response()
                .setStatusCode(refusal == null ? 500 : refusal.status())
                .putHeader("Content-Type", "text/plain; charset=utf-8")
                .end((refusal == null ? error.toString() : refusal.reason()) + "\n");
    }
}
