package dev.tideway.flowtest;

import static dev.tideway.flowtest.EventPattern.event;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

/// The store's trigger without order: what it gets in the other order comes to the same.
@FlowTest(
        functions = "sales-facts",
        manifests = {"broker-config/in-memory", "triggers"},
        brokerClass = BrokerClass.AS_WRITTEN)
class SalesFactsFlowIT {
    private static final String CONFIRMED = "dev.tideway.order.confirmed.v1";
    private static final String CANCELLED = "dev.tideway.order.cancelled.v1";

    @Test
    void an_order_that_is_cancelled_before_it_is_confirmed_is_a_cancelled_order(Flow flow) {
        // Given
        var order = Order.good();
        flow.reorder("sales-facts", event(CONFIRMED), event(CANCELLED));
        // When
        flow.send(
                NewEvent.of(CONFIRMED)
                        .about(order.id())
                        .with("time", Instant.now().toString())
                        .json(
                                """
                                {"orderId": "%s", "customerId": "c-7", "currency": "XTS", "total": %d,
                                 "lines": [{"sku": "%s", "quantity": %d, "unitPrice": %d}]}
                                """
                                        .formatted(
                                                order.id(),
                                                order.amount(),
                                                order.sku(),
                                                order.quantity(),
                                                Order.PRICE)));
        flow.send(
                NewEvent.of(CANCELLED)
                        .about(order.id())
                        .with("time", Instant.now().toString())
                        .json(
                                "{\"orderId\": \"%s\", \"reason\": \"changed my mind\"}"
                                        .formatted(order.id())));
        // Then
        flow.rest();
        flow.get("sales-facts", "/sales?by=sku")
                .expect(
                        200,
                        json -> {
                            var row = json.path("rows").path(0);
                            assertThat(row.path("orders").asInt()).isZero();
                            assertThat(row.path("cancelledOrders").asInt()).isEqualTo(1);
                            assertThat(row.path("cancelledRevenue").asInt())
                                    .isEqualTo(order.amount());
                        });
    }
}
