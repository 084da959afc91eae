package dev.tideway.knlocal.log;

import static dev.tideway.knlocal.log.LogSteps.append;
import static dev.tideway.knlocal.log.LogSteps.event;
import static dev.tideway.knlocal.log.LogSteps.ids;
import static dev.tideway.knlocal.log.LogSteps.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tideway.knlocal.manifest.Topic;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// Topics that are made, found, cut short, or shared with others.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KafkaTopicIT {
    private EmbeddedKafka kafka;
    private KafkaLogs logs;
    private Admin admin;
    private Producer<byte[], byte[]> stranger;

    @BeforeAll
    void start(@TempDir Path folder) {
        kafka = EmbeddedKafka.start(folder, System.err::println);
        logs = KafkaLogs.on(kafka);
        var clients =
                new KafkaClients(kafka.bootstrapServers(), false, KafkaClients.DELIVERY_TIMEOUT);
        admin = clients.admin();
        stranger = clients.producer();
    }

    @AfterAll
    void stop() {
        stranger.close();
        admin.close();
        logs.close();
        kafka.close();
    }

    @Test
    void several_topics_are_opened_at_once_each_with_its_partitions() {
        var open = logs.open(List.of(topic("a", 1, 1, Map.of()), topic("b", 7, 1, Map.of())));
        assertThat(open.get("a")).isNotNull().extracting(EventLog::partitions).isEqualTo(1);
        assertThat(open.get("b")).isNotNull().extracting(EventLog::partitions).isEqualTo(7);
    }

    @Test
    void replication_is_clamped_to_the_one_node_and_other_settings_are_kept() throws Exception {
        // When
        open(topic("clamped", 2, 3, Map.of("retention.ms", "1234567", "min.insync.replicas", "2")));
        // Then
        var resource = new ConfigResource(ConfigResource.Type.TOPIC, "clamped");
        var config =
                Objects.requireNonNull(
                        admin.describeConfigs(List.of(resource)).all().get().get(resource));
        assertThat(config.get("retention.ms").value()).isEqualTo("1234567");
        assertThat(config.get("min.insync.replicas").value()).isEqualTo("1");
        append(open(topic("clamped", 2, 3, Map.of())), event("a")).join();
    }

    @Test
    void a_topic_that_exists_is_kept_as_it_is() throws Exception {
        admin.createTopics(List.of(new NewTopic("older", 2, (short) 1))).all().get();
        assertThat(open(topic("older", 10, 1, Map.of())).partitions()).isEqualTo(2);
    }

    @Test
    void a_setting_that_kafka_does_not_know_is_refused_and_named() {
        assertThatThrownBy(() -> open(topic("wrong", 1, 1, Map.of("retention.hours", "1"))))
                .isInstanceOf(LogException.class)
                .hasMessageContainingAll("topic wrong", "retention.hours");
    }

    @Test
    void records_that_are_not_events_are_skipped_and_left_behind() throws Exception {
        // Given
        var log = open(topic("shared", 1, 1, Map.of()));
        append(log, event("before")).join();
        stranger.send(new ProducerRecord<>("shared", new byte[] {1})).get();
        append(log, event("after")).join();
        stranger.send(new ProducerRecord<>("shared", new byte[] {2})).get();
        try (var cursor = log.cursor(new long[1])) {
            // When
            var found = read(cursor, 2);
            // Then
            assertThat(ids(found)).containsExactly("before", "after");
            assertThat(found).extracting(Logged::offset).containsExactly(0L, 2L);
            assertThat(cursor.poll(Duration.ofMillis(100))).isEmpty();
            assertThat(cursor.position(0)).isEqualTo(4);
        }
    }

    @Test
    void what_retention_has_removed_is_passed_over() throws Exception {
        // Given
        var log = open(topic("cut", 1, 1, Map.of()));
        IntStream.range(0, 10).forEach(i -> append(log, event("e" + i)).join());
        var partition = new TopicPartition("cut", 0);
        admin.deleteRecords(Map.of(partition, RecordsToDelete.beforeOffset(6))).all().get();
        // When
        try (var cursor = log.cursor(new long[] {2})) {
            // Then
            assertThat(ids(read(cursor, 4))).containsExactly("e6", "e7", "e8", "e9");
        }
    }

    @Test
    void a_place_beyond_the_end_becomes_the_end() {
        var log = open(topic("anew", 1, 1, Map.of()));
        append(log, event("old")).join();
        try (var cursor = log.cursor(new long[] {77})) {
            assertThat(cursor.poll(Duration.ofMillis(300))).isEmpty();
            append(log, event("new")).join();
            assertThat(ids(read(cursor, 1))).containsExactly("new");
        }
    }

    @Test
    void groups_of_a_kafka_of_the_users_own_are_not_listed() {
        var topic = topic("own", 1, 1, Map.of());
        open(topic).commit("knative-trigger-default-a", new long[] {0});
        try (var own = KafkaLogs.at(kafka.bootstrapServers())) {
            var log = Objects.requireNonNull(own.open(List.of(topic)).get("own"));
            assertThat(log.groups()).isEmpty();
            assertThat(log.committed("knative-trigger-default-a")).isPresent();
        }
    }

    private EventLog open(Topic topic) {
        return Objects.requireNonNull(logs.open(List.of(topic)).get(topic.name()));
    }

    private static Topic topic(
            String name, int partitions, int replication, Map<String, String> config) {
        return new Topic(name, "", partitions, replication, config);
    }
}
