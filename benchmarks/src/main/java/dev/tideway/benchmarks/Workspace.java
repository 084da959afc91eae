package dev.tideway.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Folders that a runner can be started in: the store as it is, but with a short window so that functions ebb soon, or a
/// broker alone, with triggers to an address or to a function.
final class Workspace {
    static final Path REPOSITORY = Path.of("").toAbsolutePath();

    private Workspace() {}

    static Path store() throws IOException {
        return store("6s");
    }

    /// @param window after which a function without work ebbs
    static Path store(String window) throws IOException {
        try (var functions = Files.list(REPOSITORY.resolve("functions"))) {
            return store(
                    window,
                    functions
                            .filter(it -> Files.exists(it.resolve("func.yaml")))
                            .map(it -> String.valueOf(it.getFileName()))
                            .toArray(String[]::new));
        }
    }

    /// The store with these functions alone, and their triggers.
    static Path only(String... functions) throws IOException {
        return store("6s", functions);
    }

    private static Path store(String window, String... functions) throws IOException {
        var root = Files.createTempDirectory("tideway-bench-store");
        Files.createSymbolicLink(
                root.resolve("broker-config"), REPOSITORY.resolve("broker-config"));
        var triggers = Files.createDirectories(root.resolve("triggers"));
        Files.createSymbolicLink(root.resolve("sources"), REPOSITORY.resolve("sources"));
        Files.copy(REPOSITORY.resolve("kn-local.yaml"), root.resolve("kn-local.yaml"));
        for (var function : functions) {
            withWindow(
                    window,
                    REPOSITORY.resolve("functions").resolve(function),
                    root.resolve("functions").resolve(function));
            var trigger = REPOSITORY.resolve("triggers").resolve(function + ".yaml");
            if (Files.exists(trigger)) {
                Files.createSymbolicLink(triggers.resolve(function + ".yaml"), trigger);
            }
        }
        return root;
    }

    private static void withWindow(String window, Path from, Path to) throws IOException {
        Files.createDirectories(to);
        var yaml = Files.readString(from.resolve("func.yaml"));
        Files.writeString(
                to.resolve("func.yaml"),
                yaml.replaceFirst(
                        "(?m)^deploy:$",
                        "deploy:\n  annotations:\n    autoscaling.knative.dev/window: \""
                                + window
                                + "\""));
        Files.createSymbolicLink(to.resolve("target"), from.resolve("target"));
        if (Files.exists(from.resolve("db"))) {
            Files.createSymbolicLink(to.resolve("db"), from.resolve("db"));
        }
    }

    /// Changes how many instances a function may have.
    static void maxScale(Path root, String function, int instances) throws IOException {
        var file = root.resolve("functions").resolve(function).resolve("func.yaml");
        var yaml = Files.readString(file);
        Files.writeString(file, yaml.replaceFirst("(?m)^(\\s+max:) \\d+$", "$1 " + instances));
    }

    /// Adds a trigger that sends every event of a type to an address.
    static void subscribe(Path root, String type, String address) throws IOException {
        var trigger = trigger("bench", "unordered", type, "uri: " + address);
        Files.writeString(root.resolve("triggers").resolve("bench.yaml"), trigger);
    }

    /// A broker of class Kafka with ten partitions, and nothing else.
    static Path broker() throws IOException {
        return broker("manifests: [manifests]\nfunctions: [functions/*]\n");
    }

    private static Path broker(String settings) throws IOException {
        var root = Files.createTempDirectory("tideway-bench-broker");
        Files.createDirectories(root.resolve("functions"));
        Files.writeString(root.resolve("kn-local.yaml"), settings);
        Files.writeString(manifests(root).resolve("broker.yaml"), BROKER);
        return root;
    }

    private static Path manifests(Path root) throws IOException {
        return Files.createDirectories(root.resolve("manifests"));
    }

    /// The same with so many triggers to that address, the first of which wants what [BrokerBench] posts.
    ///
    /// @param order `ordered` or `unordered`
    static Path triggers(String order, String sink, int count) throws IOException {
        var root = broker();
        var yaml = new StringBuilder();
        for (int i = 0; i < count; i++) {
            var type = i == 0 ? "dev.tideway.bench" : "dev.tideway.bench.other" + i;
            yaml.append(trigger("t" + i, order, type, "uri: " + sink)).append("---\n");
        }
        Files.writeString(manifests(root).resolve("triggers.yaml"), yaml);
        return root;
    }

    /// The same with a function that counts what it is sent, of at most one instance, soon at zero again.
    static Path counter() throws IOException {
        var java = Path.of(System.getProperty("java.home"), "bin/java");
        var jar = REPOSITORY.resolve("benchmarks/target/benchmarks.jar");
        var root =
                broker(
                        """
                        manifests: [manifests]
                        functions: [functions/*]
                        commands:
                          counter: ["%s", -XX:+UseSerialGC, -XX:TieredStopAtLevel=1, -cp, "%s", "%s"]
                        """
                                .formatted(java, jar, Counter.class.getName()));
        var function = Files.createDirectories(root.resolve("functions/counter"));
        Files.writeString(function.resolve("func.yaml"), COUNTER);
        var ref = "ref: {apiVersion: serving.knative.dev/v1, kind: Service, name: counter}";
        Files.writeString(
                manifests(root).resolve("trigger.yaml"),
                trigger("counter", "unordered", "dev.tideway.bench", ref));
        return root;
    }

    private static final String COUNTER =
            """
            specVersion: 0.36.0
            name: counter
            runtime: quarkus
            created: 2026-03-02T09:00:00Z
            invoke: cloudevent
            deploy:
              annotations:
                autoscaling.knative.dev/window: "6s"
              options:
                scale:
                  min: 0
                  max: 1
            """;

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

    private static String trigger(String name, String order, String type, String subscriber) {
        return """
        apiVersion: eventing.knative.dev/v1
        kind: Trigger
        metadata:
          name: %s
          annotations:
            kafka.eventing.knative.dev/delivery.order: %s
        spec:
          broker: default
          filter:
            attributes:
              type: %s
          subscriber:
            %s
        """
                .formatted(name, order, type, subscriber);
    }
}
