package dev.tideway.knlocal.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// From the order to the facts, while functions are killed under them: what was sold is counted once, and nothing else is.
@DisplayName("Orders into facts")
class SalesStormIT {
    private static final int ORDERS = 60;
    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final ObjectMapper JSON = new ObjectMapper();

    /// Later than what the old catalogue says of it, which change data capture tells at some moment of the test.
    private static final String LISTED =
            """
            {"sku": "%s", "name": "Sencha", "category": "tea", "unitPrice": 1300, "currency": "EUR",
             "changedAt": "2026-01-01T00:00:00Z", "revision": 9000000000000}
            """
                    .formatted(Store.AVAILABLE);

    @TempDir Path folder;

    @Test
    void every_confirmed_order_is_in_the_facts_exactly_once_though_functions_are_killed()
            throws Exception {
        long seed = System.nanoTime();
        System.out.println("SalesStormIT: seed " + seed);
        var random = new Random(seed);
        try (var runner = Runner.start(folder.resolve("state"))) {
            var store = new Store(runner, PATIENCE);

            var ids = new ArrayList<String>();
            for (int i = 0; i < ORDERS; i++) {
                ids.add(place(store, 1 + i % 3, i % 5 == 4 ? "tok_declined" : "tok_visa"));
                if (i % 20 == 10) {
                    killSomeInstances(runner, random);
                }
            }
            // Half of the orders are confirmed before the catalogue says what they are worth.
            store.post("dev.tideway.product.listed.v1", Store.newOrder(), LISTED);
            killSomeInstances(runner, random);

            expectFacts(runner, confirmed(store, ids));
            assertThat(store.deadLetters()).isEmpty();
        }
    }

    private static String place(Store store, int quantity, String token) throws Exception {
        var id = Store.newOrder();
        store.place(id, Store.order(id, Store.line(Store.AVAILABLE, quantity), token));
        return id;
    }

    /// Those that the read side shows as confirmed, once all have come to their end.
    private static List<JsonNode> confirmed(Store store, List<String> ids) {
        var confirmed = new ArrayList<JsonNode>();
        for (var id : ids) {
            var order = store.awaitFinal(id);
            if (order.path("status").asText().equals("CONFIRMED")) {
                confirmed.add(order);
            }
        }
        assertThat(confirmed).hasSize(ORDERS - ORDERS / 5);
        return confirmed;
    }

    private static void expectFacts(Runner runner, List<JsonNode> confirmed) {
        long units = 0;
        long revenue = 0;
        for (var order : confirmed) {
            units += order.path("lines").path(0).path("quantity").asLong();
            revenue += order.path("total").asLong();
        }
        var expected =
                Map.of(
                        "orders",
                        (long) confirmed.size(),
                        "units",
                        units,
                        "revenue",
                        revenue,
                        "listValue",
                        1300 * units,
                        "cancelledOrders",
                        0L);
        await("all confirmed orders to be in the facts, once")
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(sums(runner, "sku")).isEqualTo(expected));
        await().untilAsserted(() -> assertThat(sums(runner, "hour")).isEqualTo(expected));
    }

    private static Map<String, Long> sums(Runner runner, String by)
            throws IOException, InterruptedException {
        var answer = JSON.readTree(runner.get("sales-facts", "/sales?by=" + by).body());
        var sums = new HashMap<String, Long>();
        for (var column : List.of("orders", "units", "revenue", "listValue", "cancelledOrders")) {
            sums.put(column, 0L);
            for (var row : answer.path("rows")) {
                sums.merge(column, row.path(column).asLong(), Long::sum);
            }
        }
        return sums;
    }

    /// Waits until there is something to kill, and kills half of it.
    private static void killSomeInstances(Runner runner, Random random) {
        await("instances to kill").atMost(PATIENCE).until(() -> !runner.instances().isEmpty());
        var instances = new ArrayList<>(runner.instances());
        Collections.shuffle(instances, random);
        instances.stream()
                .limit(Math.max(1, instances.size() / 2))
                .forEach(ProcessHandle::destroyForcibly);
    }
}
