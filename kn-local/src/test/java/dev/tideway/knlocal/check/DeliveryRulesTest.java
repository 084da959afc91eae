package dev.tideway.knlocal.check;

import static dev.tideway.knlocal.check.Project.RESERVED;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeliveryRulesTest {
    private static final String SINK =
            "    deadLetterSink: {ref: {apiVersion: serving.knative.dev/v1, kind: Service, name: pong}}\n";

    @TempDir Path root;
    private Project project;

    @BeforeEach
    void make() throws Exception {
        project = Project.sound(root);
    }

    private void delivery(String order, String lines) throws Exception {
        project.write(
                "triggers/pong.yaml",
                Project.triggerAt(
                        "pong", "default", order, "pong", "  delivery:\n" + lines, RESERVED));
    }

    @Test
    void a_delivery_without_dead_letter_sink_replaces_the_brokers() throws Exception {
        // Given
        delivery("ordered", "    retry: 3\n");
        // Then
        assertThat(project.findings())
                .containsExactly(
                        "triggers/pong.yaml:7: no-dead-letter: trigger default/pong has no dead letter sink, nor has broker default/default");
    }

    @Test
    void a_broker_without_dead_letter_sink_is_each_triggers_loss() throws Exception {
        // Given
        project.write(
                "triggers/broker.yaml", Project.broker("default", "  delivery: {retry: 3}\n"));
        // Then
        assertThat(project.findings())
                .filteredOn(it -> it.contains("no-dead-letter"))
                .extracting(it -> it.replaceFirst(":.*", ""))
                .containsExactly("triggers/ping.yaml", "triggers/pong.yaml");
    }

    @Test
    void a_subscription_without_delivery_gets_its_channels() throws Exception {
        channel("InMemoryChannel", "  delivery:\n" + SINK, "");
        assertThat(project.findings()).isEmpty();
    }

    @Test
    void a_subscriptions_delivery_replaces_that_of_a_channel_in_memory() throws Exception {
        // Given
        channel("InMemoryChannel", "  delivery:\n" + SINK, "  delivery: {retry: 1}\n");
        // Then
        assertThat(project.findings())
                .containsExactly(
                        "triggers/channel.yaml:12: no-dead-letter: subscription default/s has no dead letter sink, nor has channel default/c");
    }

    @Test
    void a_subscriptions_delivery_is_merged_into_that_of_a_channel_on_kafka() throws Exception {
        channel("KafkaChannel", "  delivery:\n" + SINK, "  delivery: {retry: 1}\n");
        assertThat(project.findings()).isEmpty();
    }

    private void channel(String kind, String channel, String subscription) throws Exception {
        project.write(
                "triggers/channel.yaml",
                """
                apiVersion: messaging.knative.dev/v1
                kind: %s
                metadata: {name: c}
                spec:
                %s---
                apiVersion: messaging.knative.dev/v1
                kind: Subscription
                metadata: {name: s}
                spec:
                  channel: {apiVersion: messaging.knative.dev/v1, kind: %s, name: c}
                  subscriber: {ref: {apiVersion: serving.knative.dev/v1, kind: Service, name: pong}}
                %s\
                """
                        .formatted(kind, channel, kind, subscription));
    }

    @Test
    void an_attempt_that_the_function_outlives() throws Exception {
        // Given
        delivery("unordered", "    timeout: PT4M59S\n" + SINK);
        // Then
        assertThat(project.findings())
                .containsExactly(
                        "triggers/pong.yaml:7: attempt-outlived: trigger default/pong gives an attempt up after 4 minutes, and pong may work on it for 5 minutes");
        // When
        delivery("unordered", "    timeout: PT5M\n" + SINK);
        // Then
        assertThat(project.findings()).isEmpty();
    }

    @Test
    void retries_of_more_than_an_hour_on_an_ordered_trigger() throws Exception {
        // Given: 12 attempts of 5 minutes
        delivery("ordered", "    retry: 11\n    backoffDelay: PT0S\n" + SINK);
        assertThat(project.findings()).isEmpty();
        // When: 12 attempts, and 0.2 s to 409.6 s between them
        delivery("ordered", "    retry: 11\n" + SINK);
        // Then
        assertThat(project.findings())
                .containsExactly(
                        "triggers/pong.yaml:7: retries-block-partition: trigger default/pong holds its partition for up to 73 minutes when an event fails");
        // When
        delivery("unordered", "    retry: 11\n" + SINK);
        // Then
        assertThat(project.findings()).isEmpty();
    }

    @Test
    void retries_that_outlast_the_log() throws Exception {
        // Given: 5 minutes, and 1 s doubled 18 times
        delivery("unordered", "    retry: 18\n    backoffDelay: PT1S\n" + SINK);
        assertThat(project.findings()).isEmpty();
        // When
        delivery("unordered", "    retry: 19\n    backoffDelay: PT1S\n" + SINK);
        // Then
        assertThat(project.findings())
                .containsExactly(
                        "triggers/pong.yaml:7: retries-outlast-log: trigger default/pong tries an event for up to 12 days, and the log of broker default/default keeps it for 7 days");
        // When
        delivery("unordered", "    retry: 2147483647\n    backoffPolicy: linear\n" + SINK);
        // Then
        assertThat(project.findings())
                .hasSize(1)
                .first()
                .asString()
                .contains("for up to more than a year");
    }

    @Test
    void a_log_that_keeps_less_is_outlasted_sooner() throws Exception {
        // Given
        project.replace(
                "triggers/config.yaml",
                "data: {bootstrap",
                "data: {default.topic.config.retention.ms: \"600000\", bootstrap");
        // Then
        assertThat(project.findings())
                .hasSize(2)
                .allMatch(it ->
                        it.contains("retries-outlast-log")
                                && it.endsWith("keeps it for 10 minutes"));
    }
}
