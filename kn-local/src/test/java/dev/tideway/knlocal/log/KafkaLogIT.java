package dev.tideway.knlocal.log;

import dev.tideway.knlocal.manifest.Topic;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// The contract on the Kafka in this JVM, a topic per test.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KafkaLogIT extends EventLogContract {
    private static final AtomicInteger TOPICS = new AtomicInteger();

    private EmbeddedKafka kafka;
    private KafkaLogs logs;

    @BeforeAll
    void start(@TempDir Path folder) {
        kafka = EmbeddedKafka.start(folder, System.err::println);
        logs = KafkaLogs.on(kafka);
    }

    @AfterAll
    void stop() {
        logs.close();
        kafka.close();
    }

    @Override
    public EventLog log() {
        var name = "knative-broker-default-" + TOPICS.incrementAndGet();
        var topic = new Topic(name, "", PARTITIONS, 1, Map.of());
        return Objects.requireNonNull(logs.open(List.of(topic)).get(name));
    }
}
