package dev.tideway.knlocal.sink;

import dev.tideway.knlocal.ingress.Body;
import dev.tideway.knlocal.ingress.Site;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A site whose answers are made by code that blocks: each request has a virtual thread.
abstract sealed class Replying implements Site permits JobSinks, Transforms, LogSinks {
    private static final Logger LOG = LoggerFactory.getLogger(Replying.class);

    /// A little more than brokers take.
    private static final int MAX_BODY = 2 << 20;

    private final Vertx vertx;

    Replying(Vertx vertx) {
        this.vertx = vertx;
    }

    /// Called on a virtual thread.
    abstract Reply reply(Asked asked) throws InterruptedException;

    @Override
    public void handle(HttpServerRequest request, String path) {
        var context = vertx.getOrCreateContext();
        Body.read(
                request,
                MAX_BODY,
                body -> {
                    var asked = new Asked(request.method().name(), path, request.headers(), body);
                    var _ =
                            Thread.startVirtualThread(() -> {
                                var reply = replyOrError(asked);
                                context.runOnContext(_ -> answer(request, reply));
                            });
                },
                () -> answer(request, Reply.of(413, "larger than " + MAX_BODY + " bytes")));
    }

    private Reply replyOrError(Asked asked) {
        try {
            return reply(asked);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return Reply.of(503, "the runner stops");
        } catch (RuntimeException e) {
            LOG.error("{} {}", asked.method(), asked.path(), e);
            return Reply.of(500, e.toString());
        }
    }

    private static void answer(HttpServerRequest request, Reply reply) {
        if (request.response().ended() || request.response().closed()) {
            return;
        }
        var response = request.response().setStatusCode(reply.status());
        reply.headers().forEach(response::putHeader);
        response.end(Buffer.buffer(reply.body()));
    }
}
