package dev.tideway.knlocal.cli;

import dev.tideway.knlocal.settings.Reach;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
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
        var address = reach.control(pathAndQuery);
        return answered(what, address, HttpRequest.newBuilder(address).GET(), reading);
    }

    /// @param json what is asked for
    <T> T ask(String what, String path, String json, Function<String, T> reading)
            throws CommandException {
        var address = reach.control(path);
        var request =
                HttpRequest.newBuilder(address)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(json));
        return answered(what, address, request, reading);
    }

    private <T> T answered(
            String what, URI address, HttpRequest.Builder request, Function<String, T> reading)
            throws CommandException {
        var answer = web.send(request);
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
