package dev.tideway.forecastplan;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.SQLException;
import java.util.Map;
import java.util.Objects;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/// `GET /forecasts/{id}`: where it stands and, once there is one, the result. PostgreSQL writes the answer.
@ApplicationScoped
class Queries {
    private static final Logger LOG = Logger.getLogger(Queries.class);
    private static final String ONE =
            """
            select json_strip_nulls(json_build_object(
              'forecastId', forecast_id, 'state', state,
              'done', case state when 'RUNNING'
                then (select count(demand) from slice where forecast_id = f.forecast_id) else done end,
              'slices', slices, 'reason', reason,
              'requestedAt', to_char(requested_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
              'endedAt', to_char(ended_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
              'result', result))
            from forecast f where forecast_id = ?
            """;

    private final DataSource database;
    private final ObjectMapper json;

    Queries(DataSource database, ObjectMapper json) {
        this.database = database;
        this.json = json;
    }

    void answerAt(@Observes Router router) {
        router.get("/forecasts/:id").blockingHandler(this::one, false);
    }

    private void one(RoutingContext context) {
        var id = Objects.requireNonNull(context.pathParam("id"));
        try (var connection = database.getConnection();
                var select = connection.prepareStatement(ONE)) {
            select.setString(1, id);
            try (var rows = select.executeQuery()) {
                if (rows.next()) {
                    answer(context, 200, rows.getString(1));
                } else {
                    answer(context, 404, error("there is no forecast " + id));
                }
            }
        } catch (SQLException e) {
            LOG.errorf(e, "%s failed", context.request().path());
            answer(context, 500, error("the forecasts cannot be read just now"));
        }
    }

    private String error(String line) {
        try {
            return json.writeValueAsString(Map.of("error", line));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void answer(RoutingContext context, int status, String body) {
        context.response()
                .setStatusCode(status)
                .putHeader("content-type", "application/json")
                .end(body + "\n");
    }
}
