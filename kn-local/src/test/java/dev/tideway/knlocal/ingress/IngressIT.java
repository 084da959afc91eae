package dev.tideway.knlocal.ingress;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tideway.knlocal.event.Event;
import dev.tideway.knlocal.event.Sampling;
import dev.tideway.knlocal.journey.Step;
import dev.tideway.knlocal.log.EventLog;
import dev.tideway.knlocal.log.Logged;
import dev.tideway.knlocal.log.MemoryLog;
import dev.tideway.knlocal.manifest.DataPlane;
import dev.tideway.knlocal.manifest.Key;
import dev.tideway.knlocal.manifest.ObjectRef;
import dev.tideway.knlocal.schema.Inspection;
import io.vertx.core.Vertx;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The brokers' ingress")
class IngressIT {
    private static final int MAX_BODY = 4096;
    private static final Map<String, String> EVENT =
            Map.of("specversion", "1.0", "id", "1", "source", "/test", "type", "t");

    private static final Vertx VERTX = Vertx.vertx();
    private static final Queue<Step> STEPS = new ConcurrentLinkedQueue<>();
    private static final MemoryLog KAFKA = new MemoryLog(1, MemoryLog.DEFAULT_LIMIT);
    private static final MemoryLog MEMORY = new MemoryLog(1, MemoryLog.DEFAULT_LIMIT);
    private static final HeldLog HELD = new HeldLog();
    private static int port;

    private final HttpClient http = HttpClient.newHttpClient();

    @BeforeAll
    static void open() throws Exception {
        var ingress = new Ingress(VERTX, STEPS::add, MAX_BODY, Sampling.NEVER);
        ingress.open(door("kafka", DataPlane.KAFKA, KAFKA));
        ingress.open(door("memory", DataPlane.MT_BROKER, MEMORY));
        ingress.open(door("held", DataPlane.KAFKA, HELD));
        port =
                HttpPort.open(
                        VERTX, new HttpPort.Address("127.0.0.1", 0, "port", "--port"), 2, ingress);
    }

