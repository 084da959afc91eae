package dev.tideway.deadletters;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.funqy.knative.events.CloudEvent;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/// The operations schema: every dead letter once per place where it could not be delivered.
@ApplicationScoped
class LetterBox {
    private final DataSource database;
    private final ObjectMapper mapper;

    LetterBox(DataSource database, ObjectMapper mapper) {
        this.database = database;
        this.mapper = mapper;
    }

    void keep(CloudEvent<byte[]> event, Failure failure)
            throws SQLException, JsonProcessingException {
        var sql =
                """
                insert into dead_letter
                    (event_source, event_id, event_type, destination, code, reason, attributes, data)
                values (?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing
                """;
        try (var connection = database.getConnection();
                var insert = connection.prepareStatement(sql)) {
            insert.setString(1, event.source());
            insert.setString(2, event.id());
            insert.setString(3, event.type());
            insert.setString(4, failure.destination());
            insert.setObject(5, failure.code(), Types.INTEGER);
            insert.setString(6, failure.reason());
            insert.setObject(7, mapper.writeValueAsString(Letters.attributes(event)), Types.OTHER);
            insert.setBytes(8, event.data());
            insert.executeUpdate();
        }
    }

    /// Newest first.
    List<DeadLetter> list(int limit) throws SQLException {
        var sql = "select * from dead_letter order by id desc limit ?";
        try (var connection = database.getConnection();
                var select = connection.prepareStatement(sql)) {
            select.setInt(1, limit);
            var letters = new ArrayList<DeadLetter>();
            try (var rows = select.executeQuery()) {
                while (rows.next()) {
                    letters.add(letter(rows));
                }
            }
            return letters;
        }
    }

    Optional<OpenedLetter> open(long id) throws SQLException, JsonProcessingException {
        var sql = "select * from dead_letter where id = ?";
        try (var connection = database.getConnection();
                var select = connection.prepareStatement(sql)) {
            select.setLong(1, id);
            try (var rows = select.executeQuery()) {
                if (!rows.next()) {
                    return Optional.empty();
                }
                var attributes = (ObjectNode) mapper.readTree(rows.getString("attributes"));
                var event = Letters.event(attributes, rows.getBytes("data"), mapper);
                return Optional.of(new OpenedLetter(letter(rows), event));
            }
        }
    }

    private static DeadLetter letter(ResultSet row) throws SQLException {
        return new DeadLetter(
                row.getLong("id"),
                row.getObject("received_at", OffsetDateTime.class).toInstant(),
                row.getString("event_type"),
                row.getString("event_source"),
                row.getString("event_id"),
                row.getString("destination"),
                row.getObject("code", Integer.class),
                row.getString("reason"));
    }
}
