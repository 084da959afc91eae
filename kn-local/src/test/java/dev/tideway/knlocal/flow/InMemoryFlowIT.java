package dev.tideway.knlocal.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The store on kn-local, class MTChannelBasedBroker")
class InMemoryFlowIT {
    @TempDir Path folder;

    @Test
    void the_same_functions_and_triggers_run_on_the_other_broker_class() throws Exception {
        try (var runner =
                Runner.start(
                        folder.resolve("state"),
                        "--manifests",
                        "broker-config/in-memory,triggers")) {
            var store = new Store(runner, Duration.ofMinutes(1));
            var good = Store.newOrder();
            var declined = Store.newOrder();

            store.place(good, Store.order(good, Store.line(Store.AVAILABLE, 1), "tok_visa"));
            store.place(
                    declined,
                    Store.order(declined, Store.line(Store.AVAILABLE, 1), "tok_declined"));

            assertThat(store.awaitFinal(good).path("status").asText()).isEqualTo("CONFIRMED");
            assertThat(store.awaitFinal(declined).path("status").asText()).isEqualTo("CANCELLED");
            assertThat(runner.status().brokers())
                    .singleElement()
                    .satisfies(broker ->
                            assertThat(broker.brokerClass()).isEqualTo("MTChannelBasedBroker"));
        }
    }
}
