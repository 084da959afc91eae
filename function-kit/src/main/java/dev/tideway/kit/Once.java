package dev.tideway.kit;

import io.quarkus.funqy.knative.events.CloudEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/// Handles an event once, however often it is delivered: its state change and its reply are one transaction, and
/// whoever delivers it again within 30 days (`tideway.inbox.keep`) gets that reply again.
///
///     return once.handle(event, connection -> decide(connection, event));
///
/// The inbox is a table of the function's own schema, made by its Flyway migration:
///
///     create table inbox (
///         source     text        not null,
///         id         text        not null,
///         reply      jsonb,
///         handled_at timestamptz not null default now(),
///         primary key (source, id)
///     );
///     create index inbox_handled_at on inbox (handled_at);
///
/// Needs `quarkus-jdbc-postgresql` in the function and `quarkus.datasource.jdbc.transactions=disabled` (the kit's
/// default).
@ApplicationScoped
public class Once {
    private static final int ATTEMPTS = 10;

    private final Instance<DataSource> dataSource;
    private final Inbox inbox;

    Once(Instance<DataSource> dataSource, Inbox inbox) {
        this.dataSource = dataSource;
        this.inbox = inbox;
    }

    /// What is to be done once, in the given transaction; may be run again after a [Conflict], on fresh state.
    @FunctionalInterface
    public interface Work {
        /// Gives the reply, or null for none.
        @Nullable CloudEvent<Object> apply(Connection connection) throws SQLException;
    }

    /// Thrown by [Work] whose optimistic write lost against another one.
    public static final class Conflict extends RuntimeException {
        public Conflict(String line) {
            super(line, null, false, false);
        }
    }

    /// Gives the reply, or null when the work gave none.
    ///
    /// @throws IllegalStateException when the work still conflicts after ten attempts
    public @Nullable CloudEvent<Object> handle(CloudEvent<?> event, Work work) {
        for (int attempt = 1; ; attempt++) {
            try {
                return inTransaction(event, work);
            } catch (Conflict e) {
                if (attempt == ATTEMPTS) {
                    throw new IllegalStateException(
                            "still in conflict after " + ATTEMPTS + " attempts: " + e.getMessage(),
                            e);
                }
            }
        }
    }

    private @Nullable CloudEvent<Object> inTransaction(CloudEvent<?> event, Work work) {
        try (var connection = dataSource.get().getConnection()) {
            connection.setAutoCommit(false);
            var committed = false;
            try {
                var reply = handled(connection, event, work);
                connection.commit();
                committed = true;
                return reply;
            } finally {
                if (!committed) {
                    connection.rollback();
                }
            }
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    private @Nullable CloudEvent<Object> handled(
            Connection connection, CloudEvent<?> event, Work work) throws SQLException {
        if (!inbox.claim(connection, event)) {
            return inbox.reply(connection, event);
        }
        var reply = work.apply(connection);
        if (reply != null) {
            inbox.keep(connection, event, reply);
        }
        if (Inbox.prunes(event)) {
            inbox.prune(connection);
        }
        return reply;
    }

    /// By class of SQLSTATE: 40, transaction rollback (a deadlock, a serialization failure), may do better next time;
    /// 22, data exception (a NUL character in a text, a number out of range), never will.
    private static RuntimeException failure(SQLException e) {
        var state = e.getSQLState() == null ? "" : e.getSQLState();
        if (state.startsWith("40")) {
            return new Conflict(String.valueOf(e.getMessage()));
        }
        return state.startsWith("22")
                ? new Unprocessable("the database cannot hold this: " + e.getMessage())
                : new DatabaseFailure(e);
    }

    /// The database did not do what it was asked: answered with 500, and so tried again later.
    static final class DatabaseFailure extends RuntimeException {
        DatabaseFailure(SQLException cause) {
            super(cause);
        }
    }
}
