package dev.tideway.knlocal.check;

import dev.tideway.knlocal.domain.Domain;
import dev.tideway.knlocal.domain.DomainReader;
import dev.tideway.knlocal.settings.SettingsReader;
import dev.tideway.knlocal.testing.FunctionSources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// A project with nothing to mend: `ping` makes `stock.reserved` of `order.placed`, and `pong` hears it. A test spoils it.
public final class Project {
    public static final String PLACED = "dev.shop.order.placed.v1";
    public static final String RESERVED = "dev.shop.stock.reserved.v1";

    public static final String PING =
            """
            @EventData("dev.shop.stock.reserved.v1")
            record Reserved(String orderId) {}
            record Placed(String orderId) {}

            @Funq
            @CloudEventMapping(trigger = "dev.shop.order.placed.v1")
            @Emits(Reserved.class)
            public CloudEvent<Object> reserve(CloudEvent<Placed> event) { return null; }
            """;

    static final String PONG =
            """
            record Reserved(String orderId) {}

            @Funq
            @CloudEventMapping(trigger = "dev.shop.stock.reserved.v1")
            public void hear(CloudEvent<Reserved> event) {}
            """;

    static final String DELIVERY =
            """
              delivery:
                retry: 5
                backoffPolicy: exponential
                backoffDelay: PT0.2S
                deadLetterSink: {ref: {apiVersion: serving.knative.dev/v1, kind: Service, name: pong}}
            """;

    private static final String SCHEMA =
            """
            {
              "$schema": "https://json-schema.org/draft/2020-12/schema",
              "type": "object",
              "required": ["orderId"],
              "properties": {"orderId": {"type": "string"}}
            }
            """;

    private final Path root;

    private Project(Path root) {
        this.root = root;
    }

    public static Project sound(Path root) throws IOException {
        var project = new Project(root);
        project.write(
                "kn-local.yaml",
                """
                manifests: [triggers]
                functions: [functions/*]
                databases: {sales-db-app: sales, stock-db-app: stock}
                """);
        project.write("triggers/broker.yaml", broker("default", DELIVERY));
        project.write(
                "triggers/config.yaml",
                """
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: kafka-broker-config}
                data: {bootstrap.servers: "kafka:9092", default.topic.partitions: "10", default.topic.replication.factor: "3"}
                """);
        project.write("triggers/ping.yaml", trigger("ping", "ping", PLACED));
        project.write("triggers/pong.yaml", trigger("pong", "pong", RESERVED));
        project.function("ping", "sales").code("ping", "Ping", PING);
        project.function("pong", "stock").code("pong", "Pong", PONG);
        project.context(
                "sales", "functions: [ping]", "outside: {dev.shop.order.placed.v1: the shop}");
        project.context("stock", "functions: [pong]");
        for (var type : List.of(PLACED, RESERVED)) {
            project.write("events/" + type + ".schema.json", SCHEMA)
                    .write(
                            "events/" + type + ".example.json",
                            """
                            {"specversion": "1.0", "id": "1", "source": "/shop", "type": "%s", "data": {"orderId": "o-1"}}
                            """
                                    .formatted(type));
        }
        return project.write("deploy/base/web.yaml", deployment(CONTAINER));
    }

    static String broker(String name, String delivery) {
        return """
        apiVersion: eventing.knative.dev/v1
        kind: Broker
        metadata:
          name: %s
          annotations: {eventing.knative.dev/broker.class: Kafka}
        spec:
          config: {apiVersion: v1, kind: ConfigMap, name: kafka-broker-config}
        %s\
        """
                .formatted(name, delivery);
    }

    static String trigger(String name, String function, String... types) {
        return triggerAt(name, "default", "ordered", function, "", types);
    }

    /// @param more further lines of its spec
    static String triggerAt(
            String name,
            String broker,
            String order,
            String function,
            String more,
            String... types) {
        var filters = new StringBuilder();
        for (var type : types) {
            filters.append("        - exact: {type: ").append(type).append("}\n");
        }
        return """
        apiVersion: eventing.knative.dev/v1
        kind: Trigger
        metadata:
          name: %s
          annotations: {kafka.eventing.knative.dev/delivery.order: %s}
        spec:
          broker: %s
          filters:
            - any:
        %s  subscriber: {ref: {apiVersion: serving.knative.dev/v1, kind: Service, name: %s}}
        %s\
        """
                .formatted(name, order, broker, filters, function, more);
    }

    static final String CONTAINER =
            """
            - name: web
              image: shop/web:1.2.3
              resources: {limits: {cpu: "1", memory: 128Mi}}
              livenessProbe: {httpGet: {path: /, port: 8080}}
              readinessProbe: {httpGet: {path: /, port: 8080}}
              securityContext: {runAsNonRoot: true}
            """;

    static String deployment(String container) {
        return """
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: web
        spec:
          template:
            spec:
              containers:
        %s\
        """
                .formatted(container.indent(8));
    }

    static String func(String name, String context) {
        return """
        specVersion: 0.36.0
        name: %s
        runtime: quarkus
        created: 2026-03-02T09:00:00Z
        run:
          envs:
            - {name: QUARKUS_DATASOURCE_JDBC_URL, value: '{{ secret:%s-db-app:jdbc-uri }}'}
        deploy:
          options:
            scale: {min: 0, max: 3}
            resources:
              limits: {cpu: "1", memory: 256Mi}
          healthEndpoints: {liveness: /health/liveness, readiness: /health/readiness}
        """
                .formatted(name, context);
    }

    Project function(String name, String context) throws IOException {
        return write("functions/" + name + "/func.yaml", func(name, context));
    }

    Project context(String name, String... lines) throws IOException {
        return write(
                "events/contexts/" + name + ".md",
                "---\nname: %s\npurpose: To try.\nowner: Testers\n%s\nlanguage: {thing: what it is}\n---\n\nMore.\n"
                        .formatted(name, String.join("\n", lines)));
    }

    public Project code(String function, String className, String body) throws IOException {
        FunctionSources.write(root.resolve("functions").resolve(function), className, body);
        return this;
    }

    public Project write(String file, String text) throws IOException {
        var path = root.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
        return this;
    }

    Project replace(String file, String old, String now) throws IOException {
        var text = Files.readString(root.resolve(file));
        if (!text.contains(old)) {
            throw new IllegalArgumentException(file + " has no " + old + ":\n" + text);
        }
        return write(file, text.replace(old, now));
    }

    Project delete(String file) throws IOException {
        Files.delete(root.resolve(file));
        return this;
    }

    public Domain domain() throws Exception {
        var settings = SettingsReader.read(root, Map.of(), Map.of());
        return DomainReader.read(settings);
    }

    Check check() throws Exception {
        var domain = domain();
        return Check.of(domain, domain.root().resolve("kn-local.yaml"));
    }

    /// What is found, each as `file:line: rule: what`.
    List<String> findings() throws Exception {
        return check().findings().stream()
                .map(it ->
                        "%s: %s: %s"
                                .formatted(it.breach().place(), it.rule().id(), it.breach().what()))
                .toList();
    }
}
