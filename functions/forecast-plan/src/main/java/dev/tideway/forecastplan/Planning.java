package dev.tideway.forecastplan;

import dev.tideway.forecastplan.Announcement.Progressed;
import dev.tideway.forecastplan.Announcement.Rejected;
import dev.tideway.kit.Once;
import dev.tideway.kit.Unprocessable;
import io.quarkus.funqy.knative.events.CloudEvent;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Opens a forecast, within one transaction.
final class Planning {
    private final Connection connection;
    private final Json json;

    Planning(Connection connection, Json json) {
        this.connection = connection;
        this.json = json;
    }

    /// The news, if there are any: the same forecast asked for again is none.
    Optional<Announcement> open(Request request, CloudEvent<?> cause) throws SQLException {
        var known = known(request.forecastId());
        if (known.isPresent()) {
            if (known.get().equals(request)) {
                return Optional.empty();
            }
            throw new Unprocessable(
                    "forecast "
                            + request.forecastId()
                            + " exists with other content: a new forecast needs a new forecastId");
        }
        var faults = request.faults();
        if (!faults.isEmpty()) {
            insert(request, cause, "REJECTED", 0, String.join("; ", faults));
            return Optional.of(new Rejected(request.forecastId(), faults));
        }
        var ranges = Slicing.of(request);
        insert(request, cause, "RUNNING", ranges.size(), null);
        insert(request.forecastId(), ranges, cause);
        return Optional.of(new Progressed(request.forecastId(), 0, ranges.size()));
    }

    private Optional<Request> known(String forecastId) throws SQLException {
        try (var select =
                connection.prepareStatement("select request from forecast where forecast_id = ?")) {
            select.setString(1, forecastId);
            try (var rows = select.executeQuery()) {
                return rows.next()
                        ? Optional.of(json.read(rows.getString(1), Request.COLUMN))
                        : Optional.empty();
            }
        }
    }

    private void insert(
            Request request, CloudEvent<?> cause, String state, int slices, @Nullable String reason)
            throws SQLException {
        var sql =
                """
                insert into forecast (forecast_id, request, context, state, slices, reason, ended_at)
                values (?, ?::json, ?::json, ?, ?, ?, case when ? then now() end)
                on conflict do nothing
                """;
        try (var insert = connection.prepareStatement(sql)) {
            insert.setString(1, request.forecastId());
            insert.setString(2, json.write(request));
            insert.setString(3, json.write(Context.of(cause)));
            insert.setString(4, state);
            insert.setInt(5, slices);
            insert.setString(6, reason);
            insert.setBoolean(7, reason != null);
            if (insert.executeUpdate() == 0) {
                throw new Once.Conflict("another event opens forecast " + request.forecastId());
            }
        }
    }

    private void insert(String forecastId, List<Slicing.Range> ranges, CloudEvent<?> cause)
            throws SQLException {
        var sql =
                """
                insert into slice (forecast_id, number, product, first_run, runs, asked_source, asked_id)
                values (?, ?, ?, ?, ?, ?, ?)
                """;
        try (var insert = connection.prepareStatement(sql)) {
            int number = 0;
            for (var range : ranges) {
                insert.setString(1, forecastId);
                insert.setInt(2, ++number);
                insert.setInt(3, range.product());
                insert.setInt(4, range.firstRun());
                insert.setInt(5, range.runs());
                insert.setString(6, cause.source());
                insert.setString(7, cause.id());
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }
}
