package dev.tideway.orders;

import dev.tideway.kit.EventData;
import java.util.List;

/// What others are told of an order's event: the type and data of the CloudEvent, as `events/`
/// describes them.
sealed interface Announcement {
    @EventData("dev.tideway.order.placed.v1")
    record OrderPlaced(
            String orderId, String customerId, String currency, long total, List<Line> lines)
            implements Announcement {
        static OrderPlaced of(String orderId, Basket basket) {
            return new OrderPlaced(
                    orderId,
                    basket.customerId(),
                    basket.currency(),
                    basket.total(),
                    basket.lines());
        }
    }

    @EventData("dev.tideway.order.rejected.v1")
    record OrderRejected(String orderId, List<String> reasons) implements Announcement {}

    @EventData("dev.tideway.payment.requested.v1")
    record PaymentRequested(String orderId, long amount, String currency, String token)
            implements Announcement {

        /// Without the token: what is printed may be logged.
        @Override
        public String toString() {
            return "PaymentRequested[orderId="
                    + orderId
                    + ", amount="
                    + amount
                    + ", currency="
                    + currency
                    + "]";
        }
    }

    @EventData("dev.tideway.order.confirmed.v1")
    record OrderConfirmed(
            String orderId, String customerId, String currency, long total, List<Line> lines)
            implements Announcement {
        static OrderConfirmed of(String orderId, Basket basket) {
            return new OrderConfirmed(
                    orderId,
                    basket.customerId(),
                    basket.currency(),
                    basket.total(),
                    basket.lines());
        }
    }

    @EventData("dev.tideway.order.cancelled.v1")
    record OrderCancelled(String orderId, String reason) implements Announcement {}
}
