package dev.tideway.knlocal.conformance;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The cluster that kubectl points to. `CONFORMANCE_KAFKA_INGRESS`, `CONFORMANCE_MT_INGRESS`, `CONFORMANCE_IN_MEMORY_CHANNEL_INGRESS` and
/// `CONFORMANCE_KAFKA_CHANNEL_INGRESS` say where the ingresses are reached from here (a port-forward will do), `CONFORMANCE_RECEIVER_HOST` how its pods reach this machine,
/// `CONFORMANCE_NAMESPACE` a namespace that may be written to (default: conformance).
record Cluster(Map<String, String> environment) {
    private static final String RECEIVER = "CONFORMANCE_RECEIVER_HOST";

    /// Empty unless the environment names one.
    static Optional<Cluster> ofEnvironment(Map<String, String> environment) {
        return Optional.of(environment).filter(it -> it.containsKey(RECEIVER)).map(Cluster::new);
    }

    static String namespace() {
        return ofEnvironment(System.getenv())
                .map(it -> it.environment.getOrDefault("CONFORMANCE_NAMESPACE", "conformance"))
                .orElse("default");
    }

    String receiverHost() {
        return required(RECEIVER);
    }

    Platform with(String manifests, String namespace) throws IOException, InterruptedException {
        var applied = new Applied(this, manifests, namespace);
        kubectl(manifests, "apply", "--namespace", namespace, "--filename", "-");
        for (var kind : List.of("brokers.eventing.knative.dev", "triggers.eventing.knative.dev")) {
            kubectl(
                    "",
                    "wait",
                    kind,
                    "--all",
                    "--for=condition=Ready",
                    "--timeout=180s",
                    "--namespace",
                    namespace);
        }
        return applied;
    }

    private String required(String variable) {
        var value = environment.get(variable);
        if (value == null) {
            throw new IllegalStateException("set " + variable + ", see CONTRIBUTING.md");
        }
        return value;
    }

    private static void kubectl(String input, String... arguments)
            throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of("kubectl"));
        command.addAll(List.of(arguments));
        var process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.INHERIT)
                        .start();
        try (var stdin = process.getOutputStream()) {
            stdin.write(input.getBytes(StandardCharsets.UTF_8));
        }
        if (process.waitFor() != 0) {
            throw new IllegalStateException(String.join(" ", command) + " failed");
        }
    }

    private record Applied(Cluster cluster, String manifests, String namespace)
            implements Platform {
        @Override
        public URI ingress(Implementation on) {
            return URI.create(cluster.required("CONFORMANCE_" + on.name() + "_INGRESS"));
        }

        @Override
        public int readyInstances(String function) {
            throw new UnsupportedOperationException("the functions of the suite are no images");
        }

        @Override
        public void close() {
            try {
                kubectl(manifests, "delete", "--namespace", namespace, "--filename", "-");
            } catch (IOException e) {
                throw new IllegalStateException("kubectl delete", e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
