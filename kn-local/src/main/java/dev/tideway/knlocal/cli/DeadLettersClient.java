package dev.tideway.knlocal.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;

/// The function `dead-letters`, asked over HTTP; what it does not do is said in one line.
final class DeadLettersClient implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final String address;
    private final Web web = new Web();

    DeadLettersClient(String address) {
        this.address = address;
    }

    JsonNode get(String pathAndQuery) throws CommandException {
        return ask(HttpRequest.newBuilder(uri(pathAndQuery)));
    }

    JsonNode post(String path, JsonNode order) throws CommandException {
        return ask(
                HttpRequest.newBuilder(uri(path))
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(order.toString())));
    }

    private URI uri(String pathAndQuery) {
        return URI.create(address + pathAndQuery);
    }

    private JsonNode ask(HttpRequest.Builder request) throws CommandException {
        var answer = web.send(request);
        var json = json(answer.body());
        if (answer.statusCode() == 200 && !json.isMissingNode()) {
            return json;
        }
        var error = json.path("error").asText();
        if (answer.statusCode() == 400 && !error.isEmpty()) {
            throw CommandException.misused(error);
        }
        if (answer.statusCode() == 404 && error.isEmpty()) {
            throw CommandException.failed(
                    "no function dead-letters is at %s: kn-local.yaml names the functions that run, kn-local status shows them"
                            .formatted(address));
        }
        throw CommandException.failed(
                error.isEmpty()
                        ? "%s answers %d: %s"
                                .formatted(
                                        address,
                                        answer.statusCode(),
                                        answer.body().lines().findFirst().orElse("nothing"))
                        : error);
    }

    /// A missing node when it is none.
    private static JsonNode json(String body) {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException e) {
            return JSON.missingNode();
        }
    }

    @Override
    public void close() {
        web.close();
    }
}
