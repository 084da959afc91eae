package dev.tideway.knlocal.manifest;

import dev.tideway.knlocal.yaml.Near;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
        PING_SOURCE,
        KAFKA_SOURCE,
        CONTAINER_SOURCE,
        INTEGRATION_SOURCE,
        SINK_BINDING,
        KAFKA_SINK,
        JOB_SINK,
        EVENT_TRANSFORM,
        INTEGRATION_SINK,
        EVENT_TYPE,
        LIST
    }

    sealed interface Meaning {
        record Read(Handled kind) implements Meaning {}

        record Ignore(String why) implements Meaning {}

        /// Of Knative, and not run by this version.
        ///
        /// @param instead what to do; may be empty
        record NotRun(String instead) implements Meaning {}

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
                    Map.entry("sources.knative.dev/v1 PingSource", Handled.PING_SOURCE),
                    Map.entry("sources.knative.dev/v1beta2 PingSource", Handled.PING_SOURCE),
                    Map.entry("sources.knative.dev/v1 KafkaSource", Handled.KAFKA_SOURCE),
                    Map.entry("sources.knative.dev/v1beta1 KafkaSource", Handled.KAFKA_SOURCE),
                    Map.entry("sources.knative.dev/v1 ContainerSource", Handled.CONTAINER_SOURCE),
                    Map.entry("sources.knative.dev/v1 SinkBinding", Handled.SINK_BINDING),
                    Map.entry(
                            "sources.knative.dev/v1alpha1 IntegrationSource",
                            Handled.INTEGRATION_SOURCE),
                    Map.entry("eventing.knative.dev/v1alpha1 KafkaSink", Handled.KAFKA_SINK),
                    Map.entry(
                            "eventing.knative.dev/v1alpha1 EventTransform",
                            Handled.EVENT_TRANSFORM),
                    Map.entry("sinks.knative.dev/v1alpha1 JobSink", Handled.JOB_SINK),
                    Map.entry(
                            "sinks.knative.dev/v1alpha1 IntegrationSink", Handled.INTEGRATION_SINK),
                    Map.entry("eventing.knative.dev/v1beta1 EventType", Handled.EVENT_TYPE),
                    Map.entry("eventing.knative.dev/v1beta2 EventType", Handled.EVENT_TYPE),
                    Map.entry("eventing.knative.dev/v1beta3 EventType", Handled.EVENT_TYPE),
                    Map.entry("v1 List", Handled.LIST));

    /// By group and kind; with what to do instead, where there is such a thing.
    private static final Map<String, String> NOT_RUN =
            Map.ofEntries(
                    Map.entry(
                            "eventing.knative.dev RequestReply",
                            "post to the broker, and let a Trigger bring the answer"),
                    Map.entry("messaging.knative.dev NatsJetStreamChannel", ""),
                    Map.entry(
                            "sources.knative.dev ApiServerSource",
                            "there is no Kubernetes API here; a ContainerSource can send its events"),
                    Map.entry("sources.knative.dev RabbitmqSource", "use a ContainerSource"),
                    Map.entry("sources.knative.dev GitHubSource", "use a ContainerSource"),
                    Map.entry("bindings.knative.dev KafkaBinding", ""),
                    Map.entry("serving.knative.dev Revision", ""),
                    Map.entry("serving.knative.dev Route", ""),
                    Map.entry("serving.knative.dev Configuration", ""),
                    Map.entry("serving.knative.dev DomainMapping", ""));

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
        var instead = NOT_RUN.get(group + " " + kind);
        return instead == null ? unknown(apiVersion, kind) : new Meaning.NotRun(instead);
    }

    private static Meaning unknown(String apiVersion, String kind) {
        for (var handled : new TreeSet<>(HANDLED.keySet())) {
            if (handled.endsWith(" " + kind)) {
                var wanted = handled.substring(0, handled.indexOf(' '));
                return new Meaning.WrongVersion(
                        "is " + apiVersion + ", wanted " + wanted + " for a " + kind);
            }
        }
        var names = new TreeSet<String>();
        HANDLED.keySet().forEach(handled -> names.add(handled.substring(handled.indexOf(' ') + 1)));
        NOT_RUN.keySet().forEach(name -> names.add(name.substring(name.indexOf(' ') + 1)));
        var message = "is " + kind + " of " + apiVersion + ", which kn-local does not know";
        return new Meaning.Unknown(message, Near.meant(kind, names));
    }
}
