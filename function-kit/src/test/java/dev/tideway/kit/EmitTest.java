package dev.tideway.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.quarkus.funqy.knative.events.CloudEvent;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmitTest {
    private static final String OVERRIDES =
            "{\"extensions\":{\"tenant\":\"a b\",\"subject2\":\"x\"}}";

    private final Map<String, String> received = new ConcurrentHashMap<>();
    private final Map<String, String> tenants = new ConcurrentHashMap<>();
    private final Set<String> tokens = ConcurrentHashMap.newKeySet();
    private final HttpServer sink = server();

    @TempDir Path folder;

    private static HttpServer server() {
        try {
            return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @BeforeEach
    void listen() {
        sink.createContext("/broker", this::take);
        sink.start();
    }

    @AfterEach
    void stop() {
        sink.stop(0);
    }

    /// Answers what the event's type says: "type.503" is refused with 503.
    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            var headers = exchange.getRequestHeaders();
            var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            received.put(headers.getFirst("ce-id"), body);
            tenants.put(headers.getFirst("ce-id"), String.valueOf(headers.getFirst("ce-tenant")));
            tokens.add(String.valueOf(headers.getFirst("authorization")));
            var type = headers.getFirst("ce-type");
            var status = type.startsWith("type.") ? Integer.parseInt(type.substring(5)) : 202;
            exchange.sendResponseHeaders(status, -1);
        }
    }

    private Emit emit(String overrides) {
        var url = "http://localhost:" + sink.getAddress().getPort() + "/broker";
        return new Emit(
                Optional.of(url),
                Optional.of(overrides),
                folder.resolve("token"),
                new ObjectMapper());
    }

    private static CloudEvent<Object> slice(String part, String type) {
        return Reply.to(Counter.event("1")).part(part).of(type, Map.of("part", part));
    }

    @Test
    void all_events_arrive_with_their_stable_ids() {
        // Given
        var events = List.of(slice("a", "slice"), slice("b", "slice"));
        // When
        emit("").all(events);
        // Then
        assertThat(received)
                .isEqualTo(
                        Map.of(
                                slice("a", "slice").id(), "{\"part\":\"a\"}",
                                slice("b", "slice").id(), "{\"part\":\"b\"}"));
    }

    @Test
    void the_overrides_of_a_sink_binding_are_added() {
        emit(OVERRIDES).all(List.of(slice("a", "slice")));
        assertThat(tenants).containsValue("a%20b");
    }

    @Test
    void the_token_of_a_sink_binding_is_shown_as_it_is_then() throws IOException {
        // Given
        var emit = emit("");
        emit.all(List.of(slice("a", "slice")));
        assertThat(tokens).containsOnly("null");
        // When
        for (var token : List.of("first", "renewed")) {
            Files.writeString(folder.resolve("token"), token + "\n");
            emit.all(List.of(slice(token, "slice")));
        }
        // Then
        assertThat(tokens).containsOnly("null", "Bearer first", "Bearer renewed");
    }

    @Test
    void an_event_that_is_not_taken_fails_the_cause() {
        var events = List.of(slice("a", "slice"), slice("b", "type.503"));
        assertThatThrownBy(() -> emit("").all(events))
                .isInstanceOf(Emit.Undelivered.class)
                .hasMessageEndingWith("/broker answered 503 to type.503 " + events.get(1).id());
    }

    @Test
    void a_sink_out_of_reach_fails_the_cause() {
        // Given
        var emit = emit("");
        sink.stop(0);
        // When
        assertThatThrownBy(() -> emit.all(List.of(slice("a", "slice"))))
                // Then
                .isInstanceOf(Emit.Undelivered.class)
                .hasMessageEndingWith("/broker is out of reach");
    }

    @Test
    void two_events_with_one_id_are_a_mistake() {
        var events = List.of(slice("a", "slice"), slice("a", "slice"));
        assertThatThrownBy(() -> emit("").all(events))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("tell them apart with Reply.part");
        assertThat(received).isEmpty();
    }

    @Test
    void without_a_sink_it_says_what_is_missing() {
        var emit =
                new Emit(
                        Optional.empty(),
                        Optional.empty(),
                        folder.resolve("token"),
                        new ObjectMapper());
        assertThatThrownBy(() -> emit.all(List.of(slice("a", "slice"))))
                .hasMessage("K_SINK is not set: bind this function with a SinkBinding");
    }
}
