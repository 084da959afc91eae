package dev.tideway.knlocal.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ExchangeIT {
    private static final Vertx VERTX = Vertx.vertx();
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final byte[] CHUNK = new byte[64 * 1024];

    private final HttpServer server;

    ExchangeIT() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @AfterAll
    static void close() throws Exception {
        VERTX.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    @Test
    void what_is_posted_arrives_and_what_is_answered_comes_back() throws Exception {
        var answer =
                post(
                        exchange -> {
                            exchange.getResponseHeaders().set("ce-id", "1");
                            exchange.sendResponseHeaders(201, 0);
                            try (exchange) {
                                exchange.getRequestBody().transferTo(exchange.getResponseBody());
                            }
                        },
                        "tea",
                        PATIENCE);

        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.headers().get("ce-id")).isEqualTo("1");
        assertThat(answer.body().toString()).isEqualTo("tea");
    }

    @Test
    void an_answer_without_end_is_cut_and_its_connection_closed() throws Exception {
        var broken = new AtomicBoolean();

        var answer = post(exchange -> pour(exchange, broken), "", PATIENCE);

        assertThat(answer.body().length()).isEqualTo(Exchange.MAX_ANSWER);
        await().untilTrue(broken);
    }

    @Test
    void an_answer_that_never_ends_is_not_waited_for_and_its_connection_closed() throws Exception {
        var broken = new AtomicBoolean();

        assertThatThrownBy(() ->
                        post(exchange -> trickle(exchange, broken), "", Duration.ofMillis(200)))
                .isInstanceOf(TimeoutException.class);

        await().untilTrue(broken);
    }

    private Attempt.Answered post(HttpHandler handler, String body, Duration patience)
            throws Exception {
        server.createContext("/", handler);
        server.start();
        var target =
                new RequestOptions()
                        .setMethod(HttpMethod.POST)
                        .setHost("127.0.0.1")
                        .setPort(server.getAddress().getPort());
        return new Exchange(VERTX.createHttpClient(), Pauses.NONE)
                .of(target, body.getBytes(StandardCharsets.UTF_8), patience);
    }

    private static void pour(HttpExchange exchange, AtomicBoolean broken) throws IOException {
        exchange.sendResponseHeaders(200, 0);
        try (exchange) {
            while (true) {
                exchange.getResponseBody().write(CHUNK);
            }
        } catch (IOException closed) {
            broken.set(true);
        }
    }

    private static void trickle(HttpExchange exchange, AtomicBoolean broken) throws IOException {
        exchange.sendResponseHeaders(200, 0);
        try (exchange) {
            while (true) {
                exchange.getResponseBody().write('.');
                exchange.getResponseBody().flush();
                Thread.sleep(10);
            }
        } catch (IOException | InterruptedException closed) {
            broken.set(true);
        }
    }
}
