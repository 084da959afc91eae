package dev.tideway.knlocal.torture;

import static org.awaitility.Awaitility.await;

import dev.tideway.knlocal.flow.Runner;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What is tortured: a runner on a folder of its own with one function behind three triggers and a dead-letter sink, its
/// Kafka, and the load.
final class World implements AutoCloseable {
    static final String TYPE = "torture.sent.v1";
    static final String REPLY = "torture.answered.v1";
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /// Where the log is.
    enum Kind {
        EMBEDDED,
        OWN_KAFKA,
        IN_MEMORY
    }

    private final Kind kind;
    private final Path root;
    private final @Nullable OwnKafka kafka;
    private final Runner runner;
    private final Load load;
    private final Set<Long> killed = new HashSet<>();

    World(Kind kind, Path root) throws Exception {
        this.kind = kind;
        this.root = root;
        kafka = kind == Kind.OWN_KAFKA ? new OwnKafka(root.resolve("own-kafka")) : null;
        write();
        runner = Runner.startIn(root);
        load = new Load(runner.port());
    }

    Load load() {
        return load;
    }

    Kind kind() {
        return kind;
    }

    List<Line> lines() throws IOException {
        return Line.read(record());
    }

    /// Instances that may have died between their note and their answer.
    Set<Long> killed() {
        return Set.copyOf(killed);
    }

    String said() throws IOException {
        return runner.said();
    }

    /// The Kafka to look into while the runner is down.
    Optional<String> ownKafka() {
        return Optional.ofNullable(kafka).map(OwnKafka::bootstrapServers);
    }

    Path embeddedKafka() {
        return root.resolve(".kn-local/kafka");
    }

    void killInstances() {
        for (var instance : runner.children(Recorder.class.getName())) {
            killed.add(instance.pid());
            instance.destroyForcibly();
        }
    }

    void killRunner() throws InterruptedException {
        awaitGone(runner.killHard());
    }

    /// As Ctrl-C does.
    void stopRunner() {
        runner.close();
    }

    void startRunner() throws IOException {
        runner.startAgain();
    }

    void killKafka() throws InterruptedException {
        Objects.requireNonNull(kafka).killHard();
    }

    void startKafka() throws IOException {
        Objects.requireNonNull(kafka).startAgain();
    }

    private void awaitGone(List<ProcessHandle> orphans) {
        orphans.forEach(orphan -> killed.add(orphan.pid()));
        await("all children to die with their runner")
                .atMost(PATIENCE)
                .until(() -> orphans.stream().noneMatch(ProcessHandle::isAlive));
    }

    /// All that was sent is accepted, and no trigger has anything left to do.
    void awaitQuiet() {
        load.awaitLeft(0);
        await("no trigger to lag")
                .atMost(PATIENCE)
                .ignoreExceptions()
                .until(() -> runner.status().triggers().stream().allMatch(it -> it.lag() == 0));
    }

    private Path record() {
        return root.resolve("record");
    }

    private void write() throws IOException {
        Files.createDirectories(root.resolve("manifests"));
        Files.createDirectories(root.resolve("functions/recorder"));
        Files.writeString(root.resolve("manifests/broker.yaml"), broker());
        for (var trigger : List.of("ordered", "unordered", "tail")) {
            Files.writeString(root.resolve("manifests/" + trigger + ".yaml"), trigger(trigger));
        }
        Files.writeString(root.resolve("functions/recorder/func.yaml"), FUNC);
        Files.writeString(root.resolve("kn-local.yaml"), settings());
    }

    private String settings() {
        var java = Path.of(System.getProperty("java.home"), "bin", "java");
        var classes =
                List.of(System.getProperty("java.class.path").split(File.pathSeparator)).stream()
                        .filter(part ->
                                Files.exists(
                                        Path.of(
                                                part,
                                                Recorder.class.getName().replace('.', '/')
                                                        + ".class")))
                        .collect(Collectors.joining());
        return """
        manifests: [manifests]
        functions: [functions/recorder]
        commands:
          recorder: [%s, -Xmx48m, "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", -cp, %s, %s, %s]
        """
                        .formatted(java, classes, Recorder.class.getName(), record())
                + ownKafka().map("kafka: {bootstrap-servers: \"%s\"}\n"::formatted).orElse("");
    }

    private String broker() {
        var brokerClass = kind == Kind.IN_MEMORY ? "MTChannelBasedBroker" : "Kafka";
        return """
        apiVersion: eventing.knative.dev/v1
        kind: Broker
        metadata:
          name: default
          annotations: {eventing.knative.dev/broker.class: %s}
        spec:
          %s
          delivery:
            retry: 30
            backoffPolicy: linear
            backoffDelay: PT0.02S
            deadLetterSink:
              ref: {apiVersion: serving.knative.dev/v1, kind: Service, name: recorder}
              uri: /letters
        ---
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: small}
        data:
          bootstrap.servers: "%s"
          default.topic.partitions: "3"
          default.topic.replication.factor: "1"
        """
                .formatted(
                        brokerClass,
                        kind == Kind.IN_MEMORY
                                ? ""
                                : "config: {apiVersion: v1, kind: ConfigMap, name: small}",
                        ownKafka().orElse("localhost:9092"));
    }

    private static String trigger(String name) {
        return """
        apiVersion: eventing.knative.dev/v1
        kind: Trigger
        metadata:
          name: %s
          annotations: {kafka.eventing.knative.dev/delivery.order: %s}
        spec:
          broker: default
          filters: [{exact: {type: %s}}]
          subscriber:
            ref: {apiVersion: serving.knative.dev/v1, kind: Service, name: recorder}
            uri: /%s
        """
                .formatted(
                        name,
                        name.equals("unordered") ? "unordered" : "ordered",
                        name.equals("tail") ? REPLY : TYPE,
                        name);
    }

    /// Several instances at once, so that a kill takes more than one event with it.
    private static final String FUNC =
            """
            specVersion: 0.36.0
            name: recorder
            runtime: quarkus
            created: 2026-11-01T00:00:00Z
            deploy:
              options:
                scale: {min: 1, max: 2}
                resources: {limits: {concurrency: 20}}
            """;

    @Override
    public void close() {
        try (kafka;
                load) {
            runner.close();
        }
    }
}
