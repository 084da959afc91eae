package dev.tideway.knlocal.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Events that are sent, looked at and sent again by somebody at the control port.
class SendingIT {
    @TempDir Path folder;
    private Listener listener;
    private LocalRunner runner;

    @BeforeEach
    void start() throws Exception {
        listener = new Listener();
        Files.createDirectories(folder.resolve("events"));
        Files.writeString(
                folder.resolve("events/a.v1.example.json"),
                "{\"specversion\":\"1.0\",\"id\":\"s\",\"source\":\"/s\",\"type\":\"a.v1\",\"data\":{\"n\": 1.0}}");
        Files.writeString(folder.resolve("events/b.v1.example.json"), "{\"id\":\"s\"}");
        Files.writeString(folder.resolve("events/a.v1.schema.json"), "{}");
        var broker =
                """
                apiVersion: eventing.knative.dev/v1
                kind: Broker
                metadata:
                  name: default
                  annotations: {eventing.knative.dev/broker.class: MTChannelBasedBroker}
                ---
                """;
        runner = new LocalRunner.Setup(folder).manifests(broker + listener.trigger("a.v1")).start();
    }

    @AfterEach
    void stop() {
        runner.close();
        listener.close();
    }

    @Test
    void an_event_that_is_sent_reaches_the_trigger_byte_for_byte() throws Exception {
        // When
        var answer = send("default/default", "a.v1", "{\\\"n\\\": 12345678901234567890.10}");
        // Then
        assertThat(answer).contains("\"status\":202", "\"id\":\"x-1\"");
        await().until(() -> listener.heard().size() == 1);
        assertThat(listener.heard().getFirst().data())
                .isEqualTo("{\"n\": 12345678901234567890.10}");
        assertThat(listener.heard().getFirst().attributes())
                .containsEntry("id", "x-1")
                .containsEntry("source", "/tests");
    }

    private String send(String broker, String type, String data) throws Exception {
        return runner.order(
                        "/api/send",
                        """
                        {"broker":"%s","data":"%s",
                         "attributes":{"id":"x-1","source":"/tests","type":"%s","datacontenttype":"application/json"}}
                        """
                                .formatted(broker, data, type))
                .body();
    }

    @Test
    void what_cannot_be_sent_says_why() throws Exception {
        assertThat(send("default/other", "a.v1", "{}"))
                .isEqualTo("no broker default/other; there is default/default\n");
        assertThat(send("default/default", "", "{}")).isEqualTo("type is empty\n");
        assertThat(runner.order("/api/send", "{").statusCode()).isEqualTo(400);
        var hopless =
                "{\"broker\":\"default/default\",\"attributes\":{\"id\":\"1\",\"source\":\"/s\",\"type\":\"t\",\"knativebrokerttl\":\"1\"}}";
        assertThat(runner.order("/api/send", hopless).body())
                .contains("\"status\":400", "\"reason\":\"knativebrokerttl is used up\"");
    }

    @Test
    void an_event_of_the_log_is_shown_and_sent_again_as_it_was() throws Exception {
        // Given
        var data = "{\"n\": 1.00}";
        assertThat(runner.post("/default/default", "a.v1", data).statusCode()).isEqualTo(202);
        await().until(() -> listener.heard().size() == 1);
        // Then
        assertThat(runner.asked("/api/event?id=1&source=/tests").body())
                .contains("\"specversion\":\"1.0\"", "\"data\":{\"n\": 1.00}");
        assertThat(runner.asked("/api/event?id=1&as=parts").body())
                .contains("\"data\":\"{\\\"n\\\": 1.00}\"");
        // When
        var again =
                runner.order(
                        "/api/send",
                        "{\"again\":{\"place\":\"broker default/default\",\"partition\":\"0\",\"offset\":\"0\",\"id\":\"1\"}}");
        // Then
        assertThat(again.body()).contains("\"status\":202", "\"id\":\"1\"");
        await().until(() -> listener.heard().size() == 2);
        assertThat(listener.heard().get(1).data()).isEqualTo(data);
        assertThat(listener.heard().get(1).attributes().get("id")).isEqualTo("1");
        assertThat(runner.asked("/api/event?id=1").body()).contains("\"knativebrokerttl\":\"255\"");
    }

    @Test
    void an_event_that_is_not_there_is_not_mistaken_for_another() throws Exception {
        // Given
        assertThat(runner.post("/default/default", "a.v1", "{}").statusCode()).isEqualTo(202);
        // Then
        assertThat(runner.asked("/api/event?id=2").body()).startsWith("no event 2 is known here");
        assertThat(runner.asked("/api/event?id=1&source=/other").statusCode()).isEqualTo(400);
        for (var place : new String[] {"id=2&offset=0", "id=1&offset=7"}) {
            var answer =
                    runner.asked("/api/event?place=broker%20default/default&partition=0&" + place);
            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(answer.body()).startsWith("the log of broker default/default has event");
        }
        assertThat(runner.asked("/api/event").body()).startsWith("id is missing");
        assertThat(runner.asked("/api/event?place=x&id=1&partition=a&offset=0").body())
                .isEqualTo("partition is no number from 0 on: a\n");
    }

    @Test
    void the_samples_are_those_beside_the_settings() throws Exception {
        assertThat(runner.asked("/api/samples").body())
                .isEqualTo(
                        "{\"samples\":[{\"attributes\":{\"specversion\":\"1.0\",\"id\":\"s\",\"source\":\"/s\",\"type\":\"a.v1\"},"
                                + "\"data\":\"{\\\"n\\\": 1.0}\",\"name\":\"a.v1\"},"
                                + "{\"name\":\"b.v1\",\"problem\":\"specversion is missing\"}]}");
    }
}
