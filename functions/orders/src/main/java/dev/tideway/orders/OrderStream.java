package dev.tideway.orders;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tideway.kit.Once;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/// The stored history of one order, within one transaction.
final class OrderStream {
    private final Connection connection;
    private final ObjectMapper json;
    private final String stream;

    OrderStream(Connection connection, ObjectMapper json, String stream) {
        this.connection = connection;
        this.json = json;
        this.stream = stream;
    }

    List<OrderEvent> read() throws SQLException {
        try (var select =
                connection.prepareStatement(
                        "select type, data from order_event where stream = ? order by version")) {
            select.setString(1, stream);
            var history = new ArrayList<OrderEvent>();
            try (var rows = select.executeQuery()) {
                while (rows.next()) {
                    history.add(parse(rows.getString(1), rows.getString(2)));
                }
            }
            return history;
        }
    }

    /// Adds events behind the first `known` ones.
    ///
    /// @throws Once.Conflict when another writer has been faster: read again, decide again
    void append(int known, List<OrderEvent> events) throws SQLException {
        // "on conflict do nothing" waits for the other writer to commit, and then tells by its
        // count who won.
        try (var insert =
                connection.prepareStatement(
                        "insert into order_event (stream, version, type, data) values (?, ?, ?, ?::jsonb)"
                                + " on conflict do nothing")) {
            int version = known;
            for (var event : events) {
                insert.setString(1, stream);
                insert.setInt(2, ++version);
                insert.setString(3, type(event));
                insert.setString(4, write(event));
                if (insert.executeUpdate() == 0) {
                    throw new Once.Conflict(
                            "order " + stream + " has a version " + version + " already");
                }
            }
        }
    }

    private static String type(OrderEvent event) {
        return switch (event) {
            case OrderEvent.Placed _ -> "placed";
            case OrderEvent.Rejected _ -> "rejected";
            case OrderEvent.PaymentRequested _ -> "payment-requested";
            case OrderEvent.Confirmed _ -> "confirmed";
            case OrderEvent.Cancelled _ -> "cancelled";
        };
    }

    private OrderEvent parse(String type, String data) {
        var shape =
                switch (type) {
                    case "placed" -> OrderEvent.Placed.class;
                    case "rejected" -> OrderEvent.Rejected.class;
                    case "payment-requested" -> OrderEvent.PaymentRequested.class;
                    case "confirmed" -> OrderEvent.Confirmed.class;
                    case "cancelled" -> OrderEvent.Cancelled.class;
                    case String unknown ->
                            throw new IllegalStateException(
                                    "order " + stream + " holds an unknown event type " + unknown);
                };
        try {
            return json.readValue(data, shape);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(
                    "order " + stream + " holds an unreadable event of type " + type, e);
        }
    }

    private String write(OrderEvent event) {
        try {
            return json.writeValueAsString(event);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("order " + stream + ": cannot write " + event, e);
        }
    }
}
