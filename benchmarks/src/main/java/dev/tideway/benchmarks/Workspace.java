package dev.tideway.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Folders that a runner can be started in: the store as it is, but with a short window so that functions ebb soon, or a
/// broker alone with one trigger to an address.
final class Workspace {
    static final Path REPOSITORY = Path.of("").toAbsolutePath();

    private Workspace() {}

    static Path store() throws IOException {
        var root = Files.createTempDirectory("tideway-bench-store");
        Files.createSymbolicLink(
                root.resolve("broker-config"), REPOSITORY.resolve("broker-config"));
        Files.createSymbolicLink(root.resolve("triggers"), REPOSITORY.resolve("triggers"));
        Files.copy(REPOSITORY.resolve("kn-local.yaml"), root.resolve("kn-local.yaml"));
        try (var functions = Files.list(REPOSITORY.resolve("functions"))) {
            for (var function :
                    functions.filter(it -> Files.exists(it.resolve("func.yaml"))).toList()) {
                withShortWindow(
                        function, root.resolve("functions").resolve(function.getFileName()));
            }
        }
        return root;
    }

    private static void withShortWindow(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        var yaml = Files.readString(from.resolve("func.yaml"));
        Files.writeString(
                to.resolve("func.yaml"),
                yaml.replaceFirst(
                        "(?m)^deploy:$",
                        "deploy:\n  annotations:\n    autoscaling.knative.dev/window: \"6s\""));
        Files.createSymbolicLink(to.resolve("target"), from.resolve("target"));
        if (Files.exists(from.resolve("db"))) {
            Files.createSymbolicLink(to.resolve("db"), from.resolve("db"));
        }
    }

    /// A broker of class Kafka with ten partitions and, when there is an address, one trigger that takes everything.
    ///
    /// @param order `ordered` or `unordered`
    static Path broker(String order, String sink) throws IOException {
        var root = Files.createTempDirectory("tideway-bench-broker");
        var manifests = Files.createDirectories(root.resolve("manifests"));
        Files.createDirectories(root.resolve("functions"));
        Files.writeString(
                root.resolve("kn-local.yaml"),
                "manifests: [manifests]\nfunctions: [functions/*]\n");
        Files.writeString(manifests.resolve("broker.yaml"), BROKER);
        if (!sink.isEmpty()) {
            Files.writeString(manifests.resolve("trigger.yaml"), trigger(order, sink));
        }
        return root;
    }

    static final String BROKER =
            """
            apiVersion: eventing.knative.dev/v1
            kind: Broker
            metadata:
              name: default
              annotations:
                eventing.knative.dev/broker.class: Kafka
            spec:
              config:
                apiVersion: v1
                kind: ConfigMap
                name: kafka-broker-config
            ---
            apiVersion: v1
            kind: ConfigMap
            metadata:
              name: kafka-broker-config
            data:
              bootstrap.servers: embedded:9092
              default.topic.partitions: "10"
              default.topic.replication.factor: "1"
            """;

    private static String trigger(String order, String sink) {
        return """
        apiVersion: eventing.knative.dev/v1
        kind: Trigger
        metadata:
          name: sink
          annotations:
            kafka.eventing.knative.dev/delivery.order: %s
        spec:
          broker: default
          subscriber:
            uri: %s
        """
                .formatted(order, sink);
    }
}
