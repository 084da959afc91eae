package dev.tideway.knlocal.ingress;

import io.vertx.core.AbstractVerticle;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.Verticle;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.net.BindException;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A port that serves one handler on several event loops.
public final class HttpPort {
    private static final Logger LOG = LoggerFactory.getLogger(HttpPort.class);

    private static final AtomicInteger ANY = new AtomicInteger();

    private HttpPort() {}

    /// What to listen on. Port 0 takes a free one.
    ///
    /// @param name of the port, and how to choose another, for the message when it is taken
    public record Address(String host, int port, String name, String setting) {}

    /// A port that could not be had; the message says which and what to do.
    public static final class TakenException extends Exception {
        TakenException(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /// Blocks until the port is open, and returns its number.
    public static int open(
            Vertx vertx, Address address, int loops, Handler<HttpServerRequest> handler)
            throws TakenException, InterruptedException {
        // To Vert.x a negative port means any free one, the same for all listeners that name it; 0
        // would be one of its
        // own for each.
        var wanted = address.port() == 0 ? ANY.decrementAndGet() : address.port();
        var port = new AtomicInteger(wanted);
        try {
            listen(vertx, () -> new Listener(address.host(), wanted, port, handler), loops);
            return port.get();
        } catch (ExecutionException e) {
            throw new TakenException(why(address, e), e);
        }
    }

    private static String why(Address address, ExecutionException failed) {
        var what = "the %s %s:%d".formatted(address.name(), address.host(), address.port());
        var cause = Objects.requireNonNullElse(failed.getCause(), failed);
        return isTaken(cause)
                ? what
                        + " is taken by another program: stop it, or choose another with "
                        + address.setting()
                : what + " cannot be opened: " + words(cause);
    }

    /// Without the system call and its number, which stand before them.
    private static String words(Throwable cause) {
        return String.valueOf(cause.getMessage()).replaceFirst("^\\w+\\(\\.\\.\\)[^:]*: ", "");
    }

    /// Linux' own transport has no type for it, only words.
    private static boolean isTaken(Throwable cause) {
        return cause instanceof BindException
                || String.valueOf(cause.getMessage()).endsWith("Address already in use");
    }

    private static void listen(Vertx vertx, Supplier<Verticle> listener, int loops)
            throws ExecutionException, InterruptedException {
        vertx.deployVerticle(listener, new DeploymentOptions().setInstances(loops))
                .toCompletionStage()
                .toCompletableFuture()
                .get();
    }

    private static final class Listener extends AbstractVerticle {
        private final String host;
        private final int wanted;
        private final AtomicInteger port;
        private final Handler<HttpServerRequest> handler;

        Listener(String host, int wanted, AtomicInteger port, Handler<HttpServerRequest> handler) {
            this.host = host;
            this.wanted = wanted;
            this.port = port;
            this.handler = handler;
        }

        @Override
        public void start(Promise<Void> started) {
            // HTTP/1.1 only: clients that offer an upgrade to HTTP/2 go on without, and the proxy
            // need not translate.
            var options =
                    new HttpServerOptions()
                            .setHandle100ContinueAutomatically(true)
                            .setHttp2ClearTextEnabled(false);
            var server = vertx.createHttpServer(options).requestHandler(handler);
            server.invalidRequestHandler(request -> {
                LOG.warn("a request that is not HTTP from {}", request.remoteAddress());
                HttpServerRequest.DEFAULT_INVALID_REQUEST_HANDLER.handle(request);
            });
            server.listen(wanted, host)
                    .onSuccess(listening -> {
                        port.set(listening.actualPort());
                        started.complete();
                    })
                    .onFailure(started::fail);
        }
    }
}
