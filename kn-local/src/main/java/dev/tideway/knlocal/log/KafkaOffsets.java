package dev.tideway.knlocal.log;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsResult;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;

/// The places of groups in one topic, kept by Kafka without the groups having members.
record KafkaOffsets(Admin admin, String topic, List<TopicPartition> partitions) {
    static Stream<TopicPartition> partitions(String topic, int count) {
        return IntStream.range(0, count).mapToObj(p -> new TopicPartition(topic, p));
    }

    long[] ends() {
        var latest = new HashMap<TopicPartition, OffsetSpec>();
        partitions.forEach(partition -> latest.put(partition, OffsetSpec.latest()));
        var ends = admin.listOffsets(latest);
        return partitions.stream()
                .mapToLong(p -> done("the end of " + p, ends.partitionResult(p)).offset())
                .toArray();
    }

    /// A partition that the group has no place in (added later) is read from its start.
    Optional<long[]> committed(String group) {
        var places =
                done(
                        "the place of " + group,
                        admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata());
        if (partitions.stream().noneMatch(partition -> places.get(partition) != null)) {
            return Optional.empty();
        }
        return Optional.of(
                partitions.stream()
                        .mapToLong(partition -> {
                            var place = places.get(partition);
                            return place == null ? 0 : place.offset();
                        })
                        .toArray());
    }

    /// All groups at once: the requests are under way together.
    void commit(Map<String, long[]> places) {
        var requests =
                places.entrySet().stream()
                        .map(e ->
                                admin.alterConsumerGroupOffsets(e.getKey(), offsets(e.getValue()))
                                        .all())
                        .toArray(KafkaFuture<?>[]::new);
        var _ = done("the places of " + places.keySet(), KafkaFuture.allOf(requests));
    }

    Set<String> groups() {
        var wanted = new HashMap<String, ListConsumerGroupOffsetsSpec>();
        done("the groups", admin.listGroups().all())
                .forEach(g -> wanted.put(g.groupId(), new ListConsumerGroupOffsetsSpec()));
        if (wanted.isEmpty()) {
            return Set.of();
        }
        var places = admin.listConsumerGroupOffsets(wanted);
        return wanted.keySet().stream().filter(g -> isHere(places, g)).collect(Collectors.toSet());
    }

    private boolean isHere(ListConsumerGroupOffsetsResult places, String group) {
        var place = done("the place of " + group, places.partitionsToOffsetAndMetadata(group));
        return partitions.stream().anyMatch(partition -> place.get(partition) != null);
    }

    /// Of this topic only: a trigger may have moved to another broker under the same name.
    void forget(String group) {
        var _ =
                done(
                        "forgetting " + group,
                        admin.deleteConsumerGroupOffsets(group, Set.copyOf(partitions)).all());
    }

    private Map<TopicPartition, OffsetAndMetadata> offsets(long[] next) {
        EventLog.requirePlaces(next, partitions.size());
        var offsets = new HashMap<TopicPartition, OffsetAndMetadata>();
        partitions.forEach(p -> offsets.put(p, new OffsetAndMetadata(next[p.partition()])));
        return offsets;
    }

    private static <T> T done(String what, KafkaFuture<T> answer) {
        try {
            return answer.get();
        } catch (ExecutionException e) {
            throw new LogException("Kafka, " + what + ": " + Reasons.of(e), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LogException("Kafka, " + what + ": interrupted", e);
        }
    }
}
