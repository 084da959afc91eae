package dev.tideway.flowtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tideway.knlocal.manifest.Key;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a runner is started on, and why not.
class ProjectTest {
    private static final Path GREETING = Path.of("src/test/resources/greeting").toAbsolutePath();

    @TempDir Path folder = Path.of("");

    private Project read(Path root, BrokerClass brokerClass, String... functions) {
        var wanted = new Wanted(root, new TreeSet<>(List.of(functions)), List.of(), brokerClass);
        return Project.read(wanted, folder.resolve("state"));
    }

    @Test
    void triggers_of_functions_that_nobody_asks_for_are_left_out() {
        var resources = read(GREETING, BrokerClass.IN_MEMORY, "keeper").resources();

        assertThat(resources.functions()).containsOnlyKeys(new Key("default", "keeper"));
        assertThat(resources.triggers()).containsOnlyKeys(new Key("default", "keeper"));
        assertThat(read(GREETING, BrokerClass.IN_MEMORY).resources().triggers()).hasSize(2);
    }

    @Test
    void a_broker_is_in_memory_unless_it_is_wanted_as_it_is_written() {
        assertThat(read(GREETING, BrokerClass.IN_MEMORY).resources().brokers().values())
                .extracting(it -> it.brokerClass().annotation())
                .containsExactly("MTChannelBasedBroker");
        assertThat(read(GREETING, BrokerClass.AS_WRITTEN).resources().brokers().values())
                .extracting(it -> it.brokerClass().annotation())
                .containsExactly("Kafka");
    }

    @Test
    void a_dead_letter_sink_takes_part_and_sources_do_not() {
        var store = Path.of("..").toAbsolutePath().normalize();

        var resources = read(store, BrokerClass.IN_MEMORY, "orders").resources();

        assertThat(resources.functions())
                .containsOnlyKeys(new Key("default", "orders"), new Key("default", "dead-letters"));
        assertThat(resources.sources().keySet())
                .extracting(ref -> ref.kind())
                .containsOnly("SinkBinding");
    }

    @Test
    void a_function_that_is_not_there_is_named_beside_those_that_are() {
        assertThatThrownBy(() -> read(GREETING, BrokerClass.IN_MEMORY, "greter"))
                .isInstanceOf(SetupException.class)
                .hasMessage(
                        "no function greter in %s; there is greeter, keeper; did you mean greeter?"
                                .formatted(GREETING));
    }

    @Test
    void a_function_that_is_not_built_says_how_it_is() throws IOException {
        write(
                "functions/ada/func.yaml",
                "specVersion: 0.36.0\nname: ada\nruntime: quarkus\ncreated: 2026-03-02T09:00:00Z\n");
        write("broker.yaml", Files.readString(GREETING.resolve("manifests/broker.yaml")));
        write("kn-local.yaml", "manifests: [broker.yaml]\nfunctions: [functions/*]\n");

        assertThatThrownBy(() -> read(folder, BrokerClass.IN_MEMORY))
                .hasMessageStartingWith("function ada is not built: ")
                .hasMessageContaining(
                        "functions/ada/target/quarkus-app/quarkus-run.jar is not there")
                .hasMessageContaining("make build");
    }

    @Test
    void manifests_without_a_broker_and_ones_that_are_wrong_are_refused() throws IOException {
        write("kn-local.yaml", "manifests: [broker.yaml]\nfunctions: []\n");
        write("broker.yaml", "");
        assertThatThrownBy(() -> read(folder, BrokerClass.IN_MEMORY))
                .hasMessageStartingWith("there is no Broker or Channel in ");

        write(
                "broker.yaml",
                "apiVersion: eventing.knative.dev/v1\nkind: Brokr\nmetadata: {name: default}\n");
        assertThatThrownBy(() -> read(folder, BrokerClass.IN_MEMORY))
                .isInstanceOf(SetupException.class)
                .hasMessageContaining("broker.yaml:2");

        write("kn-local.yaml", "manifests: [nowhere]\n");
        assertThatThrownBy(() -> read(folder, BrokerClass.IN_MEMORY))
                .isInstanceOf(SetupException.class)
                .hasMessageContaining("names nowhere, which is not there");
    }

    private void write(String path, String text) throws IOException {
        var file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
