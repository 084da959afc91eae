package dev.tideway.deploy;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.AnnotatedMember;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.type.LogicalType;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.kustomize.v1beta1.Kustomization;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Reads a resource as its API has it: fabric8's and Strimzi's models, every field known and of its type. Kinds that have
/// no model on Maven Central are held to a schema of the fields that we use, in src/test/resources/schemas.
final class Models {
    private static final Map<String, Class<?>> TYPES =
            Stream.of(
                            io.fabric8.kubernetes.api.model.Namespace.class,
                            io.fabric8.kubernetes.api.model.Service.class,
                            io.fabric8.kubernetes.api.model.ServiceAccount.class,
                            io.fabric8.kubernetes.api.model.ConfigMap.class,
                            io.fabric8.kubernetes.api.model.apps.StatefulSet.class,
                            io.fabric8.kubernetes.api.model.batch.v1.Job.class,
                            io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy.class,
                            io.fabric8.kubernetes.api.model.rbac.Role.class,
                            io.fabric8.kubernetes.api.model.rbac.RoleBinding.class,
                            io.fabric8.knative.serving.v1.Service.class,
                            io.fabric8.knative.eventing.v1.Broker.class,
                            io.fabric8.knative.eventing.v1.Trigger.class,
                            io.fabric8.knative.eventing.v1alpha1.EventPolicy.class,
                            io.fabric8.knative.sources.v1.SinkBinding.class,
                            io.fabric8.knative.sources.v1.PingSource.class,
                            io.fabric8.knative.sources.v1.KafkaSource.class,
                            io.fabric8.istio.api.security.v1.PeerAuthentication.class,
                            io.fabric8.istio.api.security.v1.AuthorizationPolicy.class,
                            io.fabric8.openshift.api.model.monitoring.v1.PodMonitor.class,
                            io.fabric8.openshift.api.model.monitoring.v1.PrometheusRule.class,
                            io.fabric8.openshift.api.model.monitoring.v1.ServiceMonitor.class)
                    .collect(Collectors.toMap(Models::key, type -> type));

    /// Models whose annotations do not say the one version that we use, or, of kustomize's, none at all.
    private static final Map<String, Class<?>> OTHERS =
            Map.of(
                    "kustomize.config.k8s.io/v1beta1 Kustomization", Kustomization.class,
                    "kustomize.config.k8s.io/v1alpha1 Component", Kustomization.class,
                    "camel.apache.org/v1 Pipe", org.apache.camel.v1.Pipe.class,
                    "kafka.strimzi.io/v1 Kafka", io.strimzi.api.kafka.model.kafka.Kafka.class,
                    "kafka.strimzi.io/v1 KafkaNodePool",
                            io.strimzi.api.kafka.model.nodepool.KafkaNodePool.class,
                    "kafka.strimzi.io/v1 KafkaTopic",
                            io.strimzi.api.kafka.model.topic.KafkaTopic.class,
                    "kafka.strimzi.io/v1 KafkaUser",
                            io.strimzi.api.kafka.model.user.KafkaUser.class);

    /// What may have any field: the properties of a Kamelet and of a sink are theirs to name.
    private static final Set<Class<?>> FREE =
            Set.of(
                    org.apache.camel.v1.pipespec.source.Properties.class,
                    org.apache.camel.v1.pipespec.sink.Properties.class);

    private static final ObjectMapper STRICT = strict();

    private Models() {}

    private static String key(Class<?> type) {
        var group = type.getAnnotation(io.fabric8.kubernetes.model.annotation.Group.class).value();
        var version =
                type.getAnnotation(io.fabric8.kubernetes.model.annotation.Version.class).value();
        return (group.isEmpty() ? "" : group + "/") + version + " " + type.getSimpleName();
    }

    private static ObjectMapper strict() {
        var mapper =
                JsonMapper.builder()
                        .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                        .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                        .annotationIntrospector(new NoCatchAll())
                        .build();
        mapper.coercionConfigFor(LogicalType.Textual)
                .setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail);
        return mapper;
    }

    /// The models keep unknown fields in a map, and so accept them.
    private static final class NoCatchAll extends JacksonAnnotationIntrospector {
        private static final long serialVersionUID = 1;

        @Override
        public Boolean hasAnySetter(Annotated annotated) {
            return annotated instanceof AnnotatedMember member
                    && FREE.contains(member.getDeclaringClass())
                    && Boolean.TRUE.equals(super.hasAnySetter(annotated));
        }
    }

    /// What is wrong with a resource, or nothing.
    static List<String> problems(JsonNode json) {
        var resource = new Resource(json);
        var key = resource.apiVersion() + " " + resource.kind();
        var type = TYPES.getOrDefault(key, OTHERS.get(key));
        if (type != null) {
            return read(json, type);
        }
        var schema = Schemas.find(key);
        if (schema.isEmpty()) {
            return List.of(key + ": no model and no schema knows this kind");
        }
        var spec = Schemas.problems(schema.get(), json);
        return json.path("metadata").isMissingNode()
                ? spec
                : Stream.concat(
                                spec.stream(),
                                read(json.path("metadata"), ObjectMeta.class).stream())
                        .toList();
    }

    private static List<String> read(JsonNode json, Class<?> type) {
        try {
            STRICT.readerFor(type).readValue(json);
            return List.of();
        } catch (JsonMappingException e) {
            return List.of(
                    e.getOriginalMessage().replaceAll("\\(class.*", "")
                            + " at "
                            + e.getPathReference().replaceAll("[\\w.$]+\\[", "["));
        } catch (IOException e) {
            return List.of(String.valueOf(e.getMessage()));
        }
    }
}
