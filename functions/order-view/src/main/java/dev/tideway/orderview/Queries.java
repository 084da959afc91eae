package dev.tideway.orderview;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jboss.logging.Logger;

/// `GET /orders/{id}` and `GET /orders?status=&limit=`. Routes of their own rather than REST
/// resources: two paths whose answers are ready-made JSON are not worth a framework's share of
/// every cold start.
@ApplicationScoped
class Queries {
    private static final Logger LOG = Logger.getLogger(Queries.class);
    private static final int DEFAULT_LIMIT = 50;
    private static final int LARGEST_LIMIT = 500;

    private final Views views;
    private final ObjectMapper json;

    Queries(Views views, ObjectMapper json) {
        this.views = views;
        this.json = json;
    }

    void answerAt(@Observes Router router) {
        router.get("/orders").blockingHandler(this::list, false).failureHandler(this::fail);
        router.get("/orders/:id").blockingHandler(this::one, false).failureHandler(this::fail);
    }

    private void one(RoutingContext context) {
        var id = Objects.requireNonNull(context.pathParam("id"));
        views.find(id)
                .ifPresentOrElse(
                        view -> answer(context, 200, view),
                        () -> refuse(context, 404, "there is no order " + id));
    }

    private void list(RoutingContext context) {
        int limit = limit(parameter(context, "limit"));
        if (limit < 1) {
            refuse(context, 400, "limit is a number from 1 to " + LARGEST_LIMIT);
            return;
        }
        var wanted = parameter(context, "status");
        var status = wanted.flatMap(Queries::status);
        if (wanted.isPresent() && status.isEmpty()) {
            refuse(
                    context,
                    400,
                    "status is one of "
                            + Arrays.toString(Status.values())
                            + ", not "
                            + wanted.get());
            return;
        }
        var found = status.isPresent() ? views.latest(status.get(), limit) : views.latest(limit);
        answer(context, 200, "[" + String.join(",\n", found) + "]");
    }

    private static Optional<String> parameter(RoutingContext context, String name) {
        return Optional.ofNullable(context.request().getParam(name));
    }

    private static Optional<Status> status(String name) {
        return Arrays.stream(Status.values())
                .filter(status -> status.name().equals(name))
                .findFirst();
    }

    /// 0 for what is no limit.
    private static int limit(Optional<String> text) {
        if (text.isEmpty()) {
            return DEFAULT_LIMIT;
        }
        if (!text.get().matches("[0-9]{1,3}")) {
            return 0;
        }
        int limit = Integer.parseInt(text.get());
        return limit > LARGEST_LIMIT ? 0 : limit;
    }

    private void fail(RoutingContext context) {
        LOG.errorf(context.failure(), "%s failed", context.request().path());
        refuse(context, 500, "the orders cannot be read just now");
    }

    private void refuse(RoutingContext context, int status, String line) {
        try {
            answer(context, status, json.writeValueAsString(Map.of("error", line)));
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
