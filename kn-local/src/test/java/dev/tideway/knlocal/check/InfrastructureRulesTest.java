package dev.tideway.knlocal.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InfrastructureRulesTest {
    private static final String READER =
            """
            void read(org.apache.kafka.clients.consumer.KafkaConsumer consumer) { consumer.poll(); }
            """;

    @TempDir Path root;
    private Project project;

    @BeforeEach
    void make() throws Exception {
        project = Project.sound(root);
    }

    private List<String> found(String rule) throws Exception {
        return project.findings().stream().filter(it -> it.contains(": " + rule + ": ")).toList();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "kafka-broker-ingress.knative-eventing",
                "orders.default.svc.cluster.local",
                "bootstrap.servers",
                "kafka:9092",
                "knative-broker-default-default",
                "localhost:8080/default/default",
            })
    void an_address_in_code(String address) throws Exception {
        // Given
        project.code(
                "ping", "Ping", Project.PING + "String where() { return \"" + address + "\"; }");
        // Then
        assertThat(found("names-infrastructure"))
                .containsExactly(
                        "functions/ping/src/main/java/shop/Ping.java:16: names-infrastructure: ping names "
                                + address);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a broker",
                "/default/default/else",
                "Kafka on the shore",
                "12:30",
                "shop/default/defaults",
                "kafka:90921"
            })
    void words_that_only_look_like_one(String text) throws Exception {
        // Given
        project.code("ping", "Ping", Project.PING + "String where() { return \"" + text + "\"; }");
        // Then
        assertThat(project.findings()).isEmpty();
    }

    @Test
    void an_address_in_settings_but_not_in_a_comment() throws Exception {
        // Given
        project.write(
                "functions/ping/src/main/resources/application.properties",
                "# kafka:9092 is no business of ours\nquarkus.application.name=ping\nfar.url=http://x.y.svc.cluster.local\n");
        // Then
        assertThat(found("names-infrastructure"))
                .containsExactly(
                        "functions/ping/src/main/resources/application.properties:3: names-infrastructure: ping names x.y.svc.cluster.local");
    }

    @Test
    void an_address_or_the_sink_in_an_environment() throws Exception {
        // Given
        project.replace(
                "functions/ping/func.yaml",
                "  envs:\n",
                "  envs:\n    - {name: TO, value: 'http://localhost:8080/default/default'}\n    - {name: K_SINK, value: 'http://here'}\n    - {name: KAFKA_BOOTSTRAP_SERVERS, value: 'here'}\n");
        // Then
        assertThat(found("names-infrastructure"))
                .containsExactly(
                        "functions/ping/func.yaml:7: names-infrastructure: ping names localhost:8080/default/default",
                        "functions/ping/func.yaml:8: names-infrastructure: ping is given K_SINK by hand",
                        "functions/ping/func.yaml:9: names-infrastructure: ping names KAFKA_BOOTSTRAP_SERVERS");
    }

    @Test
    void a_brokers_client_in_the_pom_but_not_for_tests() throws Exception {
        // Given
        var pom =
                """
                <project><dependencies>
                <dependency>
                <artifactId>quarkus-messaging-kafka</artifactId>
                %s</dependency>
                </dependencies></project>
                """;
        project.write("functions/ping/pom.xml", pom.formatted("<scope>test</scope>\n"));
        assertThat(project.findings()).isEmpty();
        // When
        project.write("functions/ping/pom.xml", pom.formatted(""));
        // Then
        assertThat(found("names-infrastructure"))
                .containsExactly(
                        "functions/ping/pom.xml:3: names-infrastructure: ping brings a broker's client: quarkus-messaging-kafka");
    }

    @Test
    void a_brokers_client_that_something_else_brought() throws Exception {
        // Given
        project.write(
                "functions/ping/target/quarkus-app/lib/main/org.apache.kafka.kafka-clients-4.1.1.jar",
                "");
        // Then
        assertThat(found("names-infrastructure"))
                .hasSize(1)
                .first()
                .asString()
                .endsWith(
                        "ping brings a broker's client: org.apache.kafka.kafka-clients-4.1.1.jar");
    }

    @Test
    void a_function_that_reads_a_topic_itself_and_sleeps() throws Exception {
        // Given
        project.code("ping", "Ping", Project.PING + READER);
        // Then
        assertThat(found("pull-consumer-at-zero"))
                .containsExactly(
                        "functions/ping/src/main/java/shop/Ping.java:16: pull-consumer-at-zero: ping reads from a topic itself and may scale to zero");
        // When
        project.replace("functions/ping/func.yaml", "min: 0", "min: 1");
        // Then
        assertThat(found("pull-consumer-at-zero")).isEmpty();
    }

    @Test
    void an_annotation_can_do_the_reading() throws Exception {
        // Given
        project.code(
                "ping",
                "Ping",
                Project.PING
                        + "@org.eclipse.microprofile.reactive.messaging.Incoming(\"a\") void in(String text) {}");
        // Then
        assertThat(found("pull-consumer-at-zero"))
                .hasSize(1)
                .first()
                .asString()
                .contains("Ping.java:16:");
    }
}
