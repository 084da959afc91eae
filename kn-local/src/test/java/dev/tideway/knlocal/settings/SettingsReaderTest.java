package dev.tideway.knlocal.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsReaderTest {
    @TempDir Path root;

    @Test
    void a_path_that_none_can_be_is_named_with_its_line() throws IOException {
        assertRefused("manifests: []\nfunctions: []\nstate: \"a\\0b\"\n")
                .hasMessage("kn-local.yaml:3: state is not a path: Nul character not allowed: a?b");
    }

    @Test
    void what_is_quoted_from_the_file_stays_in_its_line() throws IOException {
        assertRefused("manifests: []\nfunctions: []\n\"a\\n\\e[31mb\": 1\n")
                .hasMessageStartingWith("kn-local.yaml:3: a??[31mb is not a field here");
    }

    @Test
    void a_database_is_a_schema_or_says_what_else_it_needs() throws Exception {
        // Given
        Files.createDirectories(root.resolve("db"));
        Files.writeString(
                root.resolve(Settings.FILE),
                """
                manifests: []
                functions: []
                databases:
                  sales-db: sales
                  catalogue-db: {schema: catalogue, replication: true, migrations: db}
                """);
        // When
        var databases = SettingsReader.read(root, Map.of(), Map.of()).databases();
        // Then
        assertThat(databases)
                .containsEntry("sales-db", Settings.Database.of("sales"))
                .containsEntry(
                        "catalogue-db",
                        new Settings.Database("catalogue", true, Optional.of(root.resolve("db"))));
    }

    @Test
    void migrations_that_are_nowhere_are_named_with_their_line() throws IOException {
        assertRefused(
                        "manifests: []\nfunctions: []\ndatabases:\n  a-db: {schema: a, migrations: b}\n")
                .hasMessage(
                        "kn-local.yaml:4: databases.a-db.migrations names b, which is not there");
        assertRefused("manifests: []\nfunctions: []\ndatabases:\n  a-db: {replication: true}\n")
                .hasMessageContaining("databases.a-db.schema is missing");
    }

    @Test
    void of_journeys_nothing_may_be_kept() throws Exception {
        var most = Map.of("manifests", ".", "functions", "");
        assertThat(SettingsReader.read(root, most, Map.of()).journeyMib()).isEqualTo(128);
        Files.writeString(root.resolve(Settings.FILE), "journeys: {mib: 0}\n");
        assertThat(SettingsReader.read(root, most, Map.of()).journeyMib()).isZero();
        assertRefused("manifests: []\nfunctions: []\njourneys: {mib: -1}\n")
                .hasMessageContaining(
                        "kn-local.yaml:3: journeys.mib is -1, wanted MiB: 0 (none) to 1000000");
    }

    @Test
    void the_hops_of_a_loop_are_a_number_and_50_by_default() throws Exception {
        var most = Map.of("manifests", "", "functions", "");
        assertThat(SettingsReader.read(root, most, Map.of()).hops()).isEqualTo(50);
        Files.writeString(root.resolve(Settings.FILE), "loops: {hops: 7}\n");
        assertThat(SettingsReader.read(root, most, Map.of()).hops()).isEqualTo(7);
        assertThat(SettingsReader.read(root, most, Map.of("KN_LOCAL_LOOPS_HOPS", "9")).hops())
                .isEqualTo(9);
        assertRefused("manifests: []\nfunctions: []\nloops: {hops: 0}\n")
                .hasMessage(
                        "kn-local.yaml:3: loops.hops is 0, wanted a number of hops: 1 to 1000000");
        assertRefused("manifests: []\nfunctions: []\nloops: {hop: 3}\n")
                .hasMessageContaining("did you mean hops?");
    }

    @Test
    void a_file_is_no_folder_of_schemas() throws Exception {
        Files.writeString(root.resolve("order.schema.json"), "{}");
        assertRefused("manifests: []\nfunctions: []\nevents: [order.schema.json]\n")
                .hasMessage(
                        "kn-local.yaml:3: events names order.schema.json, which is a file; name its folder");
    }

    @Test
    void schemas_are_in_events_when_it_is_there_or_where_it_is_said() throws Exception {
        var flags = Map.of("manifests", "", "functions", "");
        assertThat(SettingsReader.read(root, flags, Map.of()).events()).isEmpty();
        Files.createDirectories(root.resolve("events"));
        assertThat(SettingsReader.read(root, flags, Map.of()).events())
                .containsExactly(root.resolve("events"));
        Files.createDirectories(root.resolve("mine"));
        Files.writeString(root.resolve(Settings.FILE), "events: [mine, events]\n");
        assertThat(SettingsReader.read(root, flags, Map.of()).events())
                .containsExactly(root.resolve("mine"), root.resolve("events"));
        assertThat(SettingsReader.read(root, flags, Map.of("KN_LOCAL_EVENTS", "events")).events())
                .containsExactly(root.resolve("events"));
        assertRefused("manifests: []\nfunctions: []\nevents: [none]\n")
                .hasMessage("kn-local.yaml:3: events names none, which is not there");
    }

    @Test
    void it_is_strict_when_it_is_said() throws Exception {
        var flags = Map.of("manifests", "", "functions", "");
        assertThat(SettingsReader.read(root, flags, Map.of()).strict()).isFalse();
        Files.writeString(root.resolve(Settings.FILE), "strict: true\n");
        assertThat(SettingsReader.read(root, flags, Map.of()).strict()).isTrue();
        assertThat(SettingsReader.read(root, flags, Map.of("KN_LOCAL_STRICT", "false")).strict())
                .isFalse();
        assertRefused("manifests: []\nfunctions: []\nstrict: maybe\n")
                .hasMessage("kn-local.yaml:3: strict is maybe, wanted true or false");
    }

    private org.assertj.core.api.AbstractThrowableAssert<?, ?> assertRefused(String yaml)
            throws IOException {
        Files.writeString(root.resolve(Settings.FILE), yaml);
        return assertThatThrownBy(() -> SettingsReader.read(root, Map.of(), Map.of()))
                .isInstanceOf(SettingsException.class);
    }
}
