package dev.tideway.knlocal.log;

import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
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
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsResult;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;

/// The places of groups in one topic, kept by Kafka without the groups having members.
record KafkaOffsets(Admin admin, String topic, List<TopicPartition> partitions) {
    private static final int AT_ONCE = 100;

    static Stream<TopicPartition> partitions(String topic, int count) {
        return IntStream.range(0, count).mapToObj(p -> new TopicPartition(topic, p));
    }

    long[] ends() {
        return all(OffsetSpec.latest(), "the end of ");
    }

    long[] starts() {
        return all(OffsetSpec.earliest(), "the start of ");
    }

    long[] since(Instant time) {
        var ends = ends();
        var found = all(OffsetSpec.forTimestamp(time.toEpochMilli()), "a time in ");
        Arrays.setAll(found, p -> found[p] < 0 ? ends[p] : found[p]);
        return found;
    }

    private long[] all(OffsetSpec which, String what) {
        var asked = new HashMap<TopicPartition, OffsetSpec>();
        partitions.forEach(partition -> asked.put(partition, which));
        var offsets = admin.listOffsets(asked);
        return partitions.stream()
                .mapToLong(p -> done(what + p, offsets.partitionResult(p)).offset())
                .toArray();
    }

    /// The places of those groups that have one, in one request. A partition that a group has no place in (added later)
    /// is read from its start.
    Map<String, long[]> committed(Collection<String> groups) {
        var answer = places(groups);
        var places = new HashMap<String, long[]>();
        for (var group : groups) {
            place(answer, group).ifPresent(place -> places.put(group, place));
        }
        return places;
    }

    private ListConsumerGroupOffsetsResult places(Collection<String> groups) {
        var all = new ListConsumerGroupOffsetsSpec();
        return admin.listConsumerGroupOffsets(
                groups.stream().collect(Collectors.toMap(group -> group, _ -> all)));
    }

    private Optional<long[]> place(ListConsumerGroupOffsetsResult answer, String group) {
        var places = done("the place of " + group, answer.partitionsToOffsetAndMetadata(group));
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

    /// Many groups at once: their requests are under way together, but no more than are answered in good time.
    void commit(Map<String, long[]> places) {
        var groups = List.copyOf(places.entrySet());
        for (int from = 0; from < groups.size(); from += AT_ONCE) {
            commit(groups.subList(from, Math.min(from + AT_ONCE, groups.size())));
        }
    }

    private void commit(List<Map.Entry<String, long[]>> groups) {
        var requests =
                groups.stream()
                        .map(e ->
                                admin.alterConsumerGroupOffsets(e.getKey(), offsets(e.getValue()))
                                        .all())
                        .toArray(KafkaFuture<?>[]::new);
        var others = groups.size() > 1 ? " and " + (groups.size() - 1) + " more" : "";
        var what = "the place of " + groups.getFirst().getKey() + others;
        var _ = done(what, KafkaFuture.allOf(requests));
    }

    Set<String> groups() {
        var all =
                done("the groups", admin.listGroups().all()).stream()
                        .map(GroupListing::groupId)
                        .toList();
        return all.isEmpty() ? Set.of() : committed(all).keySet();
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
