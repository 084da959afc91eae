package dev.tideway.knlocal.ingress;

import dev.tideway.knlocal.activator.Activator;
import dev.tideway.knlocal.activator.Lease;
import dev.tideway.knlocal.activator.RefusedException;
import dev.tideway.knlocal.manifest.ClusterHost;
import dev.tideway.knlocal.manifest.Key;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.RequestOptions;
import io.vertx.httpproxy.HttpProxy;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A function's own URL: any request, through the activator, to an instance. Bodies are streamed.
public final class FunctionProxy {
    private static final Logger LOG = LoggerFactory.getLogger(FunctionProxy.class);

    private final Vertx vertx;
    private final HttpClient client;
    private final Activator activator;

    public FunctionProxy(Vertx vertx, HttpClient client, Activator activator) {
        this.vertx = vertx;
        this.client = client;
        this.activator = activator;
    }

    void forward(HttpServerRequest request, Key function, ClusterHost asked) {
        var context = vertx.getOrCreateContext();
        request.pause();
        var begin = System.nanoTime();
        var lease = activator.acquire(function);
        request.response().closeHandler(_ -> lease.cancel(false));
        var _ =
                lease.whenComplete((had, error) ->
                        context.runOnContext(_ -> {
                            if (error == null) {
                                proxy(request, asked, had, begin);
                            } else {
                                refuse(request, error);
                            }
                        }));
    }

    private void proxy(HttpServerRequest request, ClusterHost asked, Lease lease, long begin) {
        if (request.response().closed()) {
            // Whoever asked has gone; the handlers below would never be called.
            lease.close();
            return;
        }
        var limits = new TimeLimits(vertx, lease.timeouts(), begin);
        var callOff = limits.hold(request);
        request.response()
                .endHandler(_ -> {
                    callOff.run();
                    lease.close();
                });
        // Of the connection, not of the response: that one keeps silent when the client goes while
        // its end is written.
        request.connection()
                .closeHandler(_ -> {
                    callOff.run();
                    lease.close();
                });
        HttpProxy.reverseProxy(client)
                .origin(context ->
                        limits.connected(
                                context.client()
                                        .request(target(lease))
                                        .map(FunctionProxy::overheard)))
                .addInterceptor(new Forwarded(asked))
                .addInterceptor(limits)
                .handle(request);
    }

    private static RequestOptions target(Lease lease) {
        return new RequestOptions().setHost(lease.host()).setPort(lease.port());
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
