package dev.tideway.knlocal.log;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import kafka.server.BrokerServer;
import kafka.server.ControllerServer;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.server.SharedServer;
import org.apache.kafka.common.message.RequestHeaderData;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.network.ListenerName;
import org.apache.kafka.common.security.auth.KafkaPrincipal;
import org.apache.kafka.controller.ControllerRequestContext;
import org.apache.kafka.server.ServerSocketFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Kafka in this JVM (KRaft, one node, free ports on 127.0.0.1), its data in a folder that outlives it.
public final class EmbeddedKafka implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedKafka.class);
    private static final Duration START_LIMIT = Duration.ofSeconds(40);
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(5);
    private static final Duration CONTROLLED_SHUTDOWN = Duration.ofSeconds(2);

    /// One more than `broker.session.timeout.ms`, which stays at its default of 9 seconds.
    private static final Duration SESSION = Duration.ofSeconds(10);

    private final KafkaFolder folder;
    private final KafkaFaults faults;
    private final SharedServer shared;
    private final ControllerServer controller;
    private final BrokerServer broker;
    private final LeapingTime time = new LeapingTime();

    private EmbeddedKafka(KafkaFolder folder, KafkaFaults faults) {
        this.folder = folder;
        this.faults = faults;
        var config = new KafkaConfig(KafkaSettings.of(folder.path()), false);
        var dirs = KafkaRaftServer.initializeLogDirs(config, LOG, "");
        var voters = new CompletableFuture<Map<Integer, InetSocketAddress>>();
        shared =
                new SharedServer(
                        config,
                        dirs._1(),
                        time,
                        new Metrics(time),
                        voters,
                        List.of(),
                        faults,
                        ServerSocketFactory.INSTANCE);
        controller = new ControllerServer(shared, KafkaRaftServer.configSchema(), dirs._2());
        broker = new BrokerServer(shared);
        var _ =
                controller
                        .socketServerFirstBoundPortFuture()
                        .thenAccept(port ->
                                voters.complete(Map.of(KafkaSettings.NODE_ID, local(port))));
    }

    /// Opens the folder (makes it when there is none) and returns when Kafka takes requests.
    ///
    /// `onFailure` gets one line, once, on any thread, when Kafka cannot go on after that (disk full, disk
    /// gone); it is dead then and only wants closing. Throws [LogException] when it does not start.
    public static EmbeddedKafka start(Path path, Consumer<String> onFailure) {
        var folder = KafkaFolder.open(path.toAbsolutePath().normalize());
        var faults = new KafkaFaults();
        try {
            var kafka = new EmbeddedKafka(folder, faults);
            faults.divertExits();
            kafka.startOrStop(folder.uncleanlyClosed());
            faults.tell(reason -> onFailure.accept(folder.failed(reason)));
            return kafka;
        } catch (ExecutionException | RuntimeException e) {
            folder.close();
            throw new LogException(folder.damaged(e), e);
        }
    }

    /// Where clients connect.
    public String bootstrapServers() {
        return "127.0.0.1:" + broker.boundPort(new ListenerName(KafkaSettings.BROKER));
    }

    /// Takes well under a second; whatever was acknowledged is on disk or in the page cache afterwards.
    @Override
    public void close() {
        faults.mute();
        try {
            onOwnThread("kafka-stop", this::stop)
                    .get(CLOSE_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
            folder.close();
        } catch (TimeoutException | ExecutionException e) {
            // The folder stays locked: something may still be writing to it.
            LOG.warn("Kafka did not close cleanly: {}", Reasons.of(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void startOrStop(boolean unclean) throws ExecutionException {
        var started = onOwnThread("kafka-start", () -> startServers(unclean));
        var failed =
                faults.first()
                        .thenAccept(reason -> {
                            throw new LogException(reason, null);
                        });
        try {
            CompletableFuture.anyOf(started, failed)
                    .get(START_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            close();
            throw e;
        } catch (TimeoutException e) {
            close();
            throw new LogException("it did not start within " + START_LIMIT.toSeconds() + " s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            close();
            throw new LogException("the start was interrupted", e);
        }
    }

    private void startServers(boolean unclean) {
        controller.startup();
        if (unclean) {
            awaitActiveController();
            time.leap(SESSION);
        }
        broker.startup();
    }

    /// Active, and past what its activation queued: only then does it know the broker whose session is to end.
    private void awaitActiveController() {
        var active = controller.controller();
        var context =
                new ControllerRequestContext(
                        new RequestHeaderData(), KafkaPrincipal.ANONYMOUS, OptionalLong.empty());
        while (!active.isActive()) {
            LockSupport.parkNanos(500_000);
        }
        active.finalizedFeatures(context).join();
    }

    private void stop() {
        broker.shutdown(CONTROLLED_SHUTDOWN);
        controller.shutdown();
    }

    private static CompletableFuture<Void> onOwnThread(String name, Runnable work) {
        return CompletableFuture.runAsync(
                work, task -> Thread.ofPlatform().daemon().name(name).start(task));
    }

    private static InetSocketAddress local(int port) {
        return new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port);
    }
}
