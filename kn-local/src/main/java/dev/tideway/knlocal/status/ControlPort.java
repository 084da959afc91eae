package dev.tideway.knlocal.status;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;

/// What the control port answers: `/health/ready` (200 once every broker takes events and every trigger is Ready),
/// `/health/live`, `/api/status` and `/api/eventtypes`.
///
/// Only requests that name this machine as their host are answered, so that no page from elsewhere can read it
/// through a name of its own that points here.
public final class ControlPort implements Handler<HttpServerRequest> {
    private static final Set<String> HOSTS = Set.of("localhost", "127.0.0.1", "::1", "[::1]");

    private final Vertx vertx;
    private final BooleanSupplier ready;
    private final Callable<Status> status;
    private final Callable<List<EventTypeStatus>> eventTypes;

    /// @param status may block; called on a worker thread, as is `eventTypes`
    public ControlPort(
            Vertx vertx,
            BooleanSupplier ready,
            Callable<Status> status,
            Callable<List<EventTypeStatus>> eventTypes) {
        this.vertx = vertx;
        this.ready = ready;
        this.status = status;
        this.eventTypes = eventTypes;
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
            case "/api/status" -> answer(request, () -> StatusJson.write(status.call()));
            case "/api/eventtypes" ->
                    answer(request, () -> EventTypesJson.write(eventTypes.call()));
            default ->
                    answer(
                            request,
                            404,
                            "text/plain",
                            "try /api/status, /api/eventtypes or /health/ready\n");
        }
    }

    private void answer(HttpServerRequest request, Callable<String> json) {
        vertx.executeBlocking(json, false)
                .onSuccess(it -> answer(request, 200, "application/json", it))
                .onFailure(why -> answer(request, 500, "text/plain", why + "\n"));
    }

    private static void answer(HttpServerRequest request, int status, String type, String body) {
        request.response()
                .setStatusCode(status)
                .putHeader("Content-Type", type + "; charset=utf-8")
                .putHeader("Cache-Control", "no-store")
                .end(body);
    }
}
