package dev.tideway.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The overlays as a cluster gets them.
class OverlaysTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Map<String, Overlay> BUILT = new LinkedHashMap<>();

    @BeforeAll
    static void build() throws IOException, InterruptedException {
        if (!Overlay.canBeBuilt()) {
            var why = "NOT CHECKED: the overlays of deploy/. Install kubectl, which builds them.";
            System.err.println(why);
            assumeTrue(false, why);
        }
        for (var folder : Repository.overlays()) {
            BUILT.put(String.valueOf(folder.getFileName()), Overlay.build(folder));
        }
    }

    static List<String> overlays() throws IOException {
        return Repository.overlays().stream().map(it -> it.getFileName().toString()).toList();
    }

    private static Overlay overlay(String name) {
        return Objects.requireNonNull(BUILT.get(name), name);
    }

    @ParameterizedTest
    @MethodSource("overlays")
    void an_overlay_is_sound(String name) throws IOException {
        assertThat(problems(overlay(name))).isEmpty();
    }

    private static List<String> problems(Overlay overlay) throws IOException {
        var problems = new ArrayList<String>();
        for (var resource : overlay.resources()) {
            Models.problems(resource.json()).forEach(it -> problems.add(resource + ": " + it));
        }
        problems.addAll(Images.problems(overlay));
        problems.addAll(Pods.problems(overlay));
        problems.addAll(References.problems(overlay));
        problems.addAll(Secrets.problems(overlay));
        problems.addAll(Namespaces.problems(overlay));
        problems.addAll(Functions.problems(overlay));
        problems.addAll(Databases.problems(overlay));
        return problems;
    }

    @Test
    void there_is_an_overlay_for_each_broker_class() {
        assertThat(BUILT.values())
                .flatExtracting(it ->
                        it.those("eventing.knative.dev", "Broker")
                                .map(OverlaysTest::brokerClass)
                                .toList())
                .contains("MTChannelBasedBroker", "Kafka", "RabbitMQBroker");
    }

    private static String brokerClass(Resource broker) {
        return broker.json()
                .at("/metadata/annotations/eventing.knative.dev~1broker.class")
                .asText();
    }

    @ParameterizedTest
    @ValueSource(strings = {"production", "istio", "openshift"})
    void production_outlives_a_node(String name) {
        assertThat(overlay(name).those("postgresql.cnpg.io", "Cluster"))
                .isNotEmpty()
                .allMatch(it -> it.json().at("/spec/instances").asInt() == 3);
        assertThat(overlay(name).those("kafka.strimzi.io", "KafkaNodePool"))
                .isNotEmpty()
                .allMatch(it -> it.json().at("/spec/replicas").asInt() == 3);
    }

    @Test
    void a_pod_on_openshift_names_no_user() {
        assertThat(overlay("openshift").withPods())
                .isNotEmpty()
                .allMatch(it -> it.pod().findValues("runAsUser").isEmpty());
    }

    /// A fault of each sort, planted in an overlay that is sound: the text of its JSON, changed.
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = FAULTS)
    void a_fault_is_found(String overlay, String right, String wrong, String complaint)
            throws IOException {
        // Given
        var found = 0;
        var documents = new ArrayList<JsonNode>();
        for (var resource : overlay(overlay).resources()) {
            var text = resource.json().toString();
            found += text.contains(right) ? 1 : 0;
            documents.add(
                    JSON.readTree(text.replace(right, Objects.requireNonNullElse(wrong, ""))));
        }
        assertThat(found).as("%s is in the overlay", right).isPositive();
        // When
        var problems = problems(Overlay.of(overlay, documents));
        // Then
        assertThat(problems).anySatisfy(it -> assertThat(it).contains(complaint));
    }

    static final String FAULTS =
            """
            quickstart | tideway/orders:0.1.0             | tideway/orders:latest           | Service orders: the image
            quickstart | tideway/orders:0.1.0             | tideway/orders                  | Service orders: the image
            production | ghcr.io/cloudnative-pg/postgresql:17.6-standard-trixie | postgresql:latest | Cluster sales-db: the image
            quickstart | "runAsNonRoot":true              | "runAsNonRoot":false            | Job orders-migration has not securityContext/runAsNonRoot true
            quickstart | "runAsUser":999                  | "runAsUser":0                   | StatefulSet postgresql is root
            quickstart | "readOnlyRootFilesystem":true,   |                                 | Service orders has not securityContext/readOnlyRootFilesystem true
            quickstart | "allowPrivilegeEscalation":false | "allowPrivilegeEscalation":true | StatefulSet postgresql has not securityContext/allowPrivilegeEscalation false
            quickstart | {"drop":["ALL"]}                 | {"drop":["CHOWN"]}              | Service orders has not securityContext/capabilities/drop/0 ALL
            quickstart | {"drop":["ALL"]}                 | {"drop":["ALL"],"add":["KILL"]} | Service orders adds capabilities
            quickstart | "RuntimeDefault"                 | "Unconfined"                    | StatefulSet postgresql has not securityContext/seccompProfile/type
            quickstart | "readinessProbe"                 | "startupProbe"                  | Service orders has no readinessProbe
            quickstart | "livenessProbe"                  | "startupProbe"                  | Service orders has no livenessProbe
            quickstart | "limits":{"cpu":"1","memory":"256Mi"} | "limits":{"cpu":"1"}       | Service orders has no limits of memory
            quickstart | "limits":{"cpu":"1","memory":"512Mi"} | "limits":{}                | Job orders-migration has no limits of cpu
            quickstart | "emptyDir":{"sizeLimit":"16Mi"}  | "hostPath":{"path":"/run"}      | StatefulSet postgresql mounts the node's
            quickstart | "automountServiceAccountToken":false, |                            | Service orders gets a token
            kafka      | "kind":"RoleBinding"             | "kind":"Role"                   | Job kafka-broker-auth gets a token
            production | "limits":{"cpu":"2","memory":"2Gi"} | "limits":{}                  | KafkaNodePool node has no limits
            production | "kafkaContainer"                 | "initContainer"                 | Kafka tideway kafkaContainer may be root
            camel-k    | run-as-non-root":"true"          | run-as-non-root":"false"        | Pipe partner-orders may be root
            camel-k    | limit-memory":"512Mi"            | limit-mem":"512Mi"              | Pipe partner-orders has no limit-memory
            quickstart | "broker":"default"               | "broker":"defaults"             | Trigger orders names the Broker defaults, which is not there
            quickstart | "kind":"Service","name":"payments"} | "kind":"Service","name":"payment"} | Trigger payments names the Service payment, which is not there
            quickstart | "kind":"Service","name":"dead-letters"} | "kind":"Service","name":"letters"} | Broker default names the Service letters
            quickstart | "name":"in-memory-broker-config"} | "name":"broker-config"}        | Broker default names the ConfigMap broker-config
            quickstart | "serviceAccountName":"orders"    | "serviceAccountName":"order"    | Service orders names the ServiceAccount order
            quickstart | "configMap":{"name":"orders-db   | "configMap":{"name":"order-db   | Job orders-migration names the ConfigMap order-db
            quickstart | "name":"sales-db-app"            | "name":"sale-db-app"            | Service orders names the Secret sale-db-app, not in deploy/secrets.yaml
            quickstart | "key":"jdbc-uri"                 | "key":"jdbc-url"                | Service orders wants the key "jdbc-url" of the Secret sales-db-app
            kafka      | "name":"sales-db",               | "name":"sale-db",               | names the Secret sales-db-app, and nothing makes it
            kafka      | "auth.secret.ref.name":"kafka-broker-auth" | "auth.secret.ref.name":"kafka" | ConfigMap kafka-broker-config names the Secret kafka
            kafka      | dev/external.topic":"tideway-events" | dev/external.topic":"events"    | Broker default names the KafkaTopic events
            quickstart | "database.tideway.dev/sales-db-app":"true" | "database.tideway.dev/sale-db-app":"true" | Service orders: no database has the label
            production | "name":"to-sales-db-app"         | "name":"to-sale-db-app"         | Job orders-migration may not reach the database of sales-db-app
            production | "values":["catalogue-cdc"]       | "values":["catalogue"]          | ContainerSource catalogue-cdc is not let in by the database of catalogue-db-app
            production | :tideway:storefront              | :tideway:shop                   | EventPolicy storefront names the ServiceAccount shop
            rabbitmq   | "rabbitmqClusterReference":{"name":"tideway","namespace":"tideway"} | "rabbitmqClusterReference":{"name":"tideway","namespace":"rabbitmq"} | names something in the namespace rabbitmq
            rabbitmq   | "kind":"Broker","name":"default"} | "kind":"Broker","name":"main"} | RabbitmqSource amqp-orders names the Broker main
            quickstart | "namespace":"tideway"            | "namespace":"default"           | Trigger orders is not in the namespace tideway
            quickstart | "namespace":"tideway"            | "spacename":"tideway"           | "spacename"
            """;

    @Test
    void a_function_that_emits_needs_a_sink() {
        assertThat(Functions.problems(overlay("quickstart"), "orders", true))
                .containsExactly(
                        "the function orders emits through K_SINK, and no SinkBinding sets it");
        assertThat(Functions.problems(overlay("quickstart"), "orders", false)).isEmpty();
        assertThat(Functions.problems(overlay("quickstart"), "gone", false))
                .containsExactly("the function gone has no Service");
    }
}
