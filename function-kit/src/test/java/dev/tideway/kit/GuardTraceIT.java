package dev.tideway.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import dev.tideway.kit.testing.Mode;
import dev.tideway.kit.testing.TestEvent;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// A function that is told of an OTLP endpoint, as a collector hears it.
@QuarkusTest
@TestProfile(GuardTraceIT.Told.class)
class GuardTraceIT {
    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    private static final String CALLER = "b7ad6b7169203331";

    /// System properties, where the profile and the test meet: they are loaded apart.
    private static final String BODIES = "dev.tideway.kit.bodies";

    private static final String ENDPOINT = "dev.tideway.kit.endpoint";

    /// Starts the collector.
    public static class Told implements QuarkusTestProfile {
        /// Asked more than once, by classes that are loaded apart.
        @Override
        public Map<String, String> getConfigOverrides() {
            if (System.getProperty(ENDPOINT) == null) {
                System.setProperty(ENDPOINT, collector());
            }
            var url = System.getProperty(ENDPOINT);
            return Map.of("otel.exporter.otlp.endpoint", url, "otel.service.name", "till");
        }

        private static String collector() {
            try {
                var bodies = Files.createTempFile("spans", ".json");
                System.setProperty(BODIES, bodies.toString());
                var here = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
                var server = HttpServer.create(here, 0);
                server.createContext(
                        "/v1/traces",
                        exchange -> {
                            var body = exchange.getRequestBody().readAllBytes();
                            Files.write(bodies, body);
                            exchange.sendResponseHeaders(200, -1);
                            exchange.close();
                        });
                server.start();
                return "http://127.0.0.1:" + server.getAddress().getPort();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static String bodies() throws IOException {
        return Files.readString(Path.of(System.getProperty(BODIES)));
    }

    @Test
    void an_event_that_comes_in_is_told_in_its_trace() throws Exception {
        // When
        var answer =
                TestEvent.of("shop.order.v1", "{}")
                        .id("1")
                        .with("traceparent", "00-" + TRACE + "-" + CALLER + "-01")
                        .post(Mode.BINARY);
        // Then
        assertThat(answer.status()).isEqualTo(400);
        await().until(() -> !bodies().isEmpty());
        assertThat(bodies())
                .contains("\"stringValue\":\"till\"", TRACE, "\"parentSpanId\":\"" + CALLER + "\"")
                .contains("\"name\":\"process shop.order.v1\"", "\"code\":2");
    }
}
