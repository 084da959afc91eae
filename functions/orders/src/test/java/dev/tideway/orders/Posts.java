package dev.tideway.orders;

import dev.tideway.kit.testing.TestEvent;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/// Events to post in tests, each with a new id.
final class Posts {
    private Posts() {}

    static TestEvent place(String orderId) {
        return place(
                orderId,
                """
                {
                  "orderId": "%s", "customerId": "c-7", "currency": "EUR",
                  "lines": [
                    {"sku": "tea-green-100", "quantity": 2, "unitPrice": 450},
                    {"sku": "mug-blue", "quantity": 1, "unitPrice": 1290}
                  ],
                  "payment": {"token": "tok_visa"}
                }
                """);
    }

    /// @param data with %s in place of the order id
    static TestEvent place(String orderId, String data) {
        return event("order.place", orderId, data);
    }

    static TestEvent cancel(String orderId) {
        return event(
                "order.cancel",
                orderId,
                "{\"orderId\": \"%s\", \"reason\": \"ordered by mistake\"}");
    }

    static TestEvent stockReserved(String orderId) {
        return event(
                "stock.reserved",
                orderId,
                "{\"orderId\": \"%s\", \"lines\": [{\"sku\": \"mug-blue\", \"quantity\": 1}]}");
    }

    static TestEvent stockRefused(String orderId) {
        return event(
                "stock.refused",
                orderId,
                "{\"orderId\": \"%s\", \"reason\": \"not enough stock of mug-blue\", \"shortages\": []}");
    }

    static TestEvent authorized(String orderId) {
        return event(
                "payment.authorized",
                orderId,
                "{\"orderId\": \"%s\", \"authorizationId\": \"auth-1\", \"amount\": 2190, \"currency\": \"EUR\"}");
    }

    static TestEvent declined(String orderId) {
        return event(
                "payment.declined",
                orderId,
                "{\"orderId\": \"%s\", \"reason\": \"insufficient funds\"}");
    }

    private static TestEvent event(String type, String orderId, String data) {
        return TestEvent.of("dev.tideway." + type + ".v1", data.formatted(orderId));
    }

    /// The first column of what a query with one parameter finds.
    static List<String> query(DataSource database, String sql, String parameter)
            throws SQLException {
        try (var connection = database.getConnection();
                var select = connection.prepareStatement(sql)) {
            select.setString(1, parameter);
            var found = new ArrayList<String>();
            try (var rows = select.executeQuery()) {
                while (rows.next()) {
                    found.add(rows.getString(1));
                }
            }
            return found;
        }
    }
}
