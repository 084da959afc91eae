package dev.tideway.knlocal.torture;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.metadata.storage.Formatter;

/// A Kafka of the user's own: the server as it is shipped, in a process of its own, at an address that stays the same
/// over kill -9 and the next start.
final class OwnKafka implements AutoCloseable {
    private final Path folder;
    private final int port = freePort();
    private final int controllerPort = freePort();
    private Process process;

    OwnKafka(Path folder) throws Exception {
        this.folder = folder;
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("server.properties"), properties());
        format();
        process = spawn();
    }

    String bootstrapServers() {
        return "127.0.0.1:" + port;
    }

    void killHard() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /// Does not wait until it takes requests: whoever needs it does.
    void startAgain() throws IOException {
        process = spawn();
    }

    private Process spawn() throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx192m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        OwnKafka.class.getName(),
                        folder.resolve("server.properties").toString())
                .redirectErrorStream(true)
                .redirectOutput(
                        ProcessBuilder.Redirect.appendTo(folder.resolve("kafka.log").toFile()))
                .start();
    }

    /// Ends with the test, whose end closes the standard input.
    public static void main(String[] arguments) {
        var _ = Thread.ofPlatform().daemon().start(OwnKafka::dieWithParent);
        kafka.Kafka.main(arguments);
    }

    private static void dieWithParent() {
        try {
            while (System.in.read() >= 0) {}
        } catch (IOException e) {
            System.out.println(e);
        }
        Runtime.getRuntime().halt(9);
    }

    private void format() throws Exception {
        new Formatter()
                .setPrintStream(
                        new PrintStream(
                                OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
                .setNodeId(1)
                .setClusterId(Uuid.randomUuid().toString())
                .setDirectories(List.of(folder.resolve("data").toString()))
                .setMetadataLogDirectory(folder.resolve("data").toString())
                .setControllerListenerName("CONTROLLER")
                .run();
    }

    /// One node; a session short enough that it may come back soon after kill -9.
    private String properties() {
        return """
        process.roles=broker,controller
        node.id=1
        controller.quorum.voters=1@127.0.0.1:%d
        listeners=PLAINTEXT://127.0.0.1:%d,CONTROLLER://127.0.0.1:%d
        controller.listener.names=CONTROLLER
        log.dirs=%s
        broker.session.timeout.ms=1000
        broker.heartbeat.interval.ms=200
        offsets.topic.num.partitions=1
        offsets.topic.replication.factor=1
        transaction.state.log.replication.factor=1
        transaction.state.log.min.isr=1
        share.coordinator.state.topic.replication.factor=1
        group.initial.rebalance.delay.ms=0
        log.cleaner.dedupe.buffer.size=2097152
        """
                .formatted(controllerPort, port, controllerPort, folder.resolve("data"));
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
