package dev.tideway.knlocal.cli;

import dev.tideway.knlocal.settings.Reach;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;

/// What a runner answers at its control port.
final class RunnerReports implements AutoCloseable {
    private final Reach reach;
    private final Web web = new Web();

    RunnerReports(Reach reach) {
        this.reach = reach;
    }

    /// @param what it should be, for the message when it is not
    <T> T read(String what, String pathAndQuery, Function<String, T> reading)
            throws CommandException {
        return answer(what, HttpRequest.newBuilder(reach.control(pathAndQuery)).GET(), reading);
    }

    /// Has something done, and reads what has come of it.
    <T> T post(String what, String path, String json, Function<String, T> reading)
            throws CommandException {
        var request =
                HttpRequest.newBuilder(reach.control(path))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(json));
        return answer(what, request, reading);
    }

    private <T> T answer(String what, HttpRequest.Builder request, Function<String, T> reading)
            throws CommandException {
        var answer = web.send(request);
        var address = answer.uri();
        if (answer.statusCode() == 400) {
            throw CommandException.misused(answer.body().strip());
        }
        if (answer.statusCode() != 200) {
            throw CommandException.failed(
                    "%s answers %d: no runner of this version"
                            .formatted(address, answer.statusCode()));
        }
        try {
            return reading.apply(answer.body());
        } catch (IllegalArgumentException e) {
            throw CommandException.failed(
                    "%s answers something that is no %s: %s"
                            .formatted(address, what, e.getMessage()));
        }
    }

    static String coded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        web.close();
    }
}
