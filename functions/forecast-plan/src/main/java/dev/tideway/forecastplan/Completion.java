package dev.tideway.forecastplan;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.tideway.forecastplan.Announcement.Completed;
import dev.tideway.forecastplan.Message.Demand;
import io.quarkus.funqy.knative.events.CloudEvent;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Makes a forecast's result of all its slices, within one transaction. The forecast's row is locked: of several that find it
/// whole, one completes it.
final class Completion {
    private static final TypeReference<Demand> DEMAND = new TypeReference<>() {};

    private final Connection connection;
    private final Json json;

    Completion(Connection connection, Json json) {
        this.connection = connection;
        this.json = json;
    }

    /// What becomes the data of `forecast.completed`.
    record Result(
            String forecastId,
            long seed,
            int runs,
            double serviceLevel,
            double confidence,
            List<Estimate> products) {}

    /// Empty when it has ended already.
    Optional<Completed> of(String forecastId, CloudEvent<?> cause) throws SQLException {
        var running = lock(forecastId);
        if (running.isEmpty()) {
            return Optional.empty();
        }
        var request = running.get();
        var estimates = new ArrayList<Estimate>();
        for (int product = 0; product < request.products().size(); product++) {
            var sku = request.products().get(product).sku();
            var histogram = histogram(forecastId, product);
            estimates.add(Estimate.of(sku, histogram, request.serviceLevel()));
        }
        var result =
                new Result(
                        forecastId,
                        request.seed(),
                        request.runs(),
                        request.serviceLevel(),
                        Estimate.CONFIDENCE,
                        estimates);
        end(forecastId, json.write(result), cause);
        return Optional.of(new Completed(json.tree(result)));
    }

    private Optional<Request> lock(String forecastId) throws SQLException {
        var sql =
                "select request from forecast where forecast_id = ? and state = 'RUNNING' for update";
        try (var select = connection.prepareStatement(sql)) {
            select.setString(1, forecastId);
            try (var rows = select.executeQuery()) {
                return rows.next()
                        ? Optional.of(json.read(rows.getString(1), Request.COLUMN))
                        : Optional.empty();
            }
        }
    }

    /// One product at a time, and some slices at a time: a large forecast need not fit into memory as a whole.
    private Histogram histogram(String forecastId, int product) throws SQLException {
        var histogram = new Histogram();
        try (var select =
                connection.prepareStatement(
                        "select demand from slice where forecast_id = ? and product = ?")) {
            select.setFetchSize(20);
            select.setString(1, forecastId);
            select.setInt(2, product);
            try (var rows = select.executeQuery()) {
                while (rows.next()) {
                    histogram.add(json.read(rows.getString(1), DEMAND));
                }
            }
        }
        return histogram;
    }

    private void end(String forecastId, String result, CloudEvent<?> cause) throws SQLException {
        var sql =
                """
                with done as (delete from slice where forecast_id = ?)
                update forecast set state = 'COMPLETED', done = slices, result = ?::json, ended_at = now(),
                  ended_source = ?, ended_id = ?
                where forecast_id = ?
                """;
        try (var update = connection.prepareStatement(sql)) {
            update.setString(1, forecastId);
            update.setString(2, result);
            update.setString(3, cause.source());
            update.setString(4, cause.id());
            update.setString(5, forecastId);
            update.executeUpdate();
        }
    }
}
