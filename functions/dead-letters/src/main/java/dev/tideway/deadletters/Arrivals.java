package dev.tideway.deadletters;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.funqy.knative.events.CloudEvent;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Types;
import javax.sql.DataSource;

/// The operations schema, written as events come: a new letter, or one that comes back from a redrive.
@ApplicationScoped
class Arrivals {
    private final DataSource database;
    private final ObjectMapper mapper;

    Arrivals(DataSource database, ObjectMapper mapper) {
        this.database = database;
        this.mapper = mapper;
    }

    void keep(CloudEvent<byte[]> event, Failure failure)
            throws SQLException, JsonProcessingException {
        try (var connection = database.getConnection()) {
            connection.setAutoCommit(false);
            var committed = false;
            try {
                long letter = letter(connection, event, failure);
                long redrive = KeptEvent.redrive(event.extensions());
                if (isNews(connection, letter, redrive, failure)) {
                    update(connection, letter, redrive, failure);
                }
                connection.commit();
                committed = true;
            } finally {
                if (!committed) {
                    connection.rollback();
                }
            }
        }
    }

    /// Its number; its row is locked, so that of several arrivals each sees those before it.
    private long letter(Connection connection, CloudEvent<byte[]> event, Failure failure)
            throws SQLException, JsonProcessingException {
        var sql =
                """
                insert into dead_letter
                    (event_source, event_id, event_type, destination, code, reason, attributes, data, times)
                values (?, ?, ?, ?, ?, ?, ?, ?, 0)
                on conflict (event_source, event_id, destination) do update set times = dead_letter.times
                returning id
                """;
        try (var insert = connection.prepareStatement(sql)) {
            insert.setString(1, event.source());
            insert.setString(2, event.id());
            insert.setString(3, event.type());
            insert.setString(4, failure.destination());
            insert.setObject(5, failure.code(), Types.INTEGER);
            insert.setString(6, failure.reason());
            insert.setObject(7, mapper.writeValueAsString(Letters.attributes(event)), Types.OTHER);
            insert.setBytes(8, event.data());
            try (var rows = insert.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        }
    }

    /// Not when it is delivered again: it has come from that redrive, or from none, before.
    private static boolean isNews(Connection connection, long letter, long redrive, Failure failure)
            throws SQLException {
        var sql =
                "insert into arrival (letter_id, redrive, code, reason) values (?, ?, ?, ?) on conflict do nothing";
        try (var insert = connection.prepareStatement(sql)) {
            insert.setLong(1, letter);
            insert.setLong(2, redrive);
            insert.setObject(3, failure.code(), Types.INTEGER);
            insert.setString(4, failure.reason());
            return insert.executeUpdate() == 1;
        }
    }

    /// It waits again, unless it was redriven once more since that redrive.
    private static void update(Connection connection, long letter, long redrive, Failure failure)
            throws SQLException {
        var sql =
                """
                update dead_letter set
                    times = times + 1, last_at = now(), code = ?, reason = ?,
                    state = case when redrive <= ? then 'waiting' else state end,
                    redriven_at = case when redrive <= ? then null else redriven_at end
                where id = ?
                """;
        try (var update = connection.prepareStatement(sql)) {
            update.setObject(1, failure.code(), Types.INTEGER);
            update.setString(2, failure.reason());
            update.setLong(3, redrive);
            update.setLong(4, redrive);
            update.setLong(5, letter);
            update.executeUpdate();
        }
    }
}
