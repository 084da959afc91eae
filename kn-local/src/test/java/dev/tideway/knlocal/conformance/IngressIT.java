package dev.tideway.knlocal.conformance;

import static dev.tideway.knlocal.conformance.Event.event;
import static dev.tideway.knlocal.conformance.Implementation.KAFKA;
import static dev.tideway.knlocal.conformance.Implementation.MT;
import static dev.tideway.knlocal.conformance.World.awaitRequests;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tideway.knlocal.conformance.Sentences.Tried;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

@Chapter(number = 1, title = "Broker ingress")
class IngressIT {
    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    private static World world;

    @BeforeAll
    static void start() throws Exception {
        world =
                World.with(yaml -> {
                    yaml.triggers("kept", "");
                    yaml.triggers("structured", "");
                    yaml.triggers("headers", "");
                    yaml.triggers("no-data", "");
                    yaml.triggers("traced", "");
                    yaml.triggers("trace-of-event", "");
                });
    }

    @AfterAll
    static void stop() {
        world.close();
    }

    @Tried
    @Sentence(value = "`GET /healthz` and `GET /readyz` are answered 200.", on = KAFKA)
    void health(Implementation on) throws Exception {
        assertThat(get(on, "/healthz")).isEqualTo(200);
        assertThat(get(on, "/readyz")).isEqualTo(200);
    }

    @Tried
    @Sentence(
            value = "Any method but POST is answered 405.",
            on = {KAFKA, MT})
    void methods(Implementation on) throws Exception {
        for (var method : new String[] {"GET", "PUT", "DELETE", "PATCH", "HEAD"}) {
            assertThat(method(on, method).statusCode()).as(method).isEqualTo(405);
        }
    }

    @Tried
    @Sentence(value = "OPTIONS is answered 405 too.", on = KAFKA)
    void optionsOnKafka(Implementation on) throws Exception {
        assertThat(method(on, "OPTIONS").statusCode()).isEqualTo(405);
    }

    @Tried
    @Sentence(
            value =
                    "OPTIONS is answered 200 with `Allow: POST, OPTIONS` and the headers of the webhook handshake.",
            on = MT)
    void optionsOnMt(Implementation on) throws Exception {
        var answer = method(on, "OPTIONS");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Allow")).contains("POST, OPTIONS");
        assertThat(answer.headers().firstValue("WebHook-Allowed-Origin")).contains("*");
        assertThat(answer.headers().firstValue("WebHook-Allowed-Rate")).contains("*");
    }

    @Tried
    @Sentence(
            value = "A path that names no broker is answered 404.",
            on = {KAFKA, MT})
    void unknownBroker(Implementation on) throws Exception {
        var answer = world.post(on, world.path("nobody"), event("kept"));
        assertThat(answer.statusCode()).isEqualTo(404);
    }

    @Tried
    @Sentence(
            value =
                    "A bad event to a broker that is not there is 404: the broker is looked up first.",
            on = KAFKA)
    void badEventToUnknownBrokerOnKafka(Implementation on) throws Exception {
        assertThat(world.post(on, world.path("nobody"), new Event(Map.of(), "{}")).statusCode())
                .isEqualTo(404);
    }

    @Tried
    @Sentence(
            value = "A bad event to a broker that is not there is 400: the event is read first.",
            on = MT,
            here = "It is 404, as on class Kafka.",
            why = "one port serves both classes, and a broker that is not there has none")
    void badEventToUnknownBrokerOnMt(Implementation on) throws Exception {
        assertThat(world.post(on, world.path("nobody"), new Event(Map.of(), "{}")).statusCode())
                .isEqualTo(404);
    }

    @Tried
    @Sentence(value = "One slash at the end of the path is passed over.", on = KAFKA)
    void trailingSlash(Implementation on) throws Exception {
        var answer = world.post(on, world.path(on.broker()) + "/", event("none"));
        assertThat(answer.statusCode()).isEqualTo(202);
    }

