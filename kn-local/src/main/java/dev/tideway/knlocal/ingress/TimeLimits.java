package dev.tideway.knlocal.ingress;

import dev.tideway.knlocal.manifest.FunctionSpec.Timeouts;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.httpproxy.Body;
import io.vertx.httpproxy.ProxyContext;
import io.vertx.httpproxy.ProxyInterceptor;
import io.vertx.httpproxy.ProxyResponse;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The clocks that queue-proxy holds beside a request: until its answer begins, between two bytes of it, and over all.
/// Too late before the answer has begun is answered 504; after that, all there is left to do is to break it off. Used
/// on one event loop.
final class TimeLimits implements ProxyInterceptor {
    private final Vertx vertx;
    private final Timeouts timeouts;
    private final long begin;
    private @Nullable HttpClientRequest sent;

    /// @param begin when the request came, by [System#nanoTime]
    TimeLimits(Vertx vertx, Timeouts timeouts, long begin) {
        this.vertx = vertx;
        this.timeouts = timeouts;
        this.begin = begin;
    }

    /// Breaks off what lasts longer than all of it may. Returns what calls that off.
    Runnable hold(HttpServerRequest request) {
        var timer =
                vertx.setTimer(
                        Math.max(1, left().toMillis()),
                        _ -> {
                            if (request.response().headWritten()) {
                                reset();
                                request.connection().close();
                            }
                        });
        return () -> vertx.cancelTimer(timer);
    }

    Future<HttpClientRequest> connected(Future<HttpClientRequest> connecting) {
        return connecting.onSuccess(request -> sent = request);
    }

    @Override
    public Future<ProxyResponse> handleProxyRequest(ProxyContext context) {
        var first =
                Stream.of(left(), timeouts.responseStart(), timeouts.idle())
                        .filter(Duration::isPositive)
                        .min(Duration::compareTo)
                        .orElse(Duration.ofMillis(1));
        return context.sendRequest()
                .timeout(Math.max(1, first.toMillis()), TimeUnit.MILLISECONDS)
                .recover(failed ->
                        failed instanceof TimeoutException
                                ? Future.succeededFuture(late(context))
                                : Future.failedFuture(failed));
    }

    private ProxyResponse late(ProxyContext context) {
        reset();
        return context.request()
                .release()
                .response()
                .setStatusCode(504)
                .putHeader("Content-Type", "text/plain; charset=utf-8")
                .setBody(Body.body(Buffer.buffer("request timeout\n")));
    }

    @Override
    public Future<Void> handleProxyResponse(ProxyContext context) {
        var request = sent;
        if (request != null && timeouts.idle().isPositive()) {
            request.idleTimeout(timeouts.idle().toMillis());
        }
        return context.sendResponse();
    }

    private void reset() {
        var request = sent;
        if (request != null) {
            request.reset();
        }
    }

    private Duration left() {
        return timeouts.request().minusNanos(System.nanoTime() - begin);
    }
}
