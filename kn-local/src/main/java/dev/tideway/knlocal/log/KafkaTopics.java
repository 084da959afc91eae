package dev.tideway.knlocal.log;

import dev.tideway.knlocal.manifest.Topic;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Topics as brokers want them, made when they are missing.
record KafkaTopics(Admin admin, Producer<byte[], byte[]> producer, KafkaClients clients) {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaTopics.class);
    private static final Duration LEADERS_LIMIT = Duration.ofSeconds(15);

    /// The number of partitions by topic name, once every partition has a leader that the producer knows.
    Map<String, Integer> ready(Collection<Topic> wanted) {
        var there = existing(wanted.stream().map(Topic::name).toList());
        create(wanted.stream().filter(topic -> !there.containsKey(topic.name())).toList());
        var partitions = new LinkedHashMap<String, Integer>();
        for (var topic : wanted) {
            var count = awaitLeaders(topic.name());
            if (count < topic.partitions()) {
                LOG.warn(
                        "Topic {} has {} partitions, not {}: a topic that exists is kept as it is",
                        topic.name(),
                        count,
                        topic.partitions());
            }
            partitions.put(topic.name(), count);
        }
        awaitAnswers(partitions);
        return partitions;
    }

    /// The number of partitions by topic name.
    Map<String, Integer> existing(List<String> wanted) {
        var there = new HashMap<String, Integer>();
        admin.describeTopics(wanted)
                .topicNameValues()
                .forEach((name, description) ->
                        found(description, name)
                                .ifPresent(d -> there.put(name, d.partitions().size())));
        return there;
    }

    private <T> Optional<T> found(KafkaFuture<T> description, String name) {
        try {
            return Optional.of(description.get());
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                return Optional.empty();
            }
            throw failed("describe topic " + name, e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private void create(List<Topic> missing) {
        if (missing.isEmpty()) {
            return;
        }
        var results = admin.createTopics(missing.stream().map(this::newTopic).toList()).values();
        results.forEach((name, made) -> {
            try {
                made.get();
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof TopicExistsException)) {
                    throw failed("create topic " + name, e);
                }
            } catch (InterruptedException e) {
                throw interrupted(e);
            }
        });
    }

    private NewTopic newTopic(Topic topic) {
        var replication = (short) topic.replicationFactor();
        var config = new HashMap<>(topic.config());
        if (clients.embedded() && replication > 1) {
            LOG.info(
                    "Topic {}: replication factor {} becomes 1, Kafka is one node here",
                    topic.name(),
                    replication);
            replication = 1;
            config.remove("min.insync.replicas");
        }
        return new NewTopic(topic.name(), topic.partitions(), replication).configs(config);
    }

    /// A leader in the metadata may not take appends yet; one that answers for its end does.
    private void awaitAnswers(Map<String, Integer> topics) {
        var partitions =
                topics.entrySet().stream()
                        .flatMap(e -> KafkaOffsets.partitions(e.getKey(), e.getValue()))
                        .toList();
        var _ = new KafkaOffsets(admin, "the topics", partitions).ends();
    }

    private int awaitLeaders(String topic) {
        var deadline = System.nanoTime() + LEADERS_LIMIT.toNanos();
        while (System.nanoTime() < deadline) {
            try {
                var partitions = producer.partitionsFor(topic);
                if (partitions.stream().allMatch(KafkaTopics::led)) {
                    return partitions.size();
                }
                Thread.sleep(5);
            } catch (TimeoutException e) {
                LOG.debug("The metadata of {} is still on its way", topic, e);
            } catch (InterruptedException e) {
                throw interrupted(e);
            }
        }
        throw new LogException(
                "topic %s at Kafka %s has no leader after %d s"
                        .formatted(topic, clients.bootstrapServers(), LEADERS_LIMIT.toSeconds()),
                null);
    }

    private static boolean led(PartitionInfo partition) {
        return partition.leader() != null && !partition.leader().isEmpty();
    }

    private LogException failed(String what, ExecutionException e) {
        var where = "Kafka at " + clients.bootstrapServers();
        return new LogException(
                e.getCause() instanceof TimeoutException
                        ? where + " does not answer: " + Reasons.of(e)
                        : "%s did not %s: %s".formatted(where, what, Reasons.of(e)),
                e);
    }

    private static LogException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new LogException("interrupted while Kafka's topics were prepared", e);
    }
}