    @Tried
    @Sentence(
            value =
                    "A probe of the control plane (`K-Network-Probe: probe`) is answered 200 with its `K-Network-Hash`, whatever its method.",
            on = KAFKA)
    void probe(Implementation on) throws Exception {
        var probe =
                world.request(on, world.path(on.broker()))
                        .header("K-Network-Probe", "probe")
                        .header("K-Network-Hash", "abc")
                        .GET();
        var answer = world.exchange(probe);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("K-Network-Hash")).contains("abc");
    }

    @Tried
    @Sentence(
            value =
                    "An event without `id`, `source`, `type` or `specversion` is 400, with an empty body.",
            on = {KAFKA, MT})
    void requiredAttributes(Implementation on) throws Exception {
        for (var attribute : new String[] {"id", "source", "type", "specversion"}) {
            var event = event("kept").without(attribute);
            var answer = world.post(on, world.path(on.broker()), event);
            assertThat(answer.statusCode()).as(attribute).isEqualTo(400);
            assertThat(answer.body()).isEmpty();
        }
    }

    @Tried
    @Sentence(
            value = "A specversion that is not known is 400.",
            on = {KAFKA, MT})
    void unknownVersion(Implementation on) throws Exception {
        var event = event("kept").with("specversion", "2.0");
        assertThat(world.post(on, world.path(on.broker()), event).statusCode()).isEqualTo(400);
    }

    @Tried
    @Sentence(
            value = "A batch (`application/cloudevents-batch+json`) is 400.",
            on = {KAFKA, MT})
    void batch(Implementation on) throws Exception {
        assertThat(body(on, "application/cloudevents-batch+json", "[]").statusCode())
                .isEqualTo(400);
    }

    @Tried
    @Sentence(
            value = "A format of structured mode that is not known is 400.",
            on = {KAFKA, MT})
    void unknownFormat(Implementation on) throws Exception {
        assertThat(body(on, "application/cloudevents+xml", "<event/>").statusCode()).isEqualTo(400);
    }

    @Tried
    @Sentence(
            value = "An event that is taken is answered 202 with an empty body.",
            on = {KAFKA, MT})
    void accepted(Implementation on) throws Exception {
        var answer = world.post(on, world.path(on.broker()), event("kept"));
        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(answer.body()).isEmpty();
    }

    @Tried
    @Sentence(
            value = "Structured JSON is taken like binary mode.",
            on = {KAFKA, MT})
    void structured(Implementation on) throws Exception {
        var answer =
                body(
                        on,
                        "application/cloudevents+json; charset=utf-8",
                        """
                        {"specversion": "1.0", "id": "s-1", "source": "/s", "type": "structured", "flag": true,
                         "subject": "x", "datacontenttype": "application/json", "data": {"a": 1}}
                        """);
        assertThat(answer.statusCode()).isEqualTo(202);

        var heard = awaitRequests(world.subscriber(on, "structured"), 1).getFirst();
        assertThat(heard.attribute("id")).isEqualTo("s-1");
        assertThat(heard.attribute("subject")).isEqualTo("x");
        assertThat(heard.attribute("flag")).isEqualTo("true");
        assertThat(heard.body().replaceAll("\\s", "")).isEqualTo("{\"a\":1}");
    }

    @Tried
    @Sentence(
            value =
                    "Of the request's headers only the event's own, the content type and the place in a trace go on: not `x-request-id`.",
            on = KAFKA)
    void headersAreNotKept(Implementation on) throws Exception {
        var request =
                world.request(on, world.path(on.broker()))
                        .header("x-request-id", "r-1")
                        .header("knative-thing", "t");
        event("headers").headers(request::header);
        assertThat(world.exchange(request.POST(BodyPublishers.ofString("x"))).statusCode())
                .isEqualTo(202);

        var heard = awaitRequests(world.subscriber(on, "headers"), 1).getFirst();
        assertThat(heard.headers()).doesNotContainKeys("x-request-id", "knative-thing");
    }

    @Tried
    @Sentence(
            value =
                    "A delivery has the header `traceparent`: in the trace that the sender's header names, else in a new one, with a span of its own. The event gets no attribute.",
            on = {KAFKA, MT})
    void traceGoesOn(Implementation on) throws Exception {
        for (var header : List.of("00-" + TRACE + "-b7ad6b7169203331-01", "none")) {
            var request = world.request(on, world.path(on.broker())).header("traceparent", header);
            event("traced").headers(request::header);
            assertThat(world.exchange(request.POST(BodyPublishers.ofString("x"))).statusCode())
                    .isEqualTo(202);
        }

        var heard = awaitRequests(world.subscriber(on, "traced"), 2);
        assertThat(heard)
                .extracting(it -> it.headers().get("traceparent"))
                .allSatisfy(it -> assertThat(it).matches("00-[0-9a-f]{32}-[0-9a-f]{16}-0[01]"))
                .noneMatch(it -> it.contains("b7ad6b7169203331"))
                .satisfiesOnlyOnce(it -> assertThat(it).startsWith("00-" + TRACE));
        assertThat(heard).noneMatch(it -> it.headers().containsKey("ce-traceparent"));
    }

    @Tried
    @Sentence(
            value = "The attribute `traceparent` stays as it came; no trace begins with it.",
            on = KAFKA,
            here = "It stays as it came; without a header `traceparent` the event is in its trace.",
            why = "that is what CloudEvents' distributed tracing extension is for")
    void traceOfTheEvent(Implementation on) throws Exception {
        var parent = "00-" + TRACE + "-b7ad6b7169203331-01";
        var request = world.request(on, world.path(on.broker())).header("ce-traceparent", parent);
        event("trace-of-event").headers(request::header);
        assertThat(world.exchange(request.POST(BodyPublishers.ofString("x"))).statusCode())
                .isEqualTo(202);

        var heard = awaitRequests(world.subscriber(on, "trace-of-event"), 1).getFirst();
        assertThat(heard.attribute("traceparent")).isEqualTo(parent);
        assertThat(heard.headers().get("traceparent")).startsWith("00-" + TRACE);
    }

    @Tried
    @Sentence(
            value =
                    "`x-request-id` and headers that begin with `knative-` or `x-b3-` are passed through to the subscriber.",
            on = MT,
            here = "They are dropped, as on class Kafka.",
            why = "the log keeps events, not requests")
    void passThroughHeaders(Implementation on) throws Exception {
        var request =
                world.request(on, world.path(on.broker()))
                        .header("x-request-id", "r-1")
                        .header("knative-thing", "t");
        event("headers").headers(request::header);
        assertThat(world.exchange(request.POST(BodyPublishers.ofString("x"))).statusCode())
                .isEqualTo(202);

        var heard = awaitRequests(world.subscriber(on, "headers"), 1).getFirst();
        assertThat(heard.headers()).doesNotContainKeys("x-request-id", "knative-thing");
    }

    @Tried
    @Sentence(value = "A record that is larger than Kafka takes (about 1 MiB) is 503.", on = KAFKA)
    void tooLarge(Implementation on) throws Exception {
        var answer =
                world.post(
                        on, world.path(on.broker()), event("kept").saying("x".repeat(1_100_000)));
        assertThat(answer.statusCode()).isEqualTo(503);
    }

    @Tried
    @Sentence(
            value =
                    "A `partitionkey` that is no string in structured JSON is 503: it cannot be serialized as a key.",
            on = KAFKA)
    void keyOfAnotherType(Implementation on) throws Exception {
        var answer =
                body(
                        on,
                        "application/cloudevents+json",
                        """
                        {"specversion": "1.0", "id": "k-1", "source": "/s", "type": "kept", "partitionkey": 7}
                        """);
        assertThat(answer.statusCode()).isEqualTo(503);
    }

    @Tried
    @Sentence(
            value = "An event without data is taken, and delivered without data.",
            on = {KAFKA, MT})
    void withoutData(Implementation on) throws Exception {
        var request = world.request(on, world.path(on.broker()));
        event("no-data").headers(request::header);
        assertThat(world.exchange(request.POST(BodyPublishers.noBody())).statusCode())
                .isEqualTo(202);

        assertThat(awaitRequests(world.subscriber(on, "no-data"), 1).getFirst().body()).isEmpty();
    }

    @Tried
    @Sentence(value = "An event whose `knativebrokerttl` is 0 or less is 400.", on = MT)
    void ttlUsedUp(Implementation on) throws Exception {
        var event = event("kept").with("knativebrokerttl", "0");
        assertThat(world.post(on, world.path(on.broker()), event).statusCode()).isEqualTo(400);
    }

    private static int get(Implementation on, String path)
            throws IOException, InterruptedException {
        return world.exchange(world.request(on, path).GET()).statusCode();
    }

    private static HttpResponse<String> method(Implementation on, String method)
            throws IOException, InterruptedException {
        var request = world.request(on, world.path(on.broker()));
        return world.exchange(request.method(method, BodyPublishers.noBody()));
    }

    private static HttpResponse<String> body(Implementation on, String type, String body)
            throws IOException, InterruptedException {
        var request = world.request(on, world.path(on.broker())).header("Content-Type", type);
        return world.exchange(request.POST(BodyPublishers.ofString(body)));
    }
}
