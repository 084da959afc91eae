package dev.tideway.knlocal.manifest;

import static dev.tideway.knlocal.manifest.ManifestProblemsTest.FILES;
import static dev.tideway.knlocal.manifest.ManifestProblemsTest.sources;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tideway.knlocal.event.Event;
import dev.tideway.knlocal.manifest.FunctionSpec.Env;
import dev.tideway.knlocal.manifest.FunctionSpec.EnvValue;
import dev.tideway.knlocal.testing.Functions;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManifestsTest {
    @TempDir Path folder;

    private final Resources read =
            Manifests.read(
                    sources(
                            List.of(FILES.resolve("good")),
                            List.of(
                                    FILES.resolve("functions/orders"),
                                    FILES.resolve("functions/payments"))));

    @Test
    void what_is_right_brings_no_problem() {
        assertThat(read.problems()).isEmpty();
        assertThat(read.notes())
                .map(Problem::toString)
                .containsExactly(
                        "functions/orders/func.yaml:23: deploy.annotations.autoscaling.knative.dev/window works here, but"
                                + " Knative refuses what func deploy makes of it (an autoscaling annotation on the Service itself)",
                        "good/everything.yaml:16: items[0].spec.filter is ignored, as on a cluster, because spec.filters is not empty");
        assertThat(read.ignored())
                .map(Ignored::toString)
                .containsExactly(
                        "good/everything.yaml:92: Kafka is ignored: kn-local brings its own Kafka",
                        "good/everything.yaml:97: Namespace is ignored: it means something on a cluster only");
    }

    @Test
    void a_kustomization_in_a_folder_is_passed_over_in_silence() throws IOException {
        // Given
        var text = "apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\n";
        Files.writeString(folder.resolve("kustomization.yaml"), text);
        // When
        var read = Manifests.read(sources(List.of(folder), List.of()));
        // Then
        assertThat(read.problems()).isEmpty();
        assertThat(read.ignored()).isEmpty();
    }

    @Test
    void a_broker_of_class_kafka_takes_its_topic_from_its_config_map() {
        // When
        var broker = requireNonNull(read.brokers().get(key("default")));
        // Then
        assertThat(broker.brokerClass()).isEqualTo(BrokerClass.KAFKA);
        assertThat(broker.topic())
                .contains(
                        new Topic(
                                "knative-broker-default-default",
                                "kafka:9092",
                                10,
                                3,
                                Map.of("retention.ms", "3600000")));
        assertThat(broker.delivery()).isEqualTo(shipped());
    }

    @Test
    void a_broker_without_a_class_is_channel_based_and_gets_the_default_delivery() {
        // When
        var broker = requireNonNull(read.brokers().get(key("quick")));
        // Then
        assertThat(broker.brokerClass()).isEqualTo(BrokerClass.MT_CHANNEL_BASED);
        assertThat(broker.topic()).isEmpty();
        assertThat(broker.delivery()).isEqualTo(shipped());
    }

    private static Delivery shipped() {
        return new Delivery(
                Optional.empty(),
                Optional.of(10),
                Optional.of(Delivery.BackoffPolicy.EXPONENTIAL),
                Optional.of(Duration.ofMillis(200)),
                Optional.empty(),
                Optional.empty());
    }

    @Test
    void a_cluster_s_own_defaults_go_before_those_that_knative_ships() {
        // When
        var defaults = Manifests.read(sources(List.of(FILES.resolve("defaults.yaml")), List.of()));
        // Then
        assertThat(defaults.problems()).isEmpty();
        var plain = requireNonNull(defaults.brokers().get(key("plain")));
        assertThat(plain.brokerClass()).isEqualTo(BrokerClass.KAFKA);
        assertThat(plain.topic()).map(Topic::name).contains("default.plain.events");
        assertThat(plain.topic()).map(Topic::partitions).contains(10);
        assertThat(plain.delivery().retry()).contains(3);
        assertThat(requireNonNull(defaults.brokers().get(key("external"))).topic())
                .map(Topic::name)
                .contains("theirs");
        var quick = requireNonNull(defaults.brokers().get(new Key("quick", "plain")));
        assertThat(quick.brokerClass()).isEqualTo(BrokerClass.MT_CHANNEL_BASED);
        assertThat(quick.delivery()).isEqualTo(Delivery.NONE);
    }

    @Test
    void a_broker_that_says_anything_of_delivery_loses_all_defaults() {
        // When
        var defaults = Manifests.read(sources(List.of(FILES.resolve("defaults.yaml")), List.of()));
        // Then
        var delivery = requireNonNull(defaults.brokers().get(key("own-delivery"))).delivery();
        assertThat(delivery.timeout()).contains(Duration.ofSeconds(5));
        assertThat(delivery.retry()).isEmpty();
    }

    @Test
    void a_trigger_is_read_whole() {
        // When
        var trigger = requireNonNull(read.triggers().get(key("orders")));
        // Then
        var place = new Place(Path.of("good/everything.yaml"), 28);
        var orders =
                new Destination.Ref(
                        "serving.knative.dev/v1",
                        "Service",
                        key("orders"),
                        Optional.of(URI.create("/events")),
                        place);
        assertThat(trigger.broker()).isEqualTo(key("default"));
        assertThat(trigger.order()).isEqualTo(Trigger.Order.ORDERED);
        assertThat(trigger.group()).isEqualTo("knative-trigger-default-orders");
        assertThat(trigger.subscriber()).isEqualTo(orders);
        assertThat(trigger.delivery())
                .contains(
                        new Delivery(
                                Optional.of(orders),
                                Optional.of(3),
                                Optional.of(Delivery.BackoffPolicy.LINEAR),
                                Optional.of(Duration.ofSeconds(1)),
                                Optional.of(Duration.ofSeconds(5)),
                                Optional.empty()));
        assertThat(trigger.filter().matches(event("order.place", "/shop", "o-1"))).isTrue();
        assertThat(trigger.filter().matches(event("order.place", "/test", "o-1"))).isFalse();
        assertThat(trigger.filter().types()).contains(Set.of("order.place"));
    }

    @Test
    void a_merge_key_brings_what_is_not_said_again() {
        assertThat(requireNonNull(read.triggers().get(key("audit"))).order())
                .isEqualTo(Trigger.Order.ORDERED);
    }

    @Test
    void a_subscription_becomes_the_trigger_that_func_deploy_makes() {
        // When
        var trigger = requireNonNull(read.triggers().get(key("orders-function-trigger-0")));
        // Then
        assertThat(trigger.broker()).isEqualTo(key("default"));
        assertThat(trigger.filter().matches(event("order.cancel", "/shop", "o-1"))).isTrue();
        assertThat(trigger.filter().matches(event("order.place", "/shop", "o-1"))).isFalse();
        assertThat(trigger.delivery()).isEmpty();
    }

    @Test
    void a_function_is_what_its_func_yaml_says() {
        // When
        var spec = requireNonNull(read.functions().get(key("orders")));
        // Then
        assertThat(spec.directory()).isEqualTo(FILES.resolve("functions/orders"));
        assertThat(spec.containerConcurrency()).isEqualTo(20);
        assertThat(spec.timeout()).isEqualTo(Duration.ofMinutes(5));
        assertThat(spec.probes()).isEqualTo(Probes.http("/live", "/health/readiness"));
        assertThat(spec.memoryBytes()).contains(256L << 20);
        assertThat(spec.envs())
                .map(Env::name, Env::value)
                .containsExactly(
                        tuple("DB_URL", new EnvValue.FromSecret("sales-db", "jdbc-uri")),
                        tuple("GREETING", new EnvValue.FromConfigMap("greetings", "en")),
                        tuple("HOME_DIR", new EnvValue.FromEnvironment("HOME")),
                        tuple("RETRIES", new EnvValue.Literal("3")),
                        tuple("en", new EnvValue.FromConfigMap("greetings", "en")));
        assertThat(spec.scaling())
                .isEqualTo(
                        new Scaling(
                                0,
                                5,
                                Optional.empty(),
                                1,
                                Scaling.Metric.RPS,
                                Scaling.Aggregation.LINEAR,
                                Optional.of(50.0),
                                0.8,
                                Duration.ofSeconds(30),
                                10,
                                200,
                                211,
                                Duration.ZERO,
                                Duration.ZERO,
                                Functions.AUTOSCALER));
    }

    @Test
    void a_service_says_how_the_function_of_its_image_is_deployed() {
        // When
        var spec = requireNonNull(read.functions().get(key("payments-canary")));
        // Then
        assertThat(spec.directory()).isEqualTo(FILES.resolve("functions/payments"));
        assertThat(spec.containerConcurrency()).isEqualTo(1);
        assertThat(spec.timeout()).isEqualTo(Duration.ofSeconds(30));
        assertThat(spec.memoryBytes()).contains(1L << 30);
        assertThat(spec.probes())
                .isEqualTo(
                        new Probes(
                                Optional.empty(),
                                Probes.Probe.aggressive(new Probes.Ask.Http("/ready")),
                                Optional.empty()));
        assertThat(spec.envs()).map(Env::name).containsExactly("en", "MAIL_USER", "MODE");
        assertThat(spec.scaling())
                .isEqualTo(
                        new Scaling(
                                1,
                                3,
                                Optional.of(2),
                                2,
                                Scaling.Metric.CONCURRENCY,
                                Scaling.Aggregation.LINEAR,
                                Optional.of(0.5),
                                0.7,
                                Duration.ofSeconds(90),
                                20,
                                150,
                                -1,
                                Duration.ofSeconds(15),
                                Duration.ofSeconds(65),
                                Functions.AUTOSCALER));
    }

    @Test
    void a_secret_is_read_from_base64_and_from_text_and_never_shown() {
        // When
        var secret = requireNonNull(read.secrets().get(key("mail")));
        // Then
        assertThat(secret.values()).isEqualTo(Map.of("password", "secret", "user", "me"));
        assertThat(secret).hasToString("Secret default/mail with [password, user]");
    }

    @Test
    void a_folder_that_is_not_there_is_a_problem() {
        // When
        var nothing = Manifests.read(sources(List.of(FILES.resolve("nowhere")), List.of(FILES)));
        // Then
        assertThat(nothing.problems())
                .map(Problem::toString)
                .containsExactly("func.yaml: does not exist", "nowhere: does not exist");
    }

    @Test
    void the_manifests_and_functions_of_this_repository_have_no_problem() throws Exception {
        // Given
        var root = Path.of("..").toAbsolutePath().normalize();
        assumeTrue(Files.isDirectory(root.resolve("functions")));
        try (Stream<Path> folders = Files.list(root.resolve("functions"))) {
            var functions =
                    folders.filter(folder -> Files.exists(folder.resolve("func.yaml"))).toList();
            assumeTrue(functions.size() >= 4);
            // When
            for (var brokers : List.of("broker-config/kafka", "broker-config/in-memory")) {
                var own =
                        Manifests.read(
                                new Sources(
                                        root,
                                        List.of(root.resolve(brokers), root.resolve("triggers")),
                                        functions,
                                        "default",
                                        Map.of(),
                                        Set.of(
                                                "sales-db-app",
                                                "inventory-db-app",
                                                "payments-db-app",
                                                "operations-db-app",
                                                "insight-db-app",
                                                "planning-db-app")));
                // Then
                assertThat(own.problems()).isEmpty();
                assertThat(own.notes()).isEmpty();
                assertThat(own.triggers()).isNotEmpty();
            }
        }
    }

    private static Key key(String name) {
        return new Key("default", name);
    }

    private static Event event(String type, String source, String subject) {
        return Event.of(
                Map.of(
                        "specversion",
                        "1.0",
                        "id",
                        "1",
                        "source",
                        source,
                        "type",
                        type,
                        "subject",
                        subject),
                null);
    }
}
