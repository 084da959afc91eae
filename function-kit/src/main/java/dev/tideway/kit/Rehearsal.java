package dev.tideway.kit;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.buffer.Buffer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/// Goes the way of an event without one, for whoever records what a start-up cache has to hold: reads one that is made
/// up, finds that its data is not the function's, writes a reply that nobody gets, and asks the database for nothing.
/// No function is called.
///
/// Only when `tideway.rehearsal` says so: an instance that an event waits for has no time for it.
@ApplicationScoped
class Rehearsal {
    private static final Logger LOG = Logger.getLogger("dev.tideway.kit");

    static final Buffer EVENT =
            Buffer.buffer(
                    """
                    {"specversion": "1.0", "id": "1", "source": "/rehearsal", "type": "rehearsal", "subject": "nobody",
                     "time": "2026-01-01T00:00:00Z", "data": {}}
                    """);

    private final boolean wanted;
    private final Guard guard;
    private final Instance<DataSource> database;

    Rehearsal(
            @ConfigProperty(name = "tideway.rehearsal", defaultValue = "false") boolean wanted,
            Guard guard,
            Instance<DataSource> database) {
        this.wanted = wanted;
        this.guard = guard;
        this.database = database;
    }

    /// Ends before the port is open, so that it is over when whoever records sees the function ready.
    void start(@Observes StartupEvent event) {
        if (!wanted) {
            return;
        }
        try {
            var _ = guard.rehearse(EVENT);
            if (database.isResolvable()) {
                ask(database.get());
            }
        } catch (JsonProcessingException | SQLException | RuntimeException e) {
            LOG.warnf("the rehearsal ends early, and the cache lacks the rest: %s", e);
        }
    }

    /// In a transaction, through a prepared statement, as a function does: the pool makes its wrappers at their first
    /// use.
    private static void ask(DataSource database) throws SQLException {
        try (var connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try (var select = connection.prepareStatement("select ?::text");
                    var rows = nothing(select)) {
                var _ = rows.next() && rows.getString(1).isEmpty();
            } finally {
                connection.rollback();
            }
        }
    }

    private static ResultSet nothing(PreparedStatement select) throws SQLException {
        select.setString(1, "");
        return select.executeQuery();
    }
}
