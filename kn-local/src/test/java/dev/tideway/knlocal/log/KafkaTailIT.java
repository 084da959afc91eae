package dev.tideway.knlocal.log;

import static dev.tideway.knlocal.log.EventLogContract.PARTITIONS;
import static dev.tideway.knlocal.log.LogSteps.append;
import static dev.tideway.knlocal.log.LogSteps.data;
import static dev.tideway.knlocal.log.LogSteps.event;
import static dev.tideway.knlocal.log.LogSteps.ids;
import static dev.tideway.knlocal.log.LogSteps.keyed;
import static dev.tideway.knlocal.log.LogSteps.read;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tideway.knlocal.manifest.Topic;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.Producer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// The contract for a reader that follows a topic, and what it makes of events that others put there.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KafkaTailIT implements CursorContract {
    private static final AtomicInteger TOPICS = new AtomicInteger();

    private EmbeddedKafka kafka;
    private KafkaLogs logs;
    private Producer<byte[], byte[]> stranger;

    @BeforeAll
    void start(@TempDir Path folder) {
        kafka = EmbeddedKafka.start(folder, System.err::println);
        logs = KafkaLogs.on(kafka);
        stranger =
                new KafkaClients(kafka.bootstrapServers(), false, KafkaClients.DELIVERY_TIMEOUT)
                        .producer();
    }

    @AfterAll
    void stop() {
        stranger.close();
        logs.close();
        kafka.close();
    }

    @Override
    public EventLog log() {
        return log("followed-" + TOPICS.incrementAndGet(), PARTITIONS);
    }

    private EventLog log(String name, int partitions) {
        var topic = new Topic(name, "", partitions, 1, Map.of());
        return new Following(Objects.requireNonNull(logs.open(List.of(topic)).get(name)));
    }

    private void elsewhere(String topic, String id) throws Exception {
        stranger.send(EventRecords.record(topic, event(id))).get();
    }

    @Test
    void events_of_others_come_in_their_place_before_between_and_after_ours() throws Exception {
        try (var log = log("mixed", 1);
                var cursor = log.cursor(new long[1])) {
            elsewhere("mixed", "theirs-0");
            append(log, event("ours-1")).join();
            append(log, event("ours-2")).join();
            elsewhere("mixed", "theirs-3");
            append(log, event("ours-4")).join();
            elsewhere("mixed", "theirs-5");
            // When
            var found = read(cursor, 6);
            // Then
            assertThat(ids(found))
                    .containsExactly(
                            "theirs-0", "ours-1", "ours-2", "theirs-3", "ours-4", "theirs-5");
            assertThat(found).extracting(Logged::offset).containsExactly(0L, 1L, 2L, 3L, 4L, 5L);
        }
    }

    @Test
    void more_than_the_tail_holds_is_read_whole_and_in_order() {
        try (var log = log("large", 1);
                var cursor = log.cursor(new long[1])) {
            // Given
            var ids = IntStream.range(0, 60).mapToObj(i -> "e" + i).toList();
            ids.stream()
                    .map(id -> append(log, data(id, new byte[400_000])))
                    .toList()
                    .forEach(CompletableFuture::join);
            // Then
            assertThat(ids(read(cursor, 60))).isEqualTo(ids);
        }
    }

    @Test
    void an_event_is_the_same_from_the_tail_and_from_kafka() {
        try (var log = log("same", 1);
                var follower = log.cursor(new long[1])) {
            // Given
            var event =
                    keyed("e", "k\u00e9")
                            .with(Map.of("time", "2026-03-02T09:30:00Z", "tenant", "a b %"));
            append(log, event).join();
            append(log, data("none", null)).join();
            // When
            var followed = read(follower, 2);
            var fetched = read(((Following) log).log(), 2);
            // Then
            for (int i = 0; i < 2; i++) {
                assertThat(followed.get(i).event().attributes())
                        .isEqualTo(fetched.get(i).event().attributes());
                assertThat(followed.get(i).event().data()).isEqualTo(fetched.get(i).event().data());
            }
        }
    }
}
