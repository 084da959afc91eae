package dev.tideway.benchmarks;

import io.vertx.core.Vertx;
import java.util.concurrent.atomic.AtomicLong;

/// Takes every event and counts it.
final class Sink {
    private final int port;

    Sink(Vertx vertx, AtomicLong received) {
        port =
                vertx.createHttpServer()
                        .requestHandler(request ->
                                request.endHandler(_ -> {
                                    received.incrementAndGet();
                                    request.response().setStatusCode(204).end();
                                }))
                        .listen(0, "127.0.0.1")
                        .toCompletionStage()
                        .toCompletableFuture()
                        .join()
                        .actualPort();
    }

    String address() {
        return "http://127.0.0.1:" + port + "/";
    }
}
