package dev.tideway.deadletters;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;

/// `GET /dead-letters?limit=`, newest first, and `GET /dead-letters/{id}`, with the event itself.
@ApplicationScoped
class Queries {
    private static final Logger LOG = Logger.getLogger(Queries.class);
    private static final int MOST = 1000;

    private final LetterBox box;
    private final ObjectMapper json;

    Queries(LetterBox box, ObjectMapper json) {
        this.box = box;
        this.json = json;
    }

    /// A query: what to answer with, or an exception that nobody can mend from outside.
    private interface Query {
        void answer(RoutingContext context) throws SQLException, JsonProcessingException;
    }

    void answerAt(@Observes Router router) {
        router.get("/dead-letters").blockingHandler(context -> run(this::list, context), false);
        router.get("/dead-letters/:id").blockingHandler(context -> run(this::open, context), false);
    }

    private void run(Query query, RoutingContext context) {
        try {
            query.answer(context);
        } catch (SQLException | JsonProcessingException e) {
            LOG.errorf(e, "%s failed", context.request().path());
            context.response().setStatusCode(500).end();
        }
    }

    private void list(RoutingContext context) throws SQLException, JsonProcessingException {
        var limit = Optional.ofNullable(context.request().getParam("limit")).orElse("50");
        if (!limit.matches("[1-9][0-9]{0,3}") || Integer.parseInt(limit) > MOST) {
            answer(context, 400, error("limit is a number from 1 to " + MOST));
            return;
        }
        answer(context, 200, box.list(Integer.parseInt(limit)));
    }

    private void open(RoutingContext context) throws SQLException, JsonProcessingException {
        var id = String.valueOf(context.pathParam("id"));
        var letter = id.matches("[0-9]{1,18}") ? box.open(Long.parseLong(id)) : Optional.empty();
        if (letter.isPresent()) {
            answer(context, 200, letter.get());
        } else {
            answer(context, 404, error("there is no dead letter " + id));
        }
    }

    private static Map<String, String> error(String line) {
        return Map.of("error", line);
    }

    private void answer(RoutingContext context, int status, Object body)
            throws JsonProcessingException {
        context.response()
                .setStatusCode(status)
                .putHeader("content-type", "application/json")
                .end(json.writeValueAsString(body) + "\n");
    }
}
