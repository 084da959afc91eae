package dev.tideway.knlocal.cluster;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Puts a namespace's broker and functions within curl's reach under the very names they have inside the cluster: the
/// samples post to the same addresses as the functions would, and the cluster's gateway sees the host it routes by.
public final class Tunnel implements AutoCloseable {
    private static final String INSIDE = ".svc.cluster.local";

    private final List<Forward> forwards = new ArrayList<>();
    private final Map<String, Forward> known = new HashMap<>();
    private final List<String> routes = new ArrayList<>();
    private final Path home;
    private final String namespace;
    private final String brokerUrl;

    public static Tunnel open(Kubectl kubectl, String namespace) throws ClusterException {
        try {
            var tunnel = new Tunnel(kubectl, namespace, Files.createTempDirectory("kn-local-curl"));
            return tunnel.opened(kubectl);
        } catch (IOException e) {
            throw new ClusterException("no folder for curl's settings: " + e.getMessage());
        }
    }

    private Tunnel(Kubectl kubectl, String namespace, Path home) throws ClusterException {
        this.home = home;
        this.namespace = namespace;
        var broker =
                kubectl.json(
                        "",
                        "get",
                        "broker.eventing.knative.dev",
                        "default",
                        "-n",
                        namespace,
                        "-o",
                        "json");
        brokerUrl = broker.at("/status/address/url").asText();
        if (brokerUrl.isEmpty()) {
            throw new ClusterException(
                    "Broker default in namespace %s has no address yet: `make watch CLUSTER=1` shows why"
                            .formatted(namespace));
        }
    }

    private Tunnel opened(Kubectl kubectl) throws ClusterException, IOException {
        try {
            var ingress = URI.create(brokerUrl);
            route(
                    kubectl,
                    ingress.getHost(),
                    ingress.getPort() < 0 ? 80 : ingress.getPort(),
                    ingress.getHost());
            var services =
                    Resource.all(
                            kubectl.json(
                                    "",
                                    "get",
                                    "services.serving.knative.dev",
                                    "-n",
                                    namespace,
                                    "-o",
                                    "json"));
            for (var function : services) {
                route(kubectl, function.name() + domain(), 80, gateway(kubectl, function.name()));
            }
            Files.writeString(home.resolve(".curlrc"), String.join("\n", routes) + "\n");
            return this;
        } catch (ClusterException | IOException e) {
            close();
            throw e;
        }
    }

    /// What a function's own name stands for inside the cluster: the gateway that Knative routes it by.
    private String gateway(Kubectl kubectl, String function) throws ClusterException {
        var service = kubectl.json("", "get", "service", function, "-n", namespace, "-o", "json");
        var name = service.at("/spec/externalName").asText();
        if (name.isEmpty()) {
            throw new ClusterException(
                    "function %s has no gateway yet: `make watch CLUSTER=1` shows why"
                            .formatted(function));
        }
        return name;
    }

    private void route(Kubectl kubectl, String host, int port, String target)
            throws ClusterException {
        var names = target.split("\\.", -1);
        if (names.length < 2) {
            throw new ClusterException("%s names no Service of the cluster".formatted(target));
        }
        var forward = known.get(target + port);
        if (forward == null) {
            forward = Forward.open(kubectl, names[1], names[0], port);
            forwards.add(forward);
            known.put(target + port, forward);
        }
        routes.add("connect-to = \"%s:%d:127.0.0.1:%d\"".formatted(host, port, forward.port()));
    }

    private String domain() {
        return "." + namespace + INSIDE;
    }

    /// What samples/ read.
    public Map<String, String> environment() {
        return Map.of(
                "CURL_HOME",
                home.toString(),
                "BROKER_URL",
                brokerUrl,
                "ORDERS_URL",
                "http://order-view" + domain(),
                "FORECASTS_URL",
                "http://forecast-plan" + domain(),
                "DEAD_LETTERS_URL",
                "http://dead-letters" + domain(),
                "SALES_URL",
                "http://sales-facts" + domain(),
                "FUNCTIONS_DOMAIN",
                domain().substring(1));
    }

    @Override
    public void close() {
        forwards.forEach(Forward::close);
        try (var files = Files.walk(home)) {
            for (var file : files.collect(Collectors.toCollection(TreeSet::new)).reversed()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException _) {
            home.toFile().deleteOnExit();
        }
    }
}
