package dev.tideway.payments;

import dev.tideway.kit.Unprocessable;
import dev.tideway.payments.Decision.Authorized;
import dev.tideway.payments.Decision.Declined;
import dev.tideway.payments.Payments.PaymentRequested;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;

/// The decisions made, within one transaction: the first one on an order stands.
record Ledger(Connection connection) {

    /// The order's decision: this one if it is the first, else the one that stands.
    ///
    /// @throws Unprocessable when the one that stands was on another amount
    Decision settle(PaymentRequested request, Decision decision) throws SQLException {
        return enter(request, decision) ? decision : standing(request);
    }

    /// Waits while another transaction is at the same order.
    private boolean enter(PaymentRequested request, Decision decision) throws SQLException {
        var sql = "insert into decision values (?, ?, ?, ?, ?) on conflict do nothing";
        try (var insert = connection.prepareStatement(sql)) {
            insert.setString(1, request.orderId());
            insert.setLong(2, request.amount());
            insert.setString(3, request.currency());
            switch (decision) {
                case Authorized(var id) -> {
                    insert.setString(4, id);
                    insert.setNull(5, Types.VARCHAR);
                }
                case Declined(var reason) -> {
                    insert.setNull(4, Types.VARCHAR);
                    insert.setString(5, reason);
                }
            }
            return insert.executeUpdate() == 1;
        }
    }

    private Decision standing(PaymentRequested request) throws SQLException {
        try (var select =
                connection.prepareStatement("select * from decision where order_id = ?")) {
            select.setString(1, request.orderId());
            try (var row = select.executeQuery()) {
                row.next();
                expectSameAmount(request, row.getLong("amount"), row.getString("currency"));
                return decision(row);
            }
        }
    }

    private static Decision decision(ResultSet row) throws SQLException {
        var id = row.getString("authorization_id");
        return id == null ? new Declined(row.getString("declined_because")) : new Authorized(id);
    }

    private static void expectSameAmount(PaymentRequested request, long amount, String currency) {
        if (request.amount() != amount || !request.currency().equals(currency)) {
            throw new Unprocessable(
                    "order %s was decided for %d %s, not %d %s"
                            .formatted(
                                    request.orderId(),
                                    amount,
                                    currency,
                                    request.amount(),
                                    request.currency()));
        }
    }
}
