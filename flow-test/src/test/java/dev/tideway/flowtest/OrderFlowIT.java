package dev.tideway.flowtest;

import static dev.tideway.flowtest.EventPattern.event;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@StoreFlow
@DisplayName("The store on flow-test, class MTChannelBasedBroker")
class OrderFlowIT {
    @Test
    void an_order_is_confirmed_through_all_its_events(Flow flow) {
        var order = Order.good();

        flow.send(order.place());

        flow.expect(event("dev.tideway.order.confirmed.v1").about(order.id()));
        flow.expectNo(event("dev.tideway.order.cancelled.v1"));
        flow.expectNoDeadLetters();
        flow.get("order-view", "/orders/" + order.id())
                .expect(
                        200,
                        json -> {
                            assertThat(json.path("status").asText()).isEqualTo("CONFIRMED");
                            assertThat(json.path("total").asInt()).isEqualTo(2 * Order.PRICE);
                        });
    }

    @Test
    void a_declined_card_cancels_the_order_and_releases_its_stock(Flow flow) {
        var order = Order.withDeclinedCard();

        flow.send(order.place());

        flow.expect(
                event("dev.tideway.order.cancelled.v1")
                        .where(
                                "the card was declined",
                                data -> data.path("reason").asText().contains("declined")));
        flow.expect(event("dev.tideway.stock.released.v1").about(order.id()));
        flow.expectNo(event("dev.tideway.order.confirmed.v1"));
    }
}
