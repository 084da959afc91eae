package dev.tideway.forecastplan;

import dev.tideway.forecastplan.Message.SliceRequested;
import io.quarkus.funqy.knative.events.CloudEvent;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Asks for lost slices again, within one transaction, and gives a forecast up when one has been lost too often. A
/// forecast's row is locked before its slices: who stores a result locks that one slice and nothing else, so none waits in a
/// circle.
final class Recovery {
    /// The first time, and three more.
    static final int ATTEMPTS = 4;

    private final Connection connection;
    private final Json json;
    private final CloudEvent<?> cause;

    Recovery(Connection connection, Json json, CloudEvent<?> cause) {
        this.connection = connection;
        this.json = json;
        this.cause = cause;
    }

    /// A slice that came back. One that has been computed meanwhile, or asked for again, is no longer missed.
    void returned(SliceRequested slice, String reason) throws SQLException {
        if (!lock(slice.forecastId()) || !isMissing(slice)) {
            return;
        }
        if (slice.attempt() < ATTEMPTS) {
            askAgain(slice.forecastId(), slice.slice());
        } else {
            fail(slice.forecastId(), slice.slice(), reason);
        }
    }

    /// Slices of which nothing was heard for so long, by the database's clock; twice as long each time, for they may
    /// only be waiting their turn. While results come in, the forecast is alive. One that has them all, and did not end
    /// because the last result's delivery was given up after its commit, is completed.
    void overdue(Duration limit) throws SQLException {
        for (var forecastId : silent(limit)) {
            if (!lock(forecastId)) {
                continue;
            }
            if (isWhole(forecastId)) {
                new Completion(connection, json).of(forecastId, cause);
                continue;
            }
            for (var slice : overdue(forecastId, limit)) {
                if (slice.attempt() < ATTEMPTS) {
                    askAgain(forecastId, slice.slice());
                } else {
                    fail(forecastId, slice.slice(), "no answer");
                    break;
                }
            }
        }
    }

    private List<String> silent(Duration limit) throws SQLException {
        var sql =
                """
                select forecast_id from forecast f where state = 'RUNNING' and not exists (
                  select from slice where forecast_id = f.forecast_id and computed_at >= now() - ? * interval '1 ms')
                order by forecast_id
                """;
        try (var select = connection.prepareStatement(sql)) {
            select.setLong(1, limit.toMillis());
            var ids = new ArrayList<String>();
            try (var rows = select.executeQuery()) {
                while (rows.next()) {
                    ids.add(rows.getString(1));
                }
            }
            return ids;
        }
    }

    private boolean isWhole(String forecastId) throws SQLException {
        var sql = "select from slice where forecast_id = ? and demand is null limit 1";
        try (var select = connection.prepareStatement(sql)) {
            select.setString(1, forecastId);
            try (var rows = select.executeQuery()) {
                return !rows.next();
            }
        }
    }

    private List<SliceRequested> overdue(String forecastId, Duration limit) throws SQLException {
        var sql =
                """
                select number, attempt from slice
                where forecast_id = ? and demand is null
                  and asked_at < now() - ? * (1 << (attempt - 1)) * interval '1 ms'
                order by number for update
                """;
        try (var select = connection.prepareStatement(sql)) {
            select.setString(1, forecastId);
            select.setLong(2, limit.toMillis());
            var slices = new ArrayList<SliceRequested>();
            try (var rows = select.executeQuery()) {
                while (rows.next()) {
                    slices.add(new SliceRequested(forecastId, rows.getInt(1), rows.getInt(2)));
                }
            }
            return slices;
        }
    }

    /// False when it is not running, or not known.
    private boolean lock(String forecastId) throws SQLException {
        var sql = "select state = 'RUNNING' from forecast where forecast_id = ? for update";
        try (var select = connection.prepareStatement(sql)) {
            select.setString(1, forecastId);
            try (var rows = select.executeQuery()) {
                return rows.next() && rows.getBoolean(1);
            }
        }
    }

    private boolean isMissing(SliceRequested slice) throws SQLException {
        var sql =
                "select from slice where forecast_id = ? and number = ? and attempt = ? and demand is null for update";
        try (var select = connection.prepareStatement(sql)) {
            select.setString(1, slice.forecastId());
            select.setInt(2, slice.slice());
            select.setInt(3, slice.attempt());
            try (var rows = select.executeQuery()) {
                return rows.next();
            }
        }
    }

    private void askAgain(String forecastId, int number) throws SQLException {
        var sql =
                """
                update slice set attempt = attempt + 1, asked_at = now(), asked_source = ?, asked_id = ?
                where forecast_id = ? and number = ?
                """;
        try (var update = connection.prepareStatement(sql)) {
            update.setString(1, cause.source());
            update.setString(2, cause.id());
            update.setString(3, forecastId);
            update.setInt(4, number);
            update.executeUpdate();
        }
    }

    private void fail(String forecastId, int number, String reason) throws SQLException {
        var sql =
                """
                with given_up as (delete from slice where forecast_id = ? returning demand)
                update forecast set state = 'FAILED', reason = ?, ended_source = ?, ended_id = ?, ended_at = now(),
                  done = (select count(demand) from given_up)
                where forecast_id = ?
                """;
        try (var update = connection.prepareStatement(sql)) {
            update.setString(1, forecastId);
            update.setString(
                    2, "slice %d was asked for %d times: %s".formatted(number, ATTEMPTS, reason));
            update.setString(3, cause.source());
            update.setString(4, cause.id());
            update.setString(5, forecastId);
            update.executeUpdate();
        }
    }
}
