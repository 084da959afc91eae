package dev.tideway.knlocal.status;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// What the control port answers: `/health/ready` (200 once every broker takes events and every trigger is Ready),
/// `/health/live`, and the runner's own reports under `/api/`.
///
/// Only requests that name this machine as their host are answered, so that no page from elsewhere can read it
/// through a name of its own that points here.
public final class ControlPort implements Handler<HttpServerRequest> {
    private static final Set<String> HOSTS = Set.of("localhost", "127.0.0.1", "::1", "[::1]");

    private final Vertx vertx;
    private final BooleanSupplier ready;
    private final Map<String, Report> reports;

    /// What is to be read at one path. May block: it is called on a worker thread.
    @FunctionalInterface
    public interface Report {
        /// What it says now.
        ///
        /// @param parameters of the request's query, by name
        /// @throws IllegalArgumentException when they are wrong: answered with 400 and the message
        String json(UnaryOperator<@Nullable String> parameters) throws Exception;
    }

    /// Answers for a runner.
    ///
    /// @param reports by path
    public ControlPort(Vertx vertx, BooleanSupplier ready, Map<String, Report> reports) {
        this.vertx = vertx;
        this.ready = ready;
        this.reports = new TreeMap<>(reports);
    }

    @Override
    public void handle(HttpServerRequest request) {
        var authority = request.authority();
        if (authority == null || !HOSTS.contains(authority.host())) {
            answer(request, 403, "text/plain", "this port answers to localhost only\n");
        } else if (!request.method().equals(HttpMethod.GET)) {
            request.response().putHeader("Allow", "GET");
            answer(request, 405, "text/plain", "only GET is allowed here\n");
        } else {
            get(request);
        }
    }

    private void get(HttpServerRequest request) {
        switch (Objects.requireNonNullElse(request.path(), "/")) {
            case "/health/live" -> answer(request, 200, "text/plain", "alive\n");
            case "/health/ready" -> {
                if (ready.getAsBoolean()) {
                    answer(request, 200, "text/plain", "ready\n");
                } else {
                    answer(request, 503, "text/plain", "not ready: see /api/status\n");
                }
            }
            default -> report(request, reports.get(request.path()));
        }
    }

    private void report(HttpServerRequest request, @Nullable Report report) {
        if (report == null) {
            var paths = String.join(", ", reports.keySet());
            answer(request, 404, "text/plain", "try " + paths + " or /health/ready\n");
            return;
        }
        vertx.executeBlocking(() -> report.json(request::getParam), false)
                .onSuccess(it -> answer(request, 200, "application/json", it))
                .onFailure(why -> refuse(request, why));
    }

    private static void refuse(HttpServerRequest request, Throwable why) {
        if (why instanceof IllegalArgumentException) {
            answer(request, 400, "text/plain", why.getMessage() + "\n");
        } else {
            answer(request, 500, "text/plain", why + "\n");
        }
    }

    private static void answer(HttpServerRequest request, int status, String type, String body) {
        request.response()
                .setStatusCode(status)
                .putHeader("Content-Type", type + "; charset=utf-8")
                .putHeader("Cache-Control", "no-store")
                .end(body);
    }
}
