package dev.tideway.knlocal.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tideway.knlocal.event.Event;
import dev.tideway.knlocal.log.EventLog.Cursor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// What the tests of logs do with them.
final class LogSteps {
    private static final Duration LONG = Duration.ofSeconds(20);

    private LogSteps() {}

    static CompletableFuture<Logged> append(EventLog log, Event event) {
        var done = new CompletableFuture<Logged>();
        log.append(
                event,
                (where, error) -> {
                    var first =
                            where == null
                                    ? done.completeExceptionally(cause(error))
                                    : done.complete(where);
                    assertThat(first).isTrue();
                });
        return done;
    }

    private static Throwable cause(@Nullable AppendException error) {
        return error == null ? new AssertionError("neither a place nor an error") : error;
    }

    static List<Logged> read(EventLog log, int count) {
        try (var cursor = log.cursor(new long[log.partitions()])) {
            return read(cursor, count);
        }
    }

    static List<Logged> read(Cursor cursor, int count) {
        var found = new ArrayList<Logged>();
        var deadline = System.nanoTime() + LONG.toNanos();
        while (found.size() < count && System.nanoTime() < deadline) {
            found.addAll(cursor.poll(Duration.ofMillis(100)));
        }
        assertThat(found).hasSize(count);
        return found;
    }

    static Event event(String id) {
        return data(id, ("{\"id\":\"" + id + "\"}").getBytes(UTF_8));
    }

    static Event data(String id, byte @Nullable [] data) {
        return Event.of(
                Map.of(
                        "specversion",
                        "1.0",
                        "id",
                        id,
                        "source",
                        "/test",
                        "type",
                        "dev.tideway.test.v1"),
                data);
    }

    static Event keyed(String id, String key) {
        return event(id).with("partitionkey", key);
    }

    static List<Logged> appendKeyed(EventLog log, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> append(log, keyed("e" + i, "same")))
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .toList();
    }

    static List<CompletableFuture<Logged>> appendMany(EventLog log, int thread, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> append(log, event(thread + "-" + i)))
                .toList();
    }

    static Logged appendElsewhere(EventLog log, int than) {
        for (var i = 0; i < 100; i++) {
            var where = append(log, keyed("elsewhere", "key" + i)).join();
            if (where.partition() != than) {
                return where;
            }
        }
        throw new AssertionError("every key falls into one partition");
    }

    static List<String> ids(List<Logged> events) {
        return events.stream().map(logged -> logged.event().id()).toList();
    }

    static int number(Event event) {
        return Integer.parseInt(event.id().substring(1));
    }
}
