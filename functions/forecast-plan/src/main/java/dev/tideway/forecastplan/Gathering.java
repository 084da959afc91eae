package dev.tideway.forecastplan;

import dev.tideway.forecastplan.Message.SliceComputed;
import dev.tideway.kit.Unprocessable;
import java.sql.Connection;
import java.sql.SQLException;

/// Stores the result of a slice, within one transaction that touches no other row: the results of a forecast do not wait for
/// each other. What they come to is for [Progress] to say, after the commit.
final class Gathering {
    private final Connection connection;
    private final Json json;

    Gathering(Connection connection, Json json) {
        this.connection = connection;
        this.json = json;
    }

    /// One that is there already, or of a forecast that has ended, changes nothing.
    void take(SliceComputed computed) throws SQLException {
        expectOwn(computed);
        if (!store(computed)) {
            expectKnown(computed.forecastId());
        }
    }

    private boolean store(SliceComputed computed) throws SQLException {
        var sql =
                """
                update slice set demand = ?::json, computed_at = now()
                where forecast_id = ? and number = ? and demand is null
                """;
        try (var update = connection.prepareStatement(sql)) {
            update.setString(1, json.write(computed.demand()));
            update.setString(2, computed.forecastId());
            update.setInt(3, computed.slice());
            return update.executeUpdate() == 1;
        }
    }

    private void expectKnown(String forecastId) throws SQLException {
        try (var select =
                connection.prepareStatement("select from forecast where forecast_id = ?")) {
            select.setString(1, forecastId);
            try (var rows = select.executeQuery()) {
                if (!rows.next()) {
                    throw new Unprocessable("there is no forecast " + forecastId);
                }
            }
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
}
