package dev.tideway.knlocal.log;

import static dev.tideway.knlocal.log.LogSteps.append;
import static dev.tideway.knlocal.log.LogSteps.data;
import static dev.tideway.knlocal.log.LogSteps.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.THROWABLE;

import dev.tideway.knlocal.manifest.Topic;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A Kafka of the user's own that is not there, or goes away.
class KafkaOutageIT {
    private static final Topic TOPIC = new Topic("t", "", 1, 1, Map.of());

    @Test
    void an_append_to_a_kafka_that_went_away_fails_and_says_where_it_was(@TempDir Path folder) {
        // Given
        var kafka = EmbeddedKafka.start(folder, System.err::println);
        var address = kafka.bootstrapServers();
        try (var logs = KafkaLogs.at(address, Duration.ofSeconds(3))) {
            var log = Objects.requireNonNull(logs.open(List.of(TOPIC)).get("t"));
            append(log, event("before")).join();
            kafka.close();
            // When
            var one = append(log, event("a"));
            // Then
            assertRefused(one, "Kafka at " + address + " has not taken it");
        }
    }

    @Test
    void what_waits_for_a_kafka_that_went_away_is_bounded_and_nobody_else_waits(
            @TempDir Path folder) {
        // Given
        var kafka = EmbeddedKafka.start(folder, System.err::println);
        var logs = KafkaLogs.at(kafka.bootstrapServers(), Duration.ofMinutes(2));
        var log = Objects.requireNonNull(logs.open(List.of(TOPIC)).get("t"));
        append(log, event("before")).join();
        kafka.close();
        // When
        var waiting =
                IntStream.range(0, 40)
                        .mapToObj(i -> append(log, data("e" + i, new byte[1_000_000])))
                        .toList();
        // Then
        var refused = waiting.stream().filter(CompletableFuture::isCompletedExceptionally).toList();
        assertThat(refused).hasSize(7);
        assertRefused(refused.getFirst(), "33554432 bytes of events wait for Kafka");
        // When
        logs.close();
        // Then
        assertThat(waiting).allMatch(CompletableFuture::isCompletedExceptionally);
    }

    @Test
    void a_kafka_that_is_not_there_is_named_at_the_start() throws IOException {
        var address = "127.0.0.1:" + freePort();
        try (var logs = KafkaLogs.at(address)) {
            assertThatThrownBy(() -> logs.open(List.of(TOPIC)))
                    .isInstanceOf(LogException.class)
                    .hasMessageContaining("Kafka at " + address + " does not answer");
        }
    }

    @Test
    void addresses_that_are_none_are_refused_in_one_line() {
        assertThatThrownBy(() -> KafkaLogs.at("no port"))
                .isInstanceOf(LogException.class)
                .hasMessageContaining("no port");
    }

    private static void assertRefused(CompletableFuture<Logged> appended, String why) {
        assertThat(appended)
                .failsWithin(Duration.ofSeconds(20))
                .withThrowableThat()
                .extracting(Throwable::getCause, THROWABLE)
                .isInstanceOf(AppendException.class)
                .hasMessageContaining(why);
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            return socket.getLocalPort();
        }
    }
}
