package dev.tideway.deadletters;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tideway.deadletters.Answers.Answer;
import dev.tideway.deadletters.Redriven.Tried;
import dev.tideway.kit.Emit;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;

/// `POST /dead-letters/{id}/redrive`, and `POST /dead-letters/redrive` with a [RedriveRequest].
@ApplicationScoped
class Commands {
    private static final long MAX_BODY = 1 << 20;

    private final Redrive redrive;
    private final Claims claims;
    private final Emit emit;
    private final ObjectMapper mapper;
    private final Answers answers;

    Commands(Redrive redrive, Claims claims, Emit emit, ObjectMapper mapper, Answers answers) {
        this.redrive = redrive;
        this.claims = claims;
        this.emit = emit;
        this.mapper = mapper;
        this.answers = answers;
    }

    void obeyAt(@Observes Router router) {
        router.post("/dead-letters/redrive")
                .handler(BodyHandler.create(false).setBodyLimit(MAX_BODY))
                .blockingHandler(answers.to(context -> guarded(context, this::many)), false);
        router.post("/dead-letters/:id/redrive")
                .handler(BodyHandler.create(false).setBodyLimit(MAX_BODY))
                .blockingHandler(answers.to(context -> guarded(context, this::one)), false);
    }

    /// A page, which says its origin with whatever it posts, has nothing to order here.
    private Answer guarded(RoutingContext context, Answers.Question command)
            throws SQLException, JsonProcessingException {
        if (context.request().getHeader("origin") != null) {
            return Answer.error(403, "no page of a browser may order a redrive here");
        }
        return emit.isBound()
                ? command.answer(context)
                : Answer.error(503, "K_SINK is not set: bind this function with a SinkBinding");
    }

    private Answer many(RoutingContext context) throws SQLException, JsonProcessingException {
        var request =
                RedriveRequest.read(
                        Objects.requireNonNullElse(context.body().asString(), ""), mapper);
        if (!request.ids().isEmpty()) {
            return Answer.ok(redrive.all(request.ids(), request.state(), 0));
        }
        var meant = claims.meant(request.selection().in(request.state()), RedriveRequest.MOST);
        return Answer.ok(
                redrive.all(meant.ids(), request.state(), meant.all() - meant.ids().size()));
    }

    private Answer one(RoutingContext context) throws SQLException, JsonProcessingException {
        var id = String.valueOf(context.pathParam("id"));
        if (!id.matches("[0-9]{1,18}")) {
            return Answer.error(404, "there is no dead letter " + id);
        }
        var tried = redrive.all(List.of(Long.parseLong(id)), State.WAITING, 0).letters().getFirst();
        return new Answer(status(tried), tried);
    }

    private static int status(Tried tried) {
        return switch (tried.outcome()) {
            case REDRIVEN -> 200;
            case ALREADY -> 409;
            case FAILED -> 502;
            case UNSURE -> 504;
            case MISSING -> 404;
        };
    }
}
