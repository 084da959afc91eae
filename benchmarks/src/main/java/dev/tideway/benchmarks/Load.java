package dev.tideway.benchmarks;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/// Posts events of 1 KiB over a number of connections, each sending its next when the last was answered.
final class Load {
    private static final Buffer DATA = Buffer.buffer("x".repeat(1024));
    private static final int KEYS = 100;

    private final HttpClient client;
    private final int port;
    private final int connections;
    private final Figures millis = new Figures();
    private final AtomicLong accepted = new AtomicLong();
    private final AtomicLong sent = new AtomicLong();
    private final AtomicInteger refused = new AtomicInteger();

    Load(Vertx vertx, int port, int connections) {
        this.client = vertx.createHttpClient(new HttpClientOptions().setMaxPoolSize(connections));
        this.port = port;
        this.connections = connections;
    }

    /// Returns how many were accepted per second.
    double run(int seconds) throws InterruptedException {
        long start = System.nanoTime();
        long end = start + seconds * 1_000_000_000L;
        var done = new CountDownLatch(connections);
        for (int i = 0; i < connections; i++) {
            next(end, done);
        }
        done.await();
        return accepted.get() / ((System.nanoTime() - start) / 1e9);
    }

    private void next(long end, CountDownLatch done) {
        long start = System.nanoTime();
        if (start > end) {
            done.countDown();
            return;
        }
        long id = sent.incrementAndGet();
        client.request(HttpMethod.POST, port, "127.0.0.1", "/default/default")
                .compose(request ->
                        request.putHeader("ce-specversion", "1.0")
                                .putHeader("ce-type", "dev.tideway.bench")
                                .putHeader("ce-source", "/bench")
                                .putHeader("ce-id", Long.toString(id))
                                .putHeader("ce-partitionkey", Long.toString(id % KEYS))
                                .putHeader("content-type", "text/plain")
                                .send(DATA))
                .onComplete(answer -> {
                    millis.add((System.nanoTime() - start) / 1e6);
                    if (answer.succeeded() && answer.result().statusCode() == 202) {
                        accepted.incrementAndGet();
                    } else {
                        refused.incrementAndGet();
                    }
                    next(end, done);
                });
    }

    long accepted() {
        return accepted.get();
    }

    int refused() {
        return refused.get();
    }

    Figures millis() {
        return millis;
    }
}
