package dev.tideway.deadletters;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.util.Map;
import org.jboss.logging.Logger;

/// Answers as JSON: what was asked for, or one line that says what is wrong.
@ApplicationScoped
class Answers {
    private static final Logger LOG = Logger.getLogger(Answers.class);

    private final ObjectMapper json;

    Answers(ObjectMapper json) {
        this.json = json;
    }

    /// What to answer a request with, or an exception that nobody can mend from outside.
    interface Question {
        /// What to say.
        ///
        /// @throws IllegalArgumentException when it is asked wrongly: 400 and the message
        Answer answer(RoutingContext context) throws SQLException, JsonProcessingException;
    }

    record Answer(int status, Object body) {
        static Answer ok(Object body) {
            return new Answer(200, body);
        }

        static Answer error(int status, String line) {
            return new Answer(status, Map.of("error", line));
        }
    }

    Handler<RoutingContext> to(Question question) {
        return context -> answer(context, question);
    }

    private void answer(RoutingContext context, Question question) {
        try {
            end(context, question.answer(context));
        } catch (IllegalArgumentException e) {
            end(context, Answer.error(400, String.valueOf(e.getMessage())));
        } catch (SQLException | JsonProcessingException e) {
            LOG.errorf(e, "%s failed", context.request().path());
            end(context, Answer.error(500, "it failed: see the function's log"));
        }
    }

    private void end(RoutingContext context, Answer answer) {
        context.response()
                .setStatusCode(answer.status())
                .putHeader("content-type", "application/json")
                .end(text(answer.body()) + "\n");
    }

    private String text(Object body) {
        try {
            return json.writeValueAsString(body);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
