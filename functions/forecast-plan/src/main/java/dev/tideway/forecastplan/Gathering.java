package dev.tideway.forecastplan;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tideway.forecastplan.Announcement.Completed;
import dev.tideway.forecastplan.Announcement.Progressed;
import dev.tideway.forecastplan.Message.Demand;
import dev.tideway.forecastplan.Message.SliceComputed;
import dev.tideway.kit.Unprocessable;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Optional;

/// Takes the result of a slice, within one transaction; the last one completes the forecast. The forecast's row is locked first,
/// always: results of one forecast take their turns, and none waits in a circle.
final class Gathering {
    /// Progress is told so many times.
    private static final int STEPS = 10;

    private final Connection connection;
    private final ObjectMapper json;

    Gathering(Connection connection, ObjectMapper json) {
        this.connection = connection;
        this.json = json;
    }

    /// The news, if there are any: a result that is there already, or of a forecast that has ended, is none.
    Optional<Announcement> take(SliceComputed computed) throws SQLException {
        var id = computed.forecastId();
        var forecast = lock(id);
        if (!forecast.running() || !store(computed)) {
            return Optional.empty();
        }
        int done = forecast.done() + 1;
        int total = forecast.slices();
        if (done == total) {
            return Optional.of(complete(forecast.request()));
        }
        count(id);
        return done * STEPS / total > (done - 1) * STEPS / total
                ? Optional.of(new Progressed(id, done, total))
                : Optional.empty();
    }

    private record Forecast(Request request, boolean running, int slices, int done) {}

    private Forecast lock(String forecastId) throws SQLException {
        var sql =
                "select request, state, slices, done from forecast where forecast_id = ? for update";
        try (var select = connection.prepareStatement(sql)) {
            select.setString(1, forecastId);
            try (var rows = select.executeQuery()) {
                if (!rows.next()) {
                    throw new Unprocessable("there is no forecast " + forecastId);
                }
                return new Forecast(
                        read(rows.getString(1), Request.class),
                        rows.getString(2).equals("RUNNING"),
                        rows.getInt(3),
                        rows.getInt(4));
            }
        }
    }

    /// False when it is there already.
    private boolean store(SliceComputed computed) throws SQLException {
        expectOwn(computed);
        var sql =
                "update slice set demand = ?::json where forecast_id = ? and number = ? and demand is null";
        try (var update = connection.prepareStatement(sql)) {
            update.setString(1, write(computed.demand()));
            update.setString(2, computed.forecastId());
            update.setInt(3, computed.slice());
            return update.executeUpdate() == 1;
        }
    }

    /// One result that is not what was asked for would spoil the whole forecast.
    private static void expectOwn(SliceComputed computed) {
        long runs = 0;
        int before = -1;
        for (int i = 0; i < computed.demand().values().size(); i++) {
            int value = computed.demand().values().get(i);
            int count = computed.demand().counts().get(i);
            if (value <= before || count < 1) {
                throw new Unprocessable("demand.values do not ascend, or a count is below 1");
            }
            before = value;
            runs += count;
        }
        if (runs != computed.runs()) {
            throw new Unprocessable(
                    "demand.counts add up to %d, not to %d runs".formatted(runs, computed.runs()));
        }
    }

    private void count(String forecastId) throws SQLException {
        var sql = "update forecast set done = done + 1, heard_at = now() where forecast_id = ?";
        try (var update = connection.prepareStatement(sql)) {
            update.setString(1, forecastId);
            update.executeUpdate();
        }
    }

    private Completed complete(Request request) throws SQLException {
        var estimates = new ArrayList<Estimate>();
        for (int product = 0; product < request.products().size(); product++) {
            var sku = request.products().get(product).sku();
            var histogram = histogram(request.forecastId(), product);
            estimates.add(Estimate.of(sku, histogram, request.serviceLevel()));
        }
        var completed =
                new Completed(
                        request.forecastId(),
                        request.seed(),
                        request.runs(),
                        request.serviceLevel(),
                        Estimate.CONFIDENCE,
                        estimates);
        end(completed);
        return completed;
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
                    histogram.add(read(rows.getString(1), Demand.class));
                }
            }
        }
        return histogram;
    }

    private void end(Completed completed) throws SQLException {
        var sql =
                """
                with done as (delete from slice where forecast_id = ?)
                update forecast set state = 'COMPLETED', done = slices, result = ?::json, ended_at = now(), heard_at = now()
                where forecast_id = ?
                """;
        try (var update = connection.prepareStatement(sql)) {
            update.setString(1, completed.forecastId());
            update.setString(2, write(completed));
            update.setString(3, completed.forecastId());
            update.executeUpdate();
        }
    }

    private <T> T read(String text, Class<T> type) {
        try {
            return json.readValue(text, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(
                    "what is stored is not readable: " + e.getOriginalMessage(), e);
        }
    }

    private String write(Object value) {
        try {
            return json.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
