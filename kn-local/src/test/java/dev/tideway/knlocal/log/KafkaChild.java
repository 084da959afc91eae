package dev.tideway.knlocal.log;

import dev.tideway.knlocal.event.Event;
import dev.tideway.knlocal.manifest.Topic;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// A process that appends events without end and prints each that is acknowledged, until it is killed or Kafka fails.
///
/// ```
/// ready
/// acked 17
/// refused the reason
/// failed the reason
/// closed
/// ```
final class KafkaChild {
    static final String GROUP = "knative-trigger-default-child";
    static final Topic TOPIC = new Topic("knative-broker-default-default", "", 3, 1, Map.of());

    private static final PrintStream OUT =
            new PrintStream(System.out, true, StandardCharsets.UTF_8);

    private KafkaChild() {}

    /// The folder, and the bytes of data per event.
    public static void main(String[] arguments) throws InterruptedException {
        var _ = Thread.ofPlatform().daemon().start(KafkaChild::dieWithParent);
        var failed = new CountDownLatch(1);
        var kafka =
                EmbeddedKafka.start(
                        Path.of(arguments[0]),
                        reason -> {
                            OUT.println("failed " + reason);
                            failed.countDown();
                        });
        var logs = KafkaLogs.on(kafka);
        var log = Objects.requireNonNull(logs.open(List.of(TOPIC)).get(TOPIC.name()));
        log.commit(GROUP, new long[] {1, 2, 3});
        OUT.println("ready");
        var data = new byte[Integer.parseInt(arguments[1])];
        for (var i = 0; !failed.await(1, TimeUnit.MILLISECONDS); i++) {
            append(log, i, data);
        }
        logs.close();
        kafka.close();
        OUT.println("closed");
    }

    private static void dieWithParent() {
        try {
            while (System.in.read() >= 0) {}
        } catch (IOException e) {
            OUT.println("refused " + e.getMessage());
        }
        Runtime.getRuntime().halt(9);
    }

    private static void append(EventLog log, int number, byte[] data) {
        var event =
                Event.of(
                        Map.of(
                                "specversion",
                                "1.0",
                                "id",
                                "" + number,
                                "source",
                                "/child",
                                "type",
                                "t"),
                        data);
        log.append(
                event,
                (_, error) ->
                        OUT.println(
                                error == null
                                        ? "acked " + number
                                        : "refused " + error.getMessage()));
    }
}
