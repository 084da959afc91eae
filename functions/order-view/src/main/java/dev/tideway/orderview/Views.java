package dev.tideway.orderview;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;

/// All views, in table `order_view`. Each statement is a transaction of its own: a view is one row,
/// and a write that finds the row changed since it was read loses, reads again and is made on the
/// fresh one.
@ApplicationScoped
class Views {
    private static final String INSERT =
            "insert into order_view (status, placed_at, events, view, order_id) values (?, ?, ?, ?::json, ?)"
                    + " on conflict do nothing";
    private static final String UPDATE =
            "update order_view set status = ?, placed_at = ?, events = ?, view = ?::json"
                    + " where order_id = ? and events = ?";
    private static final String LIST =
            "select view from order_view order by placed_at desc, order_id limit ?";
    private static final String LIST_BY_STATUS =
            "select view from order_view where status = ? order by placed_at desc, order_id limit ?";

    private final DataSource database;
    private final ObjectMapper json;

    Views(DataSource database, ObjectMapper json) {
        this.database = database;
        this.json = json;
    }

    /// Makes and stores a new view of the order; a change that changes nothing stores nothing.
    void change(String orderId, UnaryOperator<View> change) {
        try (var connection = database.getConnection()) {
            boolean stored = false;
            while (!stored) {
                // Loses only when another event of this order wins, and of those there are few.
                var known = find(connection, orderId);
                var old = known.isPresent() ? parse(known.get()) : View.unheard(orderId);
                var changed = change.apply(old);
                stored = changed.equals(old) || store(connection, old, changed);
            }
        } catch (SQLException e) {
            throw new Unavailable(e);
        }
    }

    /// The view as it is stored: one JSON object.
    Optional<String> find(String orderId) {
        try (var connection = database.getConnection()) {
            return find(connection, orderId);
        } catch (SQLException e) {
            throw new Unavailable(e);
        }
    }

    /// Views as they are stored, the latest order first.
    List<String> latest(int limit) {
        try (var connection = database.getConnection();
                var select = connection.prepareStatement(LIST)) {
            select.setInt(1, limit);
            return views(select);
        } catch (SQLException e) {
            throw new Unavailable(e);
        }
    }

    /// Of these only the orders that have that status now.
    List<String> latest(Status status, int limit) {
        try (var connection = database.getConnection();
                var select = connection.prepareStatement(LIST_BY_STATUS)) {
            select.setString(1, status.name());
            select.setInt(2, limit);
            return views(select);
        } catch (SQLException e) {
            throw new Unavailable(e);
        }
    }

    private static Optional<String> find(Connection connection, String orderId)
            throws SQLException {
        try (var select =
                connection.prepareStatement("select view from order_view where order_id = ?")) {
            select.setString(1, orderId);
            return views(select).stream().findFirst();
        }
    }

    private static List<String> views(PreparedStatement select) throws SQLException {
        try (var rows = select.executeQuery()) {
            var views = new ArrayList<String>();
            while (rows.next()) {
                views.add(rows.getString(1));
            }
            return views;
        }
    }

    /// False when another writer has been faster.
    private boolean store(Connection connection, View old, View changed) throws SQLException {
        boolean isNew = old.history().isEmpty();
        try (var write = connection.prepareStatement(isNew ? INSERT : UPDATE)) {
            write.setString(1, changed.status().name());
            write.setTimestamp(2, Timestamp.from(changed.history().getFirst().time()));
            write.setInt(3, changed.history().size());
            write.setString(4, write(changed));
            write.setString(5, changed.orderId());
            if (!isNew) {
                write.setInt(6, old.history().size());
            }
            return write.executeUpdate() == 1;
        }
    }

    private View parse(String view) {
        try {
            return json.readValue(view, View.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(
                    "a stored view is not readable: " + e.getOriginalMessage(), e);
        }
    }

    private String write(View view) {
        try {
            return json.writeValueAsString(view);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(
                    "a view cannot be written: " + e.getOriginalMessage(), e);
        }
    }

    /// The database did not do what it was asked: answered with 500, and so an event is tried again
    /// later.
    static final class Unavailable extends RuntimeException {
        Unavailable(SQLException cause) {
            super(cause.getMessage(), cause);
        }
    }
}
