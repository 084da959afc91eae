package dev.tideway.knlocal.cluster;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// What has to be installed for an API group to be served, and where that is described.
enum Product {
    SERVING("Knative Serving", "knative.dev/docs/install", "serving.knative.dev"),
    EVENTING(
            "Knative Eventing",
            "knative.dev/docs/install",
            "eventing.knative.dev",
            "messaging.knative.dev",
            "flows.knative.dev",
            "sources.knative.dev",
            "sinks.knative.dev"),
    STRIMZI("Strimzi", "strimzi.io/quickstarts", "kafka.strimzi.io"),
    CLOUDNATIVEPG("CloudNativePG", "cloudnative-pg.io", "postgresql.cnpg.io"),
    RABBITMQ(
            "the RabbitMQ cluster operator",
            "www.rabbitmq.com/kubernetes/operator/operator-overview",
            "rabbitmq.com"),
    PROMETHEUS("the Prometheus operator", "prometheus-operator.dev", "monitoring.coreos.com"),
    ISTIO(
            "Istio",
            "istio.io/latest/docs/setup",
            "security.istio.io",
            "networking.istio.io",
            "telemetry.istio.io"),
    CAMEL_K("Camel K", "camel.apache.org/camel-k", "camel.apache.org"),
    CERT_MANAGER("cert-manager", "cert-manager.io/docs/installation", "cert-manager.io"),
    EXTERNAL_SECRETS("the External Secrets operator", "external-secrets.io", "external-secrets.io"),
    OPENSHIFT("OpenShift", "docs.openshift.com", "route.openshift.io", "security.openshift.io");

    private final String title;
    private final String page;
    private final String groups;

    Product(String title, String page, String... groups) {
        this.title = title;
        this.page = page;
        this.groups = String.join(" ", groups);
    }

    static Optional<Product> serving(String group) {
        return Arrays.stream(values())
                .filter(product -> List.of(product.groups.split(" ", -1)).contains(group))
                .findFirst();
    }

    /// The thing, and the mend.
    static String lacking(String group, String what) {
        return serving(group)
                .map(it ->
                        "%s is not installed (%s): https://%s".formatted(it.title, what, it.page))
                .orElse("the cluster does not serve " + what);
    }

    /// The group is served, but without this kind: it comes with an extension, or with another version.
    static String without(String group, String kind, String what) {
        return switch (kind) {
            case "RabbitmqBrokerConfig", "RabbitmqSource" -> extension("RabbitMQ", what);
            case "KafkaSource", "KafkaSink", "KafkaChannel" -> extension("Kafka", what);
            default ->
                    serving(group)
                            .map(it ->
                                    "%s is installed, but without %s: another version is needed, https://%s"
                                            .formatted(it.title, what, it.page))
                            .orElse("the cluster does not serve " + what);
        };
    }

    private static String extension(String of, String what) {
        return "Knative Eventing's part for %s is not installed (%s): https://knative.dev/docs/install/yaml-install/eventing/install-eventing-with-yaml"
                .formatted(of, what);
    }
}
