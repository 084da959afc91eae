package dev.tideway.forecastplan;

import dev.tideway.forecastplan.Announcement.Completed;
import dev.tideway.forecastplan.Announcement.Progressed;
import io.quarkus.funqy.knative.events.CloudEvent;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/// What a result that has just been committed comes to. Each looks after its own commit, so the one that is committed last sees
/// all the others, and nobody has to wait for that but who completes the forecast.
///
/// Looking changes nothing and so costs no commit. What is told is kept with the event it is told to, whose redelivery gets
/// it again.
@ApplicationScoped
class Progress {
    /// Told so many times, the last one being the forecast's completion.
    private static final int STEPS = 10;

    private static final String STATE =
            """
            select state = 'RUNNING', slices,
              slices - (select count(*) from slice where forecast_id = f.forecast_id and demand is null),
              (select max(tenth) from progress where forecast_id = f.forecast_id),
              (select done from progress where source = ? and id = ?),
              case when ended_source = ? and ended_id = ? then result end
            from forecast f where forecast_id = ?
            """;

    private final DataSource database;
    private final Json json;

    Progress(DataSource database, Json json) {
        this.database = database;
        this.json = json;
    }

    /// The news, if there are any, to this event.
    Optional<? extends Announcement> after(CloudEvent<?> cause, String forecastId) {
        try (var connection = database.getConnection()) {
            var state = state(connection, cause, forecastId);
            if (state.result() != null) {
                return Optional.of(new Completed(json.read(state.result(), Completed.COLUMN)));
            }
            if (state.told() > 0) {
                return Optional.of(new Progressed(forecastId, state.told(), state.slices()));
            }
            if (!state.running()) {
                return Optional.empty();
            }
            return state.done() == state.slices()
                    ? complete(connection, cause, forecastId)
                    : tell(connection, cause, forecastId, state);
        } catch (SQLException e) {
            throw new IllegalStateException(
                    "forecast " + forecastId + " cannot be read: " + e.getMessage(), e);
        }
    }

    /// @param tenth the last one told, to whichever event
    /// @param told how many were done when this event was told; 0 when it was not
    /// @param result when it was this event that completed the forecast
    private record State(
            boolean running, int slices, int done, int tenth, int told, @Nullable String result) {}

    private static State state(Connection connection, CloudEvent<?> cause, String forecastId)
            throws SQLException {
        try (var select = connection.prepareStatement(STATE)) {
            select.setString(1, cause.source());
            select.setString(2, cause.id());
            select.setString(3, cause.source());
            select.setString(4, cause.id());
            select.setString(5, forecastId);
            try (var rows = select.executeQuery()) {
                rows.next();
                return new State(
                        rows.getBoolean(1),
                        rows.getInt(2),
                        rows.getInt(3),
                        rows.getInt(4),
                        rows.getInt(5),
                        rows.getString(6));
            }
        }
    }

    private static Optional<Progressed> tell(
            Connection connection, CloudEvent<?> cause, String forecastId, State state)
            throws SQLException {
        int tenth = state.done() * STEPS / state.slices();
        if (tenth <= state.tenth()) {
            return Optional.empty();
        }
        var sql =
                """
                insert into progress (forecast_id, tenth, done, source, id) values (?, ?, ?, ?, ?)
                on conflict do nothing
                """;
        try (var insert = connection.prepareStatement(sql)) {
            insert.setString(1, forecastId);
            insert.setInt(2, tenth);
            insert.setInt(3, state.done());
            insert.setString(4, cause.source());
            insert.setString(5, cause.id());
            return insert.executeUpdate() == 1
                    ? Optional.of(new Progressed(forecastId, state.done(), state.slices()))
                    : Optional.empty();
        }
    }

    private Optional<Completed> complete(
            Connection connection, CloudEvent<?> cause, String forecastId) throws SQLException {
        connection.setAutoCommit(false);
        var committed = false;
        try {
            var completed = new Completion(connection, json).of(forecastId, cause);
            connection.commit();
            committed = true;
            return completed;
        } finally {
            if (!committed) {
                connection.rollback();
            }
        }
    }
}
