package dev.tideway.knlocal.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/// The store as its customers see it: orders go in as events, and are looked up through the read side.
final class Store {
    static final Set<String> FINAL = Set.of("CONFIRMED", "CANCELLED", "REJECTED");
    static final String AVAILABLE = "tea-sencha";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Runner runner;
    private final Duration patience;

    Store(Runner runner, Duration patience) {
        this.runner = runner;
        this.patience = patience;
    }

    static String newOrder() {
        return "o-" + UUID.randomUUID();
    }

    static String order(String id, String lines, String token) {
        return """
        {"orderId": "%s", "customerId": "c-7", "currency": "EUR", "lines": [%s], "payment": {"token": "%s"}}
        """
                .formatted(id, lines, token);
    }

    static String line(String sku, int quantity) {
        return """
        {"sku": "%s", "quantity": %d, "unitPrice": 1250}\
        """
                .formatted(sku, quantity);
    }

    /// Accepted, with the order's id as the event's.
    void place(String id, String data) throws IOException, InterruptedException {
        assertThat(post("dev.tideway.order.place.v1", id, data)).isEqualTo(202);
    }

    int post(String type, String eventId, String data) throws IOException, InterruptedException {
        return runner.post(Map.of("type", type, "source", "/flow-test", "id", eventId), data);
    }

    JsonNode awaitFinal(String id) {
        return awaitStatus(id, FINAL);
    }

    JsonNode awaitStatus(String id, Set<String> wanted) {
        await("order " + id + " to be one of " + wanted)
                .atMost(patience)
                .pollInterval(Duration.ofMillis(100))
                .until(() -> wanted.contains(order(id).path("status").asText()));
        return order(id);
    }

    /// An empty object while the read side does not know it, or cannot be asked.
    JsonNode order(String id) {
        try {
            var answer = runner.get("order-view", "/orders/" + id);
            return answer.statusCode() == 200
                    ? JSON.readTree(answer.body())
                    : JSON.createObjectNode();
        } catch (IOException _) {
            return JSON.createObjectNode();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /// Event types without prefix and version: `order.placed`.
    static List<String> history(JsonNode order) {
        var types = new ArrayList<String>();
        order.path("history")
                .forEach(step ->
                        types.add(
                                step.path("type")
                                        .asText()
                                        .replaceAll("^dev\\.tideway\\.|\\.v1$", "")));
        return types;
    }

    JsonNode deadLetters() throws IOException, InterruptedException {
        return JSON.readTree(runner.get("dead-letters", "/dead-letters?limit=1000").body());
    }
}
