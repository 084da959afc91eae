package dev.tideway.knlocal.ingress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.tideway.knlocal.activator.Activator;
import dev.tideway.knlocal.activator.Gate;
import dev.tideway.knlocal.activator.Split;
import dev.tideway.knlocal.function.Endpoint;
import dev.tideway.knlocal.manifest.ClusterHost;
import dev.tideway.knlocal.manifest.FunctionSpec.Timeouts;
import dev.tideway.knlocal.manifest.Key;
import dev.tideway.knlocal.testing.Functions;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A revision's timeouts at its own URL, with an instance that keeps silent when it is asked to.
class TimeLimitsIT {
    private static final Vertx VERTX = Vertx.vertx();
    private static final Key ORDERS = new Key("default", "orders");
    private static final Duration LONG = Duration.ofMinutes(5);
    private static final Duration SHORT = Duration.ofMillis(300);

    private final CountDownLatch release = new CountDownLatch(1);
    private final HttpClient http = HttpClient.newHttpClient();
    private final HttpServer instance = HttpServer.create();

    TimeLimitsIT() throws IOException {}

    @AfterAll
    static void close() {
        VERTX.close().toCompletionStage().toCompletableFuture().join();
    }

    @BeforeEach
    void an_instance() throws IOException {
        instance.bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
        instance.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        instance.createContext("/quick", exchange -> answer(exchange, false));
        instance.createContext(
                "/silent",
                exchange -> {
                    awaitRelease();
                    answer(exchange, false);
                });
        instance.createContext("/halting", exchange -> answer(exchange, true));
        instance.start();
    }

    @AfterEach
    void release() {
        release.countDown();
        instance.stop(0);
    }

    private void answer(HttpExchange exchange, boolean halting) throws IOException {
        try (exchange) {
            exchange.sendResponseHeaders(200, 4);
            exchange.getResponseBody().write("he".getBytes(StandardCharsets.UTF_8));
            exchange.getResponseBody().flush();
            if (halting) {
                awaitRelease();
            }
            exchange.getResponseBody().write("re".getBytes(StandardCharsets.UTF_8));
        }
    }

    private void awaitRelease() throws IOException {
        try {
            release.await();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    private HttpResponse<String> get(Timeouts timeouts, boolean ready, String path)
            throws Exception {
        var gate = new Gate(Functions.of(ORDERS, 0).with(timeouts), () -> {});
        if (ready) {
            gate.ready(new Instance("orders-00001-1", instance.getAddress().getPort()));
        }
        var activator = new Activator();
        activator.route(ORDERS, Split.allTo(gate));
        var proxy = new FunctionProxy(VERTX, VERTX.createHttpClient(), activator);
        var port =
                HttpPort.open(
                        VERTX,
                        new HttpPort.Address("127.0.0.1", 0, "port", "--port"),
                        1,
                        request ->
                                proxy.forward(request, ORDERS, ClusterHost.of("", request.uri())));
        var uri = URI.create("http://127.0.0.1:" + port + path);
        var request = HttpRequest.newBuilder(uri).timeout(Duration.ofMinutes(1)).build();
        return http.send(request, BodyHandlers.ofString());
    }

    private static Timeouts timeouts(Duration request, Duration start, Duration idle) {
        return new Timeouts(request, start, idle, LONG);
    }

    private record Instance(String name, int port) implements Endpoint {
        @Override
        public void suspect() {}

        @Override
        public void kill() {}
    }

    @Test
    void within_its_time_a_request_is_answered() throws Exception {
        var answer = get(timeouts(LONG, LONG, LONG), true, "/quick");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("here");
    }

    @Test
    void without_an_instance_within_timeoutSeconds_it_is_504_activator_request_timeout()
            throws Exception {
        var answer = get(timeouts(SHORT, Duration.ZERO, Duration.ZERO), false, "/quick");

        assertThat(answer.statusCode()).isEqualTo(504);
        assertThat(answer.body()).startsWith("activator request timeout");
    }

    @Test
    void without_an_answer_within_timeoutSeconds_it_is_504_request_timeout() throws Exception {
        var answer = get(timeouts(SHORT, Duration.ZERO, Duration.ZERO), true, "/silent");

        assertThat(answer.statusCode()).isEqualTo(504);
        assertThat(answer.body()).isEqualTo("request timeout\n");
    }

    @Test
    void without_the_begin_of_an_answer_within_responseStartTimeoutSeconds_it_is_504()
            throws Exception {
        var answer = get(timeouts(LONG, SHORT, Duration.ZERO), true, "/silent");

        assertThat(answer.statusCode()).isEqualTo(504);
        assertThat(answer.body()).isEqualTo("request timeout\n");
    }

    @Test
    void an_answer_that_pauses_longer_than_idleTimeoutSeconds_is_broken_off() {
        assertThatThrownBy(() -> get(timeouts(LONG, Duration.ZERO, SHORT), true, "/halting"))
                .isInstanceOf(IOException.class);
    }

    @Test
    void an_answer_that_lasts_longer_than_timeoutSeconds_is_broken_off() {
        assertThatThrownBy(
                        () -> get(timeouts(SHORT, Duration.ZERO, Duration.ZERO), true, "/halting"))
                .isInstanceOf(IOException.class);
    }

    @Test
    void a_tag_in_the_header_chooses_a_revision_where_config_features_says_so() {
        // Given
        var known = Set.of("orders.default.localhost", "old-orders.default.localhost");
        Function<String, Optional<Key>> hosts =
                host ->
                        Optional.of(new Key("default", host.substring(0, host.indexOf('.'))))
                                .filter(_ -> known.contains(host));
        // Then
        assertThat(FrontDoor.function(hosts, "orders.default.localhost", "old"))
                .contains(new Key("default", "old-orders"));
        assertThat(FrontDoor.function(hosts, "orders.default.localhost", "none")).contains(ORDERS);
        assertThat(FrontDoor.function(hosts, "orders.default.localhost", null)).contains(ORDERS);
    }
}
