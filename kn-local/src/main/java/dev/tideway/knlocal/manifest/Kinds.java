package dev.tideway.knlocal.manifest;

import dev.tideway.knlocal.yaml.Near;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// What each kind of resource means to this version of kn-local.
final class Kinds {
    /// The kinds that are read.
    enum Handled {
        BROKER,
        TRIGGER,
        CONFIG_MAP,
        SECRET,
        FUNCTION,
        CHANNEL,
        SUBSCRIPTION,
        SEQUENCE,
        PARALLEL,
        LIST
    }

    sealed interface Meaning {
        record Read(Handled kind) implements Meaning {}

        record Ignore(String why) implements Meaning {}

        /// Of Knative, and not run by this version.
        record NotRun() implements Meaning {}

        record WrongVersion(String message) implements Meaning {}

        record Unknown(String message, String mend) implements Meaning {}
    }

    private static final Map<String, Handled> HANDLED =
            Map.ofEntries(
                    Map.entry("eventing.knative.dev/v1 Broker", Handled.BROKER),
                    Map.entry("eventing.knative.dev/v1 Trigger", Handled.TRIGGER),
                    Map.entry("v1 ConfigMap", Handled.CONFIG_MAP),
                    Map.entry("v1 Secret", Handled.SECRET),
                    Map.entry("serving.knative.dev/v1 Service", Handled.FUNCTION),
                    Map.entry("messaging.knative.dev/v1 Channel", Handled.CHANNEL),
                    Map.entry("messaging.knative.dev/v1 InMemoryChannel", Handled.CHANNEL),
                    Map.entry("messaging.knative.dev/v1 KafkaChannel", Handled.CHANNEL),
                    Map.entry("messaging.knative.dev/v1beta1 KafkaChannel", Handled.CHANNEL),
                    Map.entry("messaging.knative.dev/v1 Subscription", Handled.SUBSCRIPTION),
                    Map.entry("flows.knative.dev/v1 Sequence", Handled.SEQUENCE),
                    Map.entry("flows.knative.dev/v1 Parallel", Handled.PARALLEL),
                    Map.entry("v1 List", Handled.LIST));

    private static final Map<String, Set<String>> NOT_RUN =
            Map.of(
                    "eventing.knative.dev", Set.of("KafkaSink", "EventTransform", "RequestReply"),
                    "messaging.knative.dev", Set.of("NatsJetStreamChannel"),
                    "sources.knative.dev",
                            Set.of(
                                    "PingSource",
                                    "ApiServerSource",
                                    "ContainerSource",
                                    "SinkBinding",
                                    "KafkaSource",
                                    "IntegrationSource",
                                    "RabbitmqSource",
                                    "GitHubSource"),
                    "bindings.knative.dev", Set.of("KafkaBinding"),
                    "sinks.knative.dev", Set.of("JobSink", "IntegrationSink"),
                    "serving.knative.dev",
                            Set.of("Revision", "Route", "Configuration", "DomainMapping"));

    private static final Map<String, String> IGNORED = ignored();

    private Kinds() {}

    private static Map<String, String> ignored() {
        var cluster = "it means something on a cluster only";
        var ignored = new LinkedHashMap<String, String>();
        for (var group :
                List.of(
                        "apps",
                        "batch",
                        "autoscaling",
                        "policy",
                        "rbac.authorization.k8s.io",
                        "networking.k8s.io",
                        "storage.k8s.io",
                        "apiextensions.k8s.io",
                        "admissionregistration.k8s.io",
                        "scheduling.k8s.io",
                        "gateway.networking.k8s.io",
                        "networking.istio.io",
                        "security.istio.io",
                        "cert-manager.io",
                        "monitoring.coreos.com",
                        "keda.sh",
                        "operator.knative.dev",
                        "networking.internal.knative.dev",
                        "postgresql.cnpg.io",
                        "argoproj.io",
                        "external-secrets.io",
                        "route.openshift.io")) {
            ignored.put(group, cluster);
        }
        ignored.put("kafka.strimzi.io", "kn-local brings its own Kafka");
        ignored.put("core.strimzi.io", "kn-local brings its own Kafka");
        ignored.put("rabbitmq.com", "kn-local runs no RabbitMQ");
        ignored.put("kustomize.config.k8s.io", "kn-local reads the files of a folder as they are");
        ignored.put("eventing.knative.dev EventPolicy", "kn-local checks no identities");
        ignored.put("eventing.knative.dev EventType", "kn-local keeps no registry of event types");
        ignored.put("eventing.knative.dev RabbitmqBrokerConfig", "kn-local runs no RabbitMQ");
        for (var kind :
                List.of(
                        "Namespace",
                        "ServiceAccount",
                        "Service",
                        "Endpoints",
                        "Pod",
                        "PersistentVolume",
                        "PersistentVolumeClaim",
                        "LimitRange",
                        "ResourceQuota",
                        "Node",
                        "ReplicationController")) {
            ignored.put(" " + kind, cluster);
        }
        return ignored;
    }

    static Meaning meaning(String apiVersion, String kind) {
        var handled = HANDLED.get(apiVersion + " " + kind);
        if (handled != null) {
            return new Meaning.Read(handled);
        }
        var group =
                apiVersion.contains("/") ? apiVersion.substring(0, apiVersion.indexOf('/')) : "";
        for (var name : List.of(group + " " + kind, group)) {
            var why = IGNORED.get(name);
            if (why != null) {
                return new Meaning.Ignore(why);
            }
        }
        return NOT_RUN.getOrDefault(group, Set.of()).contains(kind)
                ? new Meaning.NotRun()
                : unknown(apiVersion, kind);
    }

    private static Meaning unknown(String apiVersion, String kind) {
        for (var handled : HANDLED.keySet()) {
            if (handled.endsWith(" " + kind)) {
                var wanted = handled.substring(0, handled.indexOf(' '));
                return new Meaning.WrongVersion(
                        "is " + apiVersion + ", wanted " + wanted + " for a " + kind);
            }
        }
        var names = new TreeSet<String>();
        HANDLED.keySet().forEach(handled -> names.add(handled.substring(handled.indexOf(' ') + 1)));
        NOT_RUN.values().forEach(names::addAll);
        var message = "is " + kind + " of " + apiVersion + ", which kn-local does not know";
        return new Meaning.Unknown(message, Near.meant(kind, names));
    }
}
