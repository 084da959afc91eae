package dev.tideway.knlocal.sink;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.tideway.knlocal.event.Decoded;
import dev.tideway.knlocal.event.Event;
import dev.tideway.knlocal.event.HttpEvents;
import dev.tideway.knlocal.event.JsonEvents;
import dev.tideway.knlocal.jsonata.Expression;
import dev.tideway.knlocal.manifest.EventTransform;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One EventTransform: its expression gets the event in the JSON format of CloudEvents (`transform-jsonata` of Knative).
public final class Transforms extends Replying {
    private static final Logger LOG = LoggerFactory.getLogger(Transforms.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final EventTransform transform;
    private final Optional<URI> sink;
    private final HttpClient http;

    /// @param sink where the transform's own is reached from this machine
    public Transforms(Vertx vertx, EventTransform transform, Optional<URI> sink, HttpClient http) {
        super(vertx);
        this.transform = transform;
        this.sink = sink;
        this.http = http;
    }

    @Override
    Reply reply(Asked asked) throws InterruptedException {
        if (asked.method().equals("GET")
                && (asked.path().equals("/healthz") || asked.path().equals("/readyz"))) {
            return Reply.of(200);
        }
        if (!asked.method().equals("POST") || !asked.path().equals("/")) {
            return Reply.of(404, "wanted POST /");
        }
        try {
            var made = transform.expression().of(input(asked.headers(), asked.body()));
            return sink.isPresent() ? sent(made, sink.get()) : whole(200, made);
        } catch (Expression.FailedException e) {
            LOG.warn("{}: {}", transform.ref(), e.getMessage());
            return Reply.of(500, String.valueOf(e.getMessage()));
        } catch (IOException e) {
            LOG.warn("{}: its sink {} does not answer: {}", transform.ref(), sink, e.toString());
            return Reply.of(500, e.toString());
        }
    }

    /// What is no event is given to the expression as it is.
    private static JsonNode input(Iterable<Map.Entry<String, String>> headers, byte[] body) {
        return switch (HttpEvents.decode(headers, body)) {
            case Decoded.Valid(var event) -> structured(event);
            case Decoded.Unkeyable(var event, _) -> structured(event);
            case Decoded.Invalid _, Decoded.NotAnEvent _ -> raw(body);
        };
    }

    private static JsonNode structured(Event event) {
        try {
            return JSON.readTree(JsonEvents.encode(event));
        } catch (IOException e) {
            throw new UncheckedIOException("reading from memory cannot fail", e);
        }
    }

    private static JsonNode raw(byte[] body) {
        try {
            return JSON.readTree(new String(body, StandardCharsets.UTF_8));
        } catch (JsonProcessingException _) {
            return TextNode.valueOf(new String(body, StandardCharsets.UTF_8));
        }
    }

    private Reply sent(JsonNode made, URI to)
            throws IOException, InterruptedException, Expression.FailedException {
        var result = whole(0, made);
        var request =
                HttpRequest.newBuilder(to)
                        .timeout(PATIENCE)
                        .header("Content-Type", contentType(made))
                        .POST(HttpRequest.BodyPublishers.ofByteArray(result.body()))
                        .build();
        var answer = http.send(request, BodyHandlers.ofByteArray());
        return switch (transform.reply()) {
            case EventTransform.Reply.Discarded() -> Reply.of(answer.statusCode());
            case EventTransform.Reply.Unchanged() ->
                    new Reply(answer.statusCode(), Map.of(), answer.body());
            case EventTransform.Reply.Transformed(var expression) ->
                    whole(answer.statusCode(), expression.of(input(answer)));
        };
    }

    private static JsonNode input(HttpResponse<byte[]> answer) {
        var headers = MultiMap.caseInsensitiveMultiMap();
        answer.headers().map().forEach((name, values) -> headers.add(name, values));
        return input(headers, answer.body());
    }

    private static Reply whole(int status, JsonNode made) throws Expression.FailedException {
        if (!made.isObject()) {
            var what = made.isMissingNode() ? "nothing" : made.toString();
            throw new Expression.FailedException("comes to %s, no JSON object".formatted(what));
        }
        var body = made.toString().getBytes(StandardCharsets.UTF_8);
        return new Reply(status, Map.of("Content-Type", contentType(made)), body);
    }

    /// As Knative guesses it: what the result says itself, else that of an event when it looks like one.
    private static String contentType(JsonNode made) {
        var said = made.path("contenttype").asText();
        if (!said.isEmpty()) {
            return said;
        }
        return made.has("specversion") ? JsonEvents.CONTENT_TYPE : "application/json";
    }
}
