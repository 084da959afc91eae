package dev.tideway.salesfacts;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.ext.web.MIMEHeader;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.SQLException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jboss.logging.Logger;

/// `GET /sales?from=&to=&by=&limit=`, as JSON or CSV.
@ApplicationScoped
class Queries {
    private static final Logger LOG = Logger.getLogger(Queries.class);
    private static final String JSON = "application/json";
    private static final String CSV = "text/csv";

    /// Beside a CSV answer, which has no place for it.
    private static final String MORE = "x-more";

    private final FactTable facts;
    private final ObjectMapper json;

    Queries(FactTable facts, ObjectMapper json) {
        this.facts = facts;
        this.json = json;
    }

    void answerAt(@Observes Router router) {
        router.get("/sales").blockingHandler(this::sales, false).failureHandler(this::fail);
    }

    private void sales(RoutingContext context) {
        try {
            var question = Question.of(parameters(context), Instant.now());
            var form = form(context.parsedHeaders().accept());
            if (form.isEmpty()) {
                refuse(context, 406, "there is " + JSON + " and " + CSV + ": accept one of them");
                return;
            }
            var rows = facts.answer(question);
            context.response().putHeader("vary", "accept");
            if (form.get().equals(CSV)) {
                context.response().putHeader(MORE, "" + rows.more());
                answer(context, 200, CSV + "; charset=utf-8; header=present", rows.csv());
            } else {
                answer(context, 200, JSON, json(question, rows));
            }
        } catch (Question.Refused e) {
            refuse(context, 400, String.valueOf(e.getMessage()));
        } catch (SQLException | JsonProcessingException e) {
            context.fail(e);
        }
    }

    private static Map<String, String> parameters(RoutingContext context) {
        var parameters = new TreeMap<String, String>();
        context.queryParams()
                .forEach(parameter ->
                        parameters.putIfAbsent(parameter.getKey(), parameter.getValue()));
        return parameters;
    }

    /// The first that is accepted, by the client's weights; JSON for who accepts anything.
    private static Optional<String> form(List<MIMEHeader> accepted) {
        if (accepted.isEmpty()) {
            return Optional.of(JSON);
        }
        return accepted.stream()
                .filter(mime -> mime.weight() > 0)
                .map(mime ->
                        (mime.component() + "/" + mime.subComponent()).toLowerCase(Locale.ROOT))
                .flatMap(mime -> form(mime).stream())
                .findFirst();
    }

    private static Optional<String> form(String mime) {
        return switch (mime) {
            case "*/*", "application/*", JSON -> Optional.of(JSON);
            case "text/*", CSV -> Optional.of(CSV);
            default -> Optional.empty();
        };
    }

    private String json(Question question, Rows rows) throws JsonProcessingException {
        var answer = new LinkedHashMap<String, Object>();
        answer.put("from", question.from().toString());
        answer.put("to", question.to().toString());
        answer.put("by", question.by().name().toLowerCase(Locale.ROOT));
        answer.put("rows", rows.objects());
        answer.put("more", rows.more());
        return json.writeValueAsString(answer) + "\n";
    }

    private void fail(RoutingContext context) {
        LOG.errorf(context.failure(), "%s failed", context.request().path());
        refuse(context, 500, "the sales cannot be read just now");
    }

    private void refuse(RoutingContext context, int status, String line) {
        try {
            answer(context, status, JSON, json.writeValueAsString(Map.of("error", line)) + "\n");
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void answer(RoutingContext context, int status, String type, String body) {
        context.response().setStatusCode(status).putHeader("content-type", type).end(body);
    }
}
