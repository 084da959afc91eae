package dev.tideway.flowtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What the store's databases have of an order, held against how it ended.
record Books(Flow flow) {
    private static final String IN_ALL = "100000";

    void balance(Order order, String end) {
        assertThat(inventory("select state from reservation where order_id = '%s'", order))
                .extracting(row -> row.get("state"))
                .isEqualTo(
                        switch (end) {
                            case "CONFIRMED" -> List.of("reserved");
                            case "REJECTED" -> List.of();
                            default -> List.of("cancelled");
                        });
        assertThat(inventory("select quantity from reserved_line where order_id = '%s'", order))
                .extracting(row -> row.get("quantity"))
                .isEqualTo(end.equals("CONFIRMED") ? List.of("" + order.quantity()) : List.of());
        nothingIsLost();
        payments(order, end);
    }

    /// What is on the shelves and what is set aside.
    private void nothingIsLost() {
        assertThat(
                        flow.select(
                                "inventory-db-app",
                                "select available + (select coalesce(sum(quantity), 0) from reserved_line r where r.sku = s.sku) pieces from stock s where sku = '%s'"
                                        .formatted(Order.SENCHA)))
                .as("pieces of tea")
                .extracting(row -> row.get("pieces"))
                .containsExactly(IN_ALL);
    }

    private void payments(Order order, String end) {
        var decisions =
                flow.select(
                        "payments-db-app",
                        "select amount, authorization_id is not null good from decision where order_id = '%s'"
                                .formatted(order.id()));
        if (end.equals("CONFIRMED")) {
            assertThat(decisions)
                    .containsExactly(Map.of("amount", "" + order.amount(), "good", "t"));
        } else {
            assertThat(decisions).as("at most one decision on an order").hasSizeLessThan(2);
        }
    }

    private List<Map<String, @Nullable String>> inventory(String sql, Order order) {
        return flow.select("inventory-db-app", sql.formatted(order.id()));
    }
}
