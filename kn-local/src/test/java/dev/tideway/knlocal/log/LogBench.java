package dev.tideway.knlocal.log;

import dev.tideway.knlocal.event.Event;
import dev.tideway.knlocal.manifest.Topic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;

/// Prints what the log on the Kafka in this JVM does on this machine: how long it takes to start in a fresh JVM, how many events of 1 KiB
/// it takes and gives per second, how much memory it holds. To be run by hand on a machine that rests.
///
/// ```
/// java -cp … dev.tideway.knlocal.log.LogBench <empty folder> [JVM flags for the starts]
/// ```
final class LogBench {
    private static final Topic TOPIC =
            new Topic("knative-broker-default-bench", "", 10, 1, Map.of());
    private static final Duration ROUND = Duration.ofSeconds(4);

    private LogBench() {}

    public static void main(String[] arguments) throws Exception {
        var folder = Path.of(arguments[0]);
        if (arguments.length > 1 && arguments[1].equals("once")) {
            startOnce(folder, System.nanoTime(), arguments[2].equals("kill"));
        } else {
            starts(folder, List.of(arguments).subList(1, arguments.length));
            rates(folder);
        }
    }

    private static void starts(Path folder, List<String> flags) throws Exception {
        start("first start", folder, flags, "close");
        for (var i = 0; i < 3; i++) {
            start("reopened", folder, flags, "kill");
            start("after kill -9", folder, flags, "close");
        }
    }

    private static void start(String what, Path folder, List<String> flags, String end)
            throws IOException, InterruptedException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(flags);
        command.addAll(
                List.of("-Xmx256m", "-XX:+UseSerialGC", "--sun-misc-unsafe-memory-access=allow"));
        command.addAll(
                List.of("-cp", System.getProperty("java.class.path"), LogBench.class.getName()));
        command.addAll(List.of(folder.toString(), "once", end));
        var child = new ProcessBuilder(command).redirectErrorStream(true).start();
        var said = child.inputReader().lines().filter(line -> line.startsWith("took ")).toList();
        child.waitFor();
        System.out.printf("%-14s %s%n", what, said);
    }

    private static void startOnce(Path folder, long from, boolean kill) throws IOException {
        var sinceJvm =
                System.currentTimeMillis()
                        - ProcessHandle.current()
                                .info()
                                .startInstant()
                                .orElseThrow()
                                .toEpochMilli();
        try (var kafka = EmbeddedKafka.start(folder, LogBench::fail)) {
            var started = millisSince(from);
            try (var logs = KafkaLogs.on(kafka)) {
                var log = open(logs);
                var ready = millisSince(from);
                LogSteps.append(log, event(0)).join();
                System.out.printf(
                        "took %d ms to Kafka, %d to ready, %d to the first acknowledgement, JVM %d before; %s%n",
                        started, ready, millisSince(from), sinceJvm, resident());
                if (kill) {
                    Runtime.getRuntime().halt(9);
                }
            }
        }
    }

    private static void rates(Path folder) throws Exception {
        try (var kafka = EmbeddedKafka.start(folder, LogBench::fail);
                var logs = KafkaLogs.on(kafka)) {
            var log = open(logs);
            for (var senders : new int[] {64, 1, 8, 64}) {
                append(log, senders);
            }
            for (var round = 0; round < 2; round++) {
                read(log);
            }
            System.out.println(resident());
        }
    }

    private static void append(EventLog log, int senders) throws Exception {
        var end = System.nanoTime() + ROUND.toNanos();
        try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            var work = new ArrayList<Future<long[]>>();
            for (var i = 0; i < senders; i++) {
                work.add(pool.submit(() -> sendUntil(log, end)));
            }
            var times = new ArrayList<long[]>();
            for (var one : work) {
                times.add(one.get());
            }
            var all = times.stream().flatMapToLong(Arrays::stream).sorted().toArray();
            System.out.printf(
                    "append, %2d senders: %,d/s, p50 %.2f ms, p99 %.2f ms%n",
                    senders,
                    all.length / ROUND.toSeconds(),
                    all[all.length / 2] / 1e6,
                    all[all.length * 99 / 100] / 1e6);
        }
    }

    private static long[] sendUntil(EventLog log, long end)
            throws ExecutionException, InterruptedException {
        var times = LongStream.builder();
        for (var begin = System.nanoTime(); begin < end; begin = System.nanoTime()) {
            var done = new CompletableFuture<Boolean>();
            log.append(event(begin), (_, error) -> done.complete(error == null));
            if (!done.get()) {
                throw new IllegalStateException("an append was refused");
            }
            times.add(System.nanoTime() - begin);
        }
        return times.build().toArray();
    }

    private static void read(EventLog log) {
        var stored = LongStream.of(log.ends()).sum();
        var count = 0L;
        var polls = 0;
        var from = System.nanoTime();
        try (var cursor = log.cursor(new long[log.partitions()])) {
            while (count < stored) {
                count += cursor.poll(Duration.ofSeconds(1)).size();
                polls++;
            }
        }
        var seconds = (System.nanoTime() - from) / 1e9;
        System.out.printf(
                "read %,d: %,.0f/s, %.0f a poll%n", count, count / seconds, (double) count / polls);
    }

    private static EventLog open(KafkaLogs logs) {
        return Objects.requireNonNull(logs.open(List.of(TOPIC)).get(TOPIC.name()));
    }

    private static Event event(long number) {
        return Event.of(
                Map.of(
                        "specversion", "1.0",
                        "id", Long.toString(number),
                        "source", "/bench",
                        "type", "dev.tideway.bench.v1",
                        "time", "2026-01-02T03:04:05Z",
                        "datacontenttype", "application/json",
                        "partitionkey", Long.toString(number % 100)),
                new byte[1024]);
    }

    private static void fail(String reason) {
        throw new IllegalStateException(reason);
    }

    private static long millisSince(long nanos) {
        return (System.nanoTime() - nanos) / 1_000_000;
    }

    private static String resident() throws IOException {
        var status = Path.of("/proc/self/status");
        if (!Files.exists(status)) {
            return "memory unknown";
        }
        try (var lines = Files.lines(status)) {
            var kib =
                    lines.filter(line -> line.startsWith("VmRSS"))
                            .findFirst()
                            .orElseThrow()
                            .replaceAll("\\D", "");
            return "%d MB resident".formatted(Long.parseLong(kib) / 1024);
        }
    }
}
