package dev.tideway.knlocal.status;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// What the control port answers: `/health/ready` (200 once every broker takes events and every trigger is Ready),
/// `/health/live`, the runner's own reports under `/api/`, and the pages that show them. What is posted there as JSON is done.
///
/// Only requests that name this machine as their host are answered, so that no page from elsewhere can read it
/// through a name of its own that points here. Nor is a request answered that a page from elsewhere makes.
public final class ControlPort implements Handler<HttpServerRequest> {
    /// A page runs what it came with, and talks to nobody else.
    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:;"
                    + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private static final long MAX_BODY = 4 << 20;

    private final Vertx vertx;
    private final BooleanSupplier ready;
    private final Map<String, Report> reports;
    private final Map<String, Action> actions;
    private final Function<String, Optional<Page>> pages;

    /// A file for a browser.
    ///
    /// @param type its media type, without a character set: they are all UTF-8
    public record Page(String type, Buffer body) {}

    /// What is to be read at one path. May block: it is called on a worker thread.
    @FunctionalInterface
    public interface Report {
        /// What it says now.
        ///
        /// @param parameters of the request's query, by name
        /// @throws IllegalArgumentException when they are wrong: answered with 400 and the message
        String text(UnaryOperator<@Nullable String> parameters) throws Exception;

        /// Its media type, without a character set.
        default String type() {
            return "application/json";
        }
    }

    /// What is to be done when JSON is posted to one path. May block: it is called on a worker thread.
    @FunctionalInterface
    public interface Action {
        /// Does it.
        ///
        /// @param json what was posted, of at most 4 MiB
        /// @return what has come of it, in JSON
        /// @throws IllegalArgumentException when it is wrong: answered with 400 and the message
        String done(String json) throws Exception;
    }

    /// Answers for a runner.
    ///
    /// @param reports by path
    /// @param actions by path
    /// @param pages the page at a path; may block
    public ControlPort(
            Vertx vertx,
            BooleanSupplier ready,
            Map<String, Report> reports,
            Map<String, Action> actions,
            Function<String, Optional<Page>> pages) {
        this.vertx = vertx;
        this.ready = ready;
        this.reports = new TreeMap<>(reports);
        this.actions = new TreeMap<>(actions);
        this.pages = pages;
    }

    @Override
    public void handle(HttpServerRequest request) {
        var path = Objects.requireNonNullElse(request.path(), "/");
        var isRead = request.method().equals(HttpMethod.GET) && reports.containsKey(path);
        var action = isRead ? null : actions.get(path);
        if (!Caller.isLocal(request)) {
            answer(request, 403, "text/plain", "this port answers to localhost only\n");
        } else if (action != null) {
            post(request, action);
        } else if (!request.method().equals(HttpMethod.GET)) {
            only(request, "GET");
        } else {
            get(request);
        }
    }

    private static void only(HttpServerRequest request, String method) {
        request.response().putHeader("Allow", method);
        answer(request, 405, "text/plain", "only %s is allowed here\n".formatted(method));
    }

    /// No form of a page elsewhere can send this media type.
    private void post(HttpServerRequest request, Action action) {
        var type = Objects.requireNonNullElse(request.getHeader("Content-Type"), "");
        if (!request.method().equals(HttpMethod.POST)) {
            only(request, "POST");
        } else if (!type.matches("application/json *(;.*)?")) {
            answer(request, 415, "text/plain", "this has to be posted as application/json\n");
        } else if (length(request) > MAX_BODY) {
            answer(request, 413, "text/plain", "a Content-Length of at most 4 MiB is needed\n");
        } else {
            request.body()
                    .compose(body ->
                            vertx.executeBlocking(() -> action.done(body.toString()), false))
                    .onSuccess(it -> answer(request, 200, "application/json", it))
                    .onFailure(why -> refuse(request, why));
        }
    }

    private static long length(HttpServerRequest request) {
        var length = request.getHeader("Content-Length");
        try {
            return length == null ? Long.MAX_VALUE : Long.parseLong(length);
        } catch (NumberFormatException e) {
            return Long.MAX_VALUE;
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
            page(request);
            return;
        }
        vertx.executeBlocking(() -> report.text(request::getParam), false)
                .onSuccess(it -> answer(request, 200, report.type(), it))
                .onFailure(why -> refuse(request, why));
    }

    private void page(HttpServerRequest request) {
        vertx.executeBlocking(() -> pages.apply(String.valueOf(request.path())), false)
                .onSuccess(it ->
                        it.ifPresentOrElse(
                                page -> answer(request, 200, page.type(), page.body()),
                                () -> answer(request, 404, "text/plain", tryThese())))
                .onFailure(why -> refuse(request, why));
    }

    private String tryThese() {
        return "try /, " + String.join(", ", reports.keySet()) + " or /health/ready\n";
    }

    private static void refuse(HttpServerRequest request, Throwable why) {
        var status = why instanceof IllegalArgumentException ? 400 : 500;
        var said = status == 400 ? why.getMessage() : why.toString();
        answer(request, status, "text/plain", said + "\n");
    }

    private static void answer(HttpServerRequest request, int status, String type, String body) {
        answer(request, status, type, Buffer.buffer(body));
    }

    private static void answer(HttpServerRequest request, int status, String type, Buffer body) {
        request.response()
                .setStatusCode(status)
                .putHeader("Content-Type", type + "; charset=utf-8")
                .putHeader("Cache-Control", "no-store")
                .putHeader("Content-Security-Policy", POLICY)
                .putHeader("X-Content-Type-Options", "nosniff")
                .putHeader("Referrer-Policy", "no-referrer")
                .end(body);
    }
}
