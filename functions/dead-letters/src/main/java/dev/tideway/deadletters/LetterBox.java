package dev.tideway.deadletters;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tideway.deadletters.OpenedLetter.Attempt;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/// The operations schema, read: every dead letter once per place where it could not be delivered.
@ApplicationScoped
class LetterBox {
    private final DataSource database;
    private final ObjectMapper mapper;

    LetterBox(DataSource database, ObjectMapper mapper) {
        this.database = database;
        this.mapper = mapper;
    }

    /// What came last first.
    List<DeadLetter> list(Selection selection, int limit) throws SQLException {
        var sql =
                "select * from dead_letter where %s order by last_at desc, id desc limit ?"
                        .formatted(selection.sql());
        try (var connection = database.getConnection();
                var select = connection.prepareStatement(sql)) {
            select.setInt(selection.fill(select), limit);
            var letters = new ArrayList<DeadLetter>();
            try (var rows = select.executeQuery()) {
                while (rows.next()) {
                    letters.add(DeadLetter.of(rows));
                }
            }
            return letters;
        }
    }

    Optional<DeadLetter> find(long id) throws SQLException {
        try (var connection = database.getConnection()) {
            return one(connection, id, DeadLetter::of);
        }
    }

    Optional<OpenedLetter> open(long id) throws SQLException, JsonProcessingException {
        try (var connection = database.getConnection()) {
            var history = history(connection, id);
            return one(connection, id, row -> opened(row, history));
        }
    }

    private interface Reading<T> {
        T of(ResultSet row) throws SQLException;
    }

    private static <T> Optional<T> one(Connection connection, long id, Reading<T> reading)
            throws SQLException {
        try (var select = connection.prepareStatement("select * from dead_letter where id = ?")) {
            select.setLong(1, id);
            try (var rows = select.executeQuery()) {
                return rows.next() ? Optional.of(reading.of(rows)) : Optional.empty();
            }
        }
    }

    private OpenedLetter opened(ResultSet row, List<Attempt> history) throws SQLException {
        try {
            var attributes = (ObjectNode) mapper.readTree(row.getString("attributes"));
            var event = Letters.event(attributes, row.getBytes("data"), mapper);
            return new OpenedLetter(DeadLetter.of(row), history, event);
        } catch (JsonProcessingException e) {
            throw new SQLException("attributes is not what was written", e);
        }
    }

    private static List<Attempt> history(Connection connection, long id) throws SQLException {
        var sql =
                """
                select at, 'undelivered' as what, redrive, code, reason from arrival where letter_id = ?
                union all
                select at, outcome, id, null, reason from redrive where letter_id = ?
                order by at
                """;
        try (var select = connection.prepareStatement(sql)) {
            select.setLong(1, id);
            select.setLong(2, id);
            var history = new ArrayList<Attempt>();
            try (var rows = select.executeQuery()) {
                while (rows.next()) {
                    history.add(
                            new Attempt(
                                    rows.getObject("at", OffsetDateTime.class).toInstant(),
                                    rows.getString("what"),
                                    rows.getLong("redrive"),
                                    rows.getObject("code", Integer.class),
                                    rows.getString("reason")));
                }
            }
            return history;
        }
    }
}