    @AfterAll
    static void close() throws Exception {
        VERTX.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    @BeforeEach
    void forget() {
        STEPS.clear();
    }

    @ParameterizedTest
    @ValueSource(strings = {"kafka", "memory"})
    void an_event_in_binary_mode_is_accepted_with_202_and_an_empty_body(String broker)
            throws Exception {
        var answer = post("/default/" + broker, EVENT, "{}");

        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(answer.body()).isEmpty();
        assertThat(STEPS).singleElement().isInstanceOf(Step.Accepted.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"kafka", "memory"})
    void an_event_in_structured_mode_is_accepted(String broker) throws Exception {
        var json =
                "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/t\",\"type\":\"t\",\"data\":{}}";

        assertThat(structured("/default/" + broker, json).statusCode()).isEqualTo(202);
    }

    @Test
    void a_trailing_slash_does_not_matter() throws Exception {
        assertThat(post("/default/kafka/", EVENT, "{}").statusCode()).isEqualTo(202);
    }

    @Test
    void a_request_without_a_path_is_404_and_an_unprintable_one_is_noted_in_print()
            throws Exception {
        assertThat(statusLine("?a=b")).startsWith("HTTP/1.1 404");
        assertThat(refusal().path()).isEqualTo("/");
        forget();

        assertThat(statusLine("/\u001B[31m")).startsWith("HTTP/1.1 404");
        assertThat(refusal().path()).isEqualTo("/?[31m");
        assertThat(refusal().why()).contains("x/?[31m;");
    }

    /// For targets that no client library sends.
    private static String statusLine(String target) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream()
                    .write(
                            ("POST " + target + " HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n")
                                    .getBytes(ISO_8859_1));
            return new BufferedReader(new InputStreamReader(socket.getInputStream(), ISO_8859_1))
                    .readLine();
        }
    }

    @Test
    void _202_is_sent_only_after_the_log_has_acknowledged() throws Exception {
        var answer = http.sendAsync(binary("/default/held", EVENT, "{}"), BodyHandlers.ofString());
        await().until(() -> HELD.waiting() == 1);
        assertThat(answer).isNotDone();

        HELD.acknowledge();

        assertThat(answer.get(10, TimeUnit.SECONDS).statusCode()).isEqualTo(202);
    }

    @Test
    void an_event_that_the_log_refuses_is_answered_503_with_the_reason_recorded() throws Exception {
        var answer = http.sendAsync(binary("/default/held", EVENT, "{}"), BodyHandlers.ofString());
        await().until(() -> HELD.waiting() == 1);

        HELD.refuse("the disk is full");

        assertThat(answer.get(10, TimeUnit.SECONDS).statusCode()).isEqualTo(503);
        assertThat(refusal().why()).isEqualTo("the disk is full");
    }

    @ParameterizedTest
    @ValueSource(strings = {"specversion", "id", "source", "type"})
    void an_event_without_a_required_attribute_is_400_and_the_reason_names_it(String missing)
            throws Exception {
        var attributes = new HashMap<>(EVENT);
        attributes.remove(missing);

        assertThat(post("/default/kafka", attributes, "{}").statusCode()).isEqualTo(400);
        assertThat(refusal().why()).contains(missing);
        assertThat(refusal().ingress())
                .contains(new ObjectRef("Broker", new Key("default", "kafka")));
    }

    @Test
    void what_is_no_event_at_all_is_400() throws Exception {
        assertThat(post("/default/kafka", Map.of(), "{}").statusCode()).isEqualTo(400);
    }

    @Test
    void a_batch_is_400() throws Exception {
        var request =
                request("/default/kafka")
                        .header("content-type", "application/cloudevents-batch+json")
                        .POST(BodyPublishers.ofString("[]"));

        assertThat(send(request).statusCode()).isEqualTo(400);
        assertThat(refusal().why()).contains("batch");
    }

    @Test
    void a_bad_event_for_an_unknown_broker_is_404_as_the_path_is_looked_up_first()
            throws Exception {
        assertThat(post("/default/nope", Map.of(), "{}").statusCode()).isEqualTo(404);
        assertThat(refusal().why()).contains("/default/nope; there is").contains("/default/kafka");
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "PUT", "DELETE", "OPTIONS", "PATCH"})
    void another_method_than_POST_is_405_on_class_Kafka(String method) throws Exception {
        var answer = send(request("/default/kafka").method(method, BodyPublishers.noBody()));

        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(answer.headers().firstValue("allow")).contains("POST");
    }

    @Test
    void the_channel_based_class_answers_OPTIONS_as_a_webhook_does() throws Exception {
        var answer = send(request("/default/memory").method("OPTIONS", BodyPublishers.noBody()));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("allow")).contains("POST, OPTIONS");
        assertThat(answer.headers().firstValue("webhook-allowed-origin")).contains("*");
    }

    @Test
    void the_control_planes_probe_is_answered_with_its_hash() throws Exception {
        var answer =
                send(
                        request("/default/kafka")
                                .header("K-Network-Probe", "probe")
                                .header("K-Network-Hash", "abc")
                                .GET());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("k-network-hash")).contains("abc");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/healthz", "/readyz"})
    void health_is_200(String path) throws Exception {
        assertThat(send(request(path).GET()).statusCode()).isEqualTo(200);
    }

    @Test
    void a_partition_key_that_is_no_string_is_503_on_Kafka_and_taken_in_memory() throws Exception {
        var json =
                "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/t\",\"type\":\"t\",\"partitionkey\":7}";

        assertThat(structured("/default/kafka", json).statusCode()).isEqualTo(503);
        assertThat(refusal().why()).contains("partitionkey");
        assertThat(structured("/default/memory", json).statusCode()).isEqualTo(202);
    }

    @Test
    void a_body_over_the_limit_is_503_with_a_reason_and_the_next_request_is_served()
            throws Exception {
        assertThat(post("/default/kafka", EVENT, "x".repeat(MAX_BODY + 1)).statusCode())
                .isEqualTo(503);
        assertThat(refusal().why()).contains("larger than " + MAX_BODY);

        assertThat(post("/default/kafka", EVENT, "x".repeat(MAX_BODY)).statusCode()).isEqualTo(202);
    }

    @Test
    void the_channel_based_class_counts_hops_down_and_drops_an_event_without_any_left()
            throws Exception {
        var used = new HashMap<>(EVENT);
        used.put("knativebrokerttl", "1");
        assertThat(post("/default/memory", used, "{}").statusCode()).isEqualTo(400);
        assertThat(refusal().why()).contains("knativebrokerttl");

        long end = MEMORY.ends()[0];
        assertThat(post("/default/memory", EVENT, "{}").statusCode()).isEqualTo(202);
        assertThat(logged(MEMORY, end).attribute("knativebrokerttl")).isEqualTo("255");
        assertThat(logged(MEMORY, end).attribute("knativearrivaltime")).isNotNull();
    }

    @ParameterizedTest
    @EnumSource(DataPlane.class)
    void each_data_plane_has_a_way_in(DataPlane plane) {
        var event =
                Event.of(
                        Map.of("specversion", "1.0", "id", "1", "source", "/t", "type", "t"), null);

        assertThat(Entry.of(event, plane)).isPresent();
    }

    private static Door door(String name, DataPlane plane, EventLog log) {
        var ref = new ObjectRef("Broker", new Key("default", name));
        return new Door(
                ref,
                plane,
                log,
                Inspection.NONE,
                URI.create("http://ingress.knative-eventing/default/" + name));
    }

    private static Step.Refused refusal() {
        await().until(() -> STEPS.stream().anyMatch(Step.Refused.class::isInstance));
        return STEPS.stream()
                .filter(Step.Refused.class::isInstance)
                .map(Step.Refused.class::cast)
                .findFirst()
                .orElseThrow();
    }

    private static Event logged(EventLog log, long offset) {
        try (var cursor = log.cursor(new long[] {offset})) {
            List<Logged> read = cursor.poll(Duration.ofSeconds(5));
            return read.getFirst().event();
        }
    }

    private HttpResponse<String> post(String path, Map<String, String> attributes, String data)
            throws IOException, InterruptedException {
        return http.send(binary(path, attributes, data), BodyHandlers.ofString());
    }

    private static HttpRequest binary(String path, Map<String, String> attributes, String data) {
        var request = request(path).header("content-type", "application/json");
        attributes.forEach((name, value) -> request.header("ce-" + name, value));
        return request.POST(BodyPublishers.ofString(data)).build();
    }

    private HttpResponse<String> structured(String path, String json)
            throws IOException, InterruptedException {
        return send(
                request(path)
                        .header("content-type", "application/cloudevents+json")
                        .POST(BodyPublishers.ofString(json)));
    }

    private HttpResponse<String> send(HttpRequest.Builder request)
            throws IOException, InterruptedException {
        return http.send(request.build(), BodyHandlers.ofString());
    }

    private static HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
    }
}
