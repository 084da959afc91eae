package dev.tideway.deadletters;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.tideway.deadletters.Answers.Answer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.SQLException;
import java.util.Optional;

/// `GET /dead-letters?limit=`, what came last first, and `GET /dead-letters/{id}`, with its history and the event itself.
@ApplicationScoped
class Queries {
    private static final int MOST = 1000;

    private final LetterBox box;
    private final Answers answers;

    Queries(LetterBox box, Answers answers) {
        this.box = box;
        this.answers = answers;
    }

    void answerAt(@Observes Router router) {
        router.get("/dead-letters").blockingHandler(answers.to(this::list), false);
        router.get("/dead-letters/:id").blockingHandler(answers.to(this::open), false);
    }

    private Answer list(RoutingContext context) throws SQLException {
        var request = context.request();
        var limit = Optional.ofNullable(request.getParam("limit")).orElse("50");
        if (!limit.matches("[1-9][0-9]{0,3}") || Integer.parseInt(limit) > MOST) {
            throw new IllegalArgumentException("limit is a number from 1 to " + MOST);
        }
        var selection = Selection.of(request::getParam);
        var state = request.getParam("state");
        if (state != null && !state.isEmpty()) {
            selection = selection.in(State.of(state));
        }
        return Answer.ok(box.list(selection, Integer.parseInt(limit)));
    }

    private Answer open(RoutingContext context) throws SQLException, JsonProcessingException {
        var id = String.valueOf(context.pathParam("id"));
        var letter =
                id.matches("[0-9]{1,18}")
                        ? box.open(Long.parseLong(id))
                        : Optional.<OpenedLetter>empty();
        return letter.map(Answer::ok)
                .orElseGet(() -> Answer.error(404, "there is no dead letter " + id));
    }
}
