package dev.tideway.forecastplan;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.tideway.forecastplan.Announcement.Completed;
import dev.tideway.forecastplan.Announcement.Failed;
import dev.tideway.forecastplan.Announcement.SliceRequested;
import dev.tideway.kit.Emit;
import dev.tideway.kit.Reply;
import io.quarkus.funqy.knative.events.CloudEvent;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;

/// Emits what an event has led to: the slices it asked for that are still missing, the forecasts it ended. Read from
/// what was committed, so that it is whole however often the event is delivered.
@ApplicationScoped
class Outbox {
    /// Connections to the sink at a time.
    private static final int AT_ONCE = 50;

    private static final TypeReference<Map<String, String>> CONTEXT = new TypeReference<>() {};

    private final DataSource database;
    private final Emit emit;
    private final Json json;

    Outbox(DataSource database, Emit emit, Json json) {
        this.database = database;
        this.emit = emit;
        this.json = json;
    }

    /// @throws Emit.Undelivered when not all were taken: let the event be delivered again
    void empty(CloudEvent<?> cause) {
        var events = new ArrayList<CloudEvent<Object>>();
        try (var connection = database.getConnection()) {
            addSlices(connection, cause, events);
            addEnds(connection, cause, events);
        } catch (SQLException e) {
            throw new IllegalStateException("the outbox cannot be read: " + e.getMessage(), e);
        }
        for (int from = 0; from < events.size(); from += AT_ONCE) {
            emit.all(events.subList(from, Math.min(from + AT_ONCE, events.size())));
        }
    }

    private void addSlices(
            Connection connection, CloudEvent<?> cause, List<CloudEvent<Object>> events)
            throws SQLException {
        var sql =
                """
                select forecast_id, number, product, first_run, runs, attempt, request, context
                from slice join forecast using (forecast_id)
                where asked_source = ? and asked_id = ? and demand is null
                order by forecast_id, number
                """;
        var requests = new HashMap<String, Request>();
        try (var select = connection.prepareStatement(sql);
                var rows = query(select, cause)) {
            while (rows.next()) {
                var id = rows.getString("forecast_id");
                var text = rows.getString("request");
                var request = requests.computeIfAbsent(id, _ -> json.read(text, Request.COLUMN));
                var product = request.products().get(rows.getInt("product"));
                var slice =
                        new SliceRequested(
                                id,
                                rows.getInt("number"),
                                rows.getInt("attempt"),
                                product.sku(),
                                request.seed(),
                                product.dailyDemand(),
                                product.leadTime(),
                                rows.getInt("first_run"),
                                rows.getInt("runs"));
                events.add(event(within(rows, cause), slice));
            }
        }
    }

    /// A slice is an aggregate of its own: with the forecast's id as their partition key, all slices of a forecast would wait in one
    /// line. The attempt makes the id another one than that of the event which came back.
    private static CloudEvent<Object> event(CloudEvent<?> cause, SliceRequested slice) {
        var id = slice.forecastId() + "/" + slice.slice();
        return Reply.to(cause).about(id).part(id + "/" + slice.attempt()).of(slice);
    }

    private void addEnds(
            Connection connection, CloudEvent<?> cause, List<CloudEvent<Object>> events)
            throws SQLException {
        var sql =
                """
                select forecast_id, state, reason, result, context from forecast
                where ended_source = ? and ended_id = ?
                """;
        try (var select = connection.prepareStatement(sql);
                var rows = query(select, cause)) {
            while (rows.next()) {
                var id = rows.getString("forecast_id");
                var end =
                        rows.getString("state").equals("FAILED")
                                ? new Failed(id, rows.getString("reason"))
                                : new Completed(
                                        json.read(rows.getString("result"), Completed.COLUMN));
                var reply = Reply.to(within(rows, cause)).about(id).part(id);
                events.add(reply.of(end));
            }
        }
    }

    private CloudEvent<?> within(ResultSet rows, CloudEvent<?> cause) throws SQLException {
        var context = json.read(rows.getString("context"), CONTEXT);
        return Context.within(context, cause);
    }

    private static ResultSet query(PreparedStatement select, CloudEvent<?> cause)
            throws SQLException {
        select.setString(1, cause.source());
        select.setString(2, cause.id());
        return select.executeQuery();
    }
}
