package dev.tideway.flowtest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tideway.knlocal.manifest.Key;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/// What a function answers to a GET, asked for again until it is as expected. Once the flow is at rest the next answer counts.
public final class Answers {
    private static final long LOOK_EVERY = Duration.ofMillis(50).toNanos();

    private final Runner runner;
    private final Watch watch;
    private final Duration within;
    private final Key function;
    private final String path;

    Answers(Runner runner, Watch watch, Duration within, Key function, String path) {
        this.runner = runner;
        this.watch = watch;
        this.within = within;
        this.function = function;
        this.path = path.startsWith("/") ? path : "/" + path;
    }

    /// That status.
    ///
    /// @return the JSON of the answer; a missing node when it is none
    public JsonNode expect(int status) {
        return expect(status, _ -> {});
    }

    /// That status, and JSON that is as it should be.
    ///
    /// @param check throws an AssertionError when it is not
    /// @return the JSON of the answer; a missing node when it is none
    public JsonNode expect(int status, Consumer<JsonNode> check) {
        long end = System.nanoTime() + within.toNanos();
        while (true) {
            var moment = watch.now();
            var answer = get();
            var wrong = wrong(answer, status, check);
            if (wrong.isEmpty()) {
                return Json.of(answer.body());
            }
            long left = end - System.nanoTime();
            if (moment.isAtRest() || left <= 0) {
                throw failure(answer, wrong.get(), moment);
            }
            watch.awaitMore(moment, Math.min(left, LOOK_EVERY));
        }
    }

    private AssertionError failure(
            HttpResponse<String> answer, AssertionError wrong, Watch.Moment moment) {
        var asked = "GET %s of %s".formatted(path, function);
        var last = "\n  %d %s".formatted(answer.statusCode(), answer.body());
        var failure =
                watch.failure(
                        (moment.isAtRest()
                                        ? asked
                                                + " does not answer as expected, and the flow is at rest"
                                        : Watch.late(
                                                asked + " does not answer as expected",
                                                within,
                                                moment))
                                + last
                                + "\n"
                                + wrong.getMessage());
        failure.initCause(wrong);
        return failure;
    }

    private static Optional<AssertionError> wrong(
            HttpResponse<String> answer, int status, Consumer<JsonNode> check) {
        if (answer.statusCode() != status) {
            return Optional.of(new AssertionError("wanted status " + status));
        }
        try {
            check.accept(Json.of(answer.body()));
            return Optional.empty();
        } catch (AssertionError e) {
            return Optional.of(e);
        }
    }

    private HttpResponse<String> get() {
        try {
            return runner.web().function(function.namespace(), function.name(), path);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a function was asked", e);
        }
    }
}
