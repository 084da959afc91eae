package dev.tideway.orders;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The data of the events this function takes. What an order cannot do without is refused by the
/// kit when it is missing; what is `@Nullable` here may be missing, and is then for the rules to
/// judge.
sealed interface Message {
    /// What it asks for, or tells.
    ///
    /// @throws dev.tideway.kit.Unprocessable when a field holds what nothing can be done with
    Command command();

    record PlaceOrder(
            String orderId,
            @Nullable String customerId,
            @Nullable String currency,
            @Nullable List<@Nullable Item> lines,
            @Nullable Payment payment)
            implements Message {

        record Item(String sku, int quantity, long unitPrice) {
            Line line(String place) {
                return new Line(Field.text(sku, place + ".sku"), quantity, unitPrice);
            }
        }

        record Payment(@Nullable String token) {
            /// Says nothing of the token: what is printed may be logged.
            @Override
            public String toString() {
                return "Payment[]";
            }
        }

        @Override
        public Command command() {
            var basket =
                    new Basket(
                            Field.text(customerId, "customerId"),
                            Field.text(currency, "currency"),
                            basketLines());
            var token = payment == null ? "" : Field.text(payment.token(), "payment.token");
            return new Command.Place(Field.orderId(orderId), basket, token);
        }

        private List<Line> basketLines() {
            var result = new ArrayList<Line>();
            if (lines != null) {
                for (int i = 0; i < lines.size(); i++) {
                    var place = "lines[" + i + "]";
                    result.add(Field.required(lines.get(i), place).line(place));
                }
            }
            return result;
        }
    }

    record CancelOrder(String orderId, @Nullable String reason) implements Message {
        @Override
        public Command command() {
            var why = Field.text(reason, "reason");
            return new Command.Cancel(
                    Field.orderId(orderId), why.isBlank() ? "cancelled by the customer" : why);
        }
    }

    record StockReserved(String orderId) implements Message {
        @Override
        public Command command() {
            return new Command.StockReserved(Field.orderId(orderId));
        }
    }

    record StockRefused(String orderId, String reason) implements Message {
        @Override
        public Command command() {
            return new Command.StockRefused(Field.orderId(orderId), Field.text(reason, "reason"));
        }
    }

    record PaymentAuthorized(String orderId, String authorizationId) implements Message {
        @Override
        public Command command() {
            return new Command.PaymentAuthorized(
                    Field.orderId(orderId), Field.text(authorizationId, "authorizationId"));
        }
    }

    record PaymentDeclined(String orderId, String reason) implements Message {
        @Override
        public Command command() {
            return new Command.PaymentDeclined(
                    Field.orderId(orderId), Field.text(reason, "reason"));
        }
    }
}
