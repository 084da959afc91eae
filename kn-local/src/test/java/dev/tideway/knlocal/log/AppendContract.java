package dev.tideway.knlocal.log;

import static dev.tideway.knlocal.log.EventLogContract.PARTITIONS;
import static dev.tideway.knlocal.log.LogSteps.append;
import static dev.tideway.knlocal.log.LogSteps.appendMany;
import static dev.tideway.knlocal.log.LogSteps.data;
import static dev.tideway.knlocal.log.LogSteps.event;
import static dev.tideway.knlocal.log.LogSteps.keyed;
import static dev.tideway.knlocal.log.LogSteps.number;
import static dev.tideway.knlocal.log.LogSteps.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tideway.knlocal.event.Event;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// What goes into an [EventLog] and how it comes out.
interface AppendContract {
    /// An empty log of [EventLogContract#PARTITIONS] partitions.
    EventLog log();

    @Test
    default void events_of_one_partition_key_share_a_partition_and_keep_their_order() {
        // Given
        try (var log = log()) {
            // When
            IntStream.range(0, 400)
                    .mapToObj(i -> append(log, keyed("e" + i, "order-" + i % 7)))
                    .toList()
                    .forEach(CompletableFuture::join);
            // Then
            var byKey = new HashMap<String, List<Logged>>();
            for (var logged : read(log, 400)) {
                byKey.computeIfAbsent(
                                String.valueOf(logged.event().attribute("partitionkey")),
                                k -> new ArrayList<>())
                        .add(logged);
            }
            assertThat(byKey).hasSize(7);
            byKey.values()
                    .forEach(events -> {
                        assertThat(events)
                                .extracting(Logged::partition)
                                .containsOnly(events.getFirst().partition());
                        assertThat(events).extracting(e -> number(e.event())).isSorted();
                    });
        }
    }

    @Test
    default void an_append_tells_the_place_where_the_event_is_found() {
        try (var log = log()) {
            var where = append(log, event("a")).join();
            var found = read(log, 1).getFirst();
            assertThat(found.partition()).isEqualTo(where.partition());
            assertThat(found.offset()).isEqualTo(where.offset());
            assertThat(found.event().id()).isEqualTo(where.event().id());
        }
    }

    @Test
    default void an_acknowledged_event_is_below_the_end() {
        try (var log = log()) {
            var where = append(log, event("a")).join();
            assertThat(log.ends()[where.partition()]).isEqualTo(where.offset() + 1);
        }
    }

    @Test
    default void an_empty_log_ends_where_it_begins() {
        try (var log = log()) {
            assertThat(log.partitions()).isEqualTo(PARTITIONS);
            assertThat(log.ends()).containsExactly(new long[PARTITIONS]);
        }
    }

    @Test
    default void every_attribute_and_every_byte_survives() {
        try (var log = log()) {
            // Given
            var attributes =
                    Map.of(
                            "specversion", "1.0",
                            "id", "ü-1",
                            "source", "/контекст?x=%20",
                            "type", "dev.tideway.order.placed.v1",
                            "subject", "order 1",
                            "time", "2026-01-02T03:04:05.123456789Z",
                            "datacontenttype", "application/json; charset=utf-8",
                            "dataschema", "https://tideway.dev/schema",
                            "partitionkey", "π",
                            "x1", "");
            var data = new byte[] {0, 1, -1, 127, -128};
            // When
            append(log, Event.of(attributes, data)).join();
            // Then
            var found = read(log, 1).getFirst().event();
            assertThat(found.attributes()).isEqualTo(attributes);
            assertThat(found.data()).isEqualTo(data);
        }
    }

    @Test
    default void no_data_is_not_empty_data() {
        try (var log = log()) {
            append(log, data("none", null)).join();
            append(log, data("empty", new byte[0])).join();
            var found = new HashMap<String, byte @Nullable []>();
            read(log, 2).forEach(logged -> found.put(logged.event().id(), logged.event().data()));
            assertThat(found.get("none")).isNull();
            assertThat(found.get("empty")).isEmpty();
        }
    }

    @Test
    default void
            an_event_of_just_under_a_mebibyte_is_taken_and_a_larger_one_refused_with_size_and_limit() {
        try (var log = log()) {
            append(log, data("fits", new byte[1_048_000])).join();
            assertThatThrownBy(() -> append(log, data("large", new byte[1_048_576])).join())
                    .cause()
                    .isInstanceOf(AppendException.class)
                    .hasMessageContainingAll("1048", "the limit is 1048576");
            assertThat(read(log, 1).getFirst().event().id()).isEqualTo("fits");
        }
    }

    @Test
    default void of_events_appended_by_many_threads_none_is_lost_or_doubled() throws Exception {
        try (var log = log()) {
            // Given
            var threads = 16;
            var each = 250;
            var acknowledged = new ArrayList<CompletableFuture<Logged>>();
            // When
            try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
                var work =
                        IntStream.range(0, threads)
                                .mapToObj(t -> pool.submit(() -> appendMany(log, t, each)))
                                .toList();
                for (var one : work) {
                    acknowledged.addAll(one.get(20, TimeUnit.SECONDS));
                }
            }
            // Then
            var ids =
                    acknowledged.stream()
                            .map(CompletableFuture::join)
                            .map(l -> l.event().id())
                            .toList();
            var found = read(log, threads * each).stream().map(l -> l.event().id()).toList();
            assertThat(found).containsExactlyInAnyOrderElementsOf(ids).doesNotHaveDuplicates();
            assertThat(LongStream.of(log.ends()).sum()).isEqualTo(ids.size());
        }
    }
}
