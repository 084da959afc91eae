package dev.tideway.knlocal.ingress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tideway.knlocal.event.Sampling;
import dev.tideway.knlocal.journey.Step;
import dev.tideway.knlocal.log.MemoryLog;
import dev.tideway.knlocal.manifest.DataPlane;
import dev.tideway.knlocal.manifest.Key;
import dev.tideway.knlocal.manifest.ObjectRef;
import dev.tideway.knlocal.schema.Inspection;
import dev.tideway.knlocal.testing.Remembered;
import dev.tideway.knlocal.testing.Schemata;
import io.vertx.core.Vertx;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Events whose data do not keep the schema of their type, at the ingress")
class UnfitEventsIT {
    private static final String SCHEMA =
            "{\"type\": \"object\", \"required\": [\"id\"], \"properties\": {\"id\": {\"type\": \"string\"}}}";

    private final Vertx vertx = Vertx.vertx();
    private final HttpClient http = HttpClient.newHttpClient();
    private final Remembered journey = new Remembered();
    private final MemoryLog log = new MemoryLog(1, MemoryLog.DEFAULT_LIMIT);
    private int port;

    @BeforeEach
    void open(@TempDir Path folder) throws Exception {
        var schemas = Schemata.of(folder, "order.v1", SCHEMA);
        var ingress = new Ingress(vertx, journey, Body.MAX, Sampling.NEVER);
        ingress.open(door("warning", new Inspection(schemas, false)));
        ingress.open(door("strict", new Inspection(schemas, true)));
        port =
                HttpPort.open(
                        vertx, new HttpPort.Address("127.0.0.1", 0, "port", "--port"), 1, ingress);
    }

    private Door door(String name, Inspection inspection) {
        var ref = new ObjectRef("Broker", new Key("default", name));
        var address = URI.create("http://ingress.knative-eventing/default/" + name);
        return new Door(ref, DataPlane.KAFKA, log, inspection, address);
    }

    @AfterEach
    void close() throws Exception {
        http.close();
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    private HttpResponse<String> post(String broker, String contentType, String body)
            throws Exception {
        var request =
                HttpRequest.newBuilder(
                                URI.create("http://127.0.0.1:" + port + "/default/" + broker))
                        .header("content-type", contentType)
                        .POST(BodyPublishers.ofString(body));
        if (!contentType.contains("cloudevents")) {
            request.headers(
                    "ce-specversion",
                    "1.0",
                    "ce-id",
                    "1",
                    "ce-source",
                    "/t",
                    "ce-type",
                    "order.v1");
        }
        return http.send(request.build(), BodyHandlers.ofString());
    }

    private static String structured(String members) {
        return """
        {"specversion": "1.0", "id": "1", "source": "/t", "type": "order.v1", %s}
        """
                .formatted(members);
    }

    private void expectNothingAccepted() {
        assertThat(journey.steps(Step.Accepted.class)).isEmpty();
        assertThat(log.ends()).containsExactly(0);
    }

    @Test
    void are_taken_and_told_of() throws Exception {
        assertThat(post("warning", "application/json", "{\"id\": 7}").statusCode()).isEqualTo(202);
        assertThat(journey.steps()).hasSize(2);
        assertThat(journey.steps(Step.Violated.class))
                .singleElement()
                .satisfies(it -> assertThat(it.refused()).isFalse())
                .extracting(Step.Violated::why)
                .isEqualTo("/id is a number, wanted a string");
        assertThat(journey.steps(Step.Accepted.class)).hasSize(1);
    }

    @Test
    void are_refused_with_the_reason_when_it_is_strict() throws Exception {
        var answer = post("strict", "application/json", "{\"id\": 7}");
        assertThat(answer.statusCode()).isEqualTo(400);
        var why =
                "the data of order.v1 1 from /t do not keep the schema of its type: /id is a number, wanted a string";
        assertThat(answer.body()).isEqualTo(why + "\n");
        assertThat(journey.steps(Step.Refused.class))
                .singleElement()
                .extracting(Step.Refused::why)
                .isEqualTo(why);
        assertThat(journey.steps(Step.Violated.class))
                .singleElement()
                .satisfies(it -> assertThat(it.refused()).isTrue());
        expectNothingAccepted();
    }

    @Test
    void are_those_of_other_content_and_those_that_cannot_be_parsed() throws Exception {
        assertThat(post("strict", "text/plain", "{\"id\": \"o-1\"}").body())
                .contains("data is text/plain, the schema wants JSON");
        assertThat(post("strict", "application/json", "{\"id\": ").body())
                .contains("data is not JSON, line 1");
        assertThat(post("strict", "application/json", "").body()).contains("data is missing");
        expectNothingAccepted();
    }

    @Test
    void are_found_in_structured_mode_encoded_or_not() throws Exception {
        var json = "application/cloudevents+json";
        assertThat(post("strict", json, structured("\"data\": {\"id\": 7}")).statusCode())
                .isEqualTo(400);
        // {"id": 7}
        assertThat(post("strict", json, structured("\"data_base64\": \"eyJpZCI6IDd9\"")).body())
                .contains("/id is a number");
        expectNothingAccepted();
        // {"id": "7"}
        var good = structured("\"data_base64\": \"eyJpZCI6ICI3In0=\"");
        assertThat(post("strict", json, good).statusCode()).isEqualTo(202);
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "application/vnd.shop+json"})
    void are_not_those_that_keep_it(String contentType) throws Exception {
        assertThat(post("strict", contentType, "{\"id\": \"o-1\"}").statusCode()).isEqualTo(202);
        assertThat(journey.steps(Step.Violated.class)).isEmpty();
    }

    @Test
    void are_taken_when_they_are_dead_letters() throws Exception {
        var letter = structured("\"knativeerrordest\": \"http://orders\", \"data\": {\"id\": 7}");
        assertThat(post("strict", "application/cloudevents+json", letter).statusCode())
                .isEqualTo(202);
        assertThat(journey.steps(Step.Violated.class)).hasSize(1);
        assertThat(journey.steps(Step.Accepted.class)).hasSize(1);
    }
}
