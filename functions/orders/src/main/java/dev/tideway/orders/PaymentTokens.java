package dev.tideway.orders;

import java.sql.Connection;
import java.sql.SQLException;

/// Payment tokens of orders whose payment is still to be requested. Apart from the history, because
/// history is for ever and a token is to be forgotten.
final class PaymentTokens {
    private final Connection connection;

    PaymentTokens(Connection connection) {
        this.connection = connection;
    }

    void keep(String orderId, String token) throws SQLException {
        try (var insert =
                connection.prepareStatement(
                        "insert into payment_token (order_id, token) values (?, ?)")) {
            insert.setString(1, orderId);
            insert.setString(2, token);
            insert.executeUpdate();
        }
    }

    /// The token, which is forgotten with this.
    String take(String orderId) throws SQLException {
        try (var delete =
                connection.prepareStatement(
                        "delete from payment_token where order_id = ? returning token")) {
            delete.setString(1, orderId);
            try (var row = delete.executeQuery()) {
                if (!row.next()) {
                    throw new IllegalStateException(
                            "order " + orderId + " has no payment token left");
                }
                return row.getString(1);
            }
        }
    }

    void forget(String orderId) throws SQLException {
        try (var delete =
                connection.prepareStatement("delete from payment_token where order_id = ?")) {
            delete.setString(1, orderId);
            delete.executeUpdate();
        }
    }
}
