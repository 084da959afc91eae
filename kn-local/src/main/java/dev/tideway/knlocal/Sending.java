package dev.tideway.knlocal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.tideway.knlocal.Content.Place;
import dev.tideway.knlocal.dispatch.Hub;
import dev.tideway.knlocal.event.Event;
import dev.tideway.knlocal.event.Hops;
import dev.tideway.knlocal.event.HttpEvents;
import dev.tideway.knlocal.journey.EventQuery;
import dev.tideway.knlocal.journey.Note.Kind;
import dev.tideway.knlocal.manifest.Broker;
import dev.tideway.knlocal.manifest.Key;
import dev.tideway.knlocal.manifest.ObjectRef;
import dev.tideway.knlocal.status.PostedJson;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/// Posts events to this runner's own brokers for somebody at the control port, as any other sender would. One that is sent
/// again begins anew with its hops.
///
/// @param dataPort where the brokers take events
record Sending(Content content, Supplier<URI> dataPort) {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int MOST_NOTES = 1_000;

    /// `POST /api/send`: an event in parts with the `broker` that gets it, or the place of one that it gets `again`.
    String send(String json) throws IOException, InterruptedException {
        var asked = PostedJson.object(json);
        var again = asked.path("again");
        return again.isObject()
                ? post(again(again), Hops.hide(content.at(place(again))))
                : post(asked.path("broker").asText(), Parts.read(asked));
    }

    private static Place place(JsonNode again) {
        return Place.of(name -> again.path(name).isValueNode() ? again.path(name).asText() : null);
    }

    /// The broker at that place.
    private static String again(JsonNode again) {
        var place = again.path("place").asText();
        var kind = Broker.KIND.toLowerCase(Locale.ROOT) + " ";
        if (!place.startsWith(kind)) {
            throw new IllegalArgumentException(
                    "only a broker's events can be sent again, not those of " + place);
        }
        return place.substring(kind.length());
    }

    private String post(String called, Event event) throws IOException, InterruptedException {
        var broker = broker(called).toString();
        var begin = Instant.now();
        var data = event.data();
        var body = data == null ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(data);
        var request =
                HttpRequest.newBuilder(dataPort.get().resolve("/" + broker))
                        .timeout(PATIENCE)
                        .POST(body);
        HttpEvents.encode(event, request::header);
        try (var http = HttpClient.newBuilder().version(Version.HTTP_1_1).build()) {
            int status = http.send(request.build(), BodyHandlers.discarding()).statusCode();
            return JsonNodeFactory.instance
                    .objectNode()
                    .put("status", status)
                    .put("reason", status == 202 ? "" : reason("/" + broker, begin))
                    .put("broker", broker)
                    .put("id", event.id())
                    .put("source", event.source())
                    .toString();
        }
    }

    private Key broker(String called) {
        if (called.isEmpty()) {
            throw new IllegalArgumentException("broker is missing: its name");
        }
        var brokers =
                content.hubs().get().stream()
                        .map(Hub::ref)
                        .filter(it -> it.kind().equals(Broker.KIND))
                        .map(ObjectRef::key)
                        .toList();
        return Called.one("broker", called, brokers);
    }

    /// An ingress says it in the journey alone, as Knative's says it in its log.
    private String reason(String path, Instant since) throws IOException {
        var query =
                new EventQuery(
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(since),
                        0,
                        MOST_NOTES,
                        false);
        return content.journeys().read().events(query).reversed().stream()
                .filter(note -> note.kind() == Kind.REFUSED && note.place().equals(path))
                .findFirst()
                .map(note -> note.detail("why"))
                .orElse("");
    }
}
