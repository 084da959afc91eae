package dev.tideway.knlocal.log;

import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;

/// The settings of the Kafka in this JVM: one node that is broker and controller, small, on free ports.
final class KafkaSettings {
    static final int NODE_ID = 1;
    static final String BROKER = "BROKER";
    static final String CONTROLLER = "CONTROLLER";

    private static final int MIB = 1 << 20;

    private KafkaSettings() {}

    static Properties of(Path folder) {
        var settings = new Properties();
        settings.putAll(identity(folder));
        settings.putAll(internalTopics());
        settings.putAll(storage());
        settings.putAll(threads());
        return settings;
    }

    private static Map<String, String> identity(Path folder) {
        return Map.of(
                "process.roles",
                "broker,controller",
                "node.id",
                Integer.toString(NODE_ID),
                // Not the real port: that one is known once bound, and completes the voters future.
                "controller.quorum.voters",
                NODE_ID + "@127.0.0.1:1",
                "listeners",
                BROKER + "://127.0.0.1:0," + CONTROLLER + "://127.0.0.1:0",
                "listener.security.protocol.map",
                BROKER + ":PLAINTEXT," + CONTROLLER + ":PLAINTEXT",
                "inter.broker.listener.name",
                BROKER,
                "controller.listener.names",
                CONTROLLER,
                "log.dirs",
                folder.toString(),
                "server.max.startup.time.ms",
                "30000");
    }

    private static Map<String, String> internalTopics() {
        return Map.of(
                "auto.create.topics.enable", "false",
                "offsets.topic.num.partitions", "1",
                "offsets.topic.replication.factor", "1",
                // A trigger keeps its place however long the runner was not started (default: 7
                // days).
                "offsets.retention.minutes", Integer.toString(Integer.MAX_VALUE),
                "transaction.state.log.num.partitions", "1",
                "transaction.state.log.replication.factor", "1",
                "transaction.state.log.min.isr", "1",
                "share.coordinator.state.topic.num.partitions", "1",
                "share.coordinator.state.topic.replication.factor", "1",
                "group.initial.rebalance.delay.ms", "0");
    }

    private static Map<String, String> storage() {
        return Map.of(
                // 10 MB of sparse file for each index of each partition otherwise.
                "log.index.size.max.bytes", Integer.toString(64 << 10),
                "log.cleaner.dedupe.buffer.size", Integer.toString(2 * MIB),
                "log.cleaner.io.buffer.size", Integer.toString(64 << 10),
                "offsets.load.buffer.size", Integer.toString(MIB),
                "transaction.state.log.load.buffer.size", Integer.toString(MIB),
                // What is flushed need not be read again after kill -9.
                "log.flush.scheduler.interval.ms", "10000",
                "log.flush.interval.ms", "10000",
                "log.segment.bytes", Integer.toString(64 * MIB));
    }

    private static Map<String, String> threads() {
        return Map.ofEntries(
                Map.entry("num.network.threads", "1"),
                Map.entry("num.io.threads", "2"),
                Map.entry("background.threads", "2"),
                Map.entry("num.recovery.threads.per.data.dir", "2"),
                Map.entry("group.coordinator.threads", "1"),
                Map.entry("share.coordinator.threads", "1"),
                // No reporter and no MBean: nobody looks at Kafka's own here.
                Map.entry("metric.reporters", ""),
                Map.entry("metrics.jmx.exclude", ".*"),
                // Otherwise the controller writes and flushes a no-op twice a second.
                Map.entry("metadata.max.idle.interval.ms", "0"));
    }
}
