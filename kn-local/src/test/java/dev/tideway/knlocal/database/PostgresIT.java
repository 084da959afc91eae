package dev.tideway.knlocal.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.tideway.knlocal.process.Leash;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir Path folder;

    @Test
    void rows_last_over_a_restart() throws Exception {
        // Given
        long first;
        try (var postgres = Fixture.start(folder);
                var connection = Fixture.superuser(postgres)) {
            first = postgres.pid();
            Fixture.run(connection, "CREATE TABLE kept AS SELECT 'a row' AS what");
        }

        // When
        try (var postgres = Fixture.start(folder);
                var connection = Fixture.superuser(postgres)) {

            // Then
            assertThat(ProcessHandle.of(first)).isEmpty();
            assertThat(Fixture.ask(connection, "SELECT what FROM kept")).containsExactly("a row");
        }
    }

    @Test
    void nothing_of_it_survives_a_killed_jvm_but_the_rows() throws Exception {
        // Given
        var jvm =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                DatabaseOwner.class.getName(),
                                folder.toString())
                        .inheritIO()
                        .start();
        await().atMost(PATIENCE).until(() -> Files.exists(folder.resolve("told")));
        var pid = Long.parseLong(Files.readString(folder.resolve("told")));
        var server = ProcessHandle.of(pid).orElseThrow();
        var workers = server.children().toList();
        assertThat(workers).isNotEmpty();

        // When
        jvm.destroyForcibly();

        // Then
        await().atMost(PATIENCE)
                .until(() ->
                        !server.isAlive() && workers.stream().noneMatch(ProcessHandle::isAlive));
        try (var postgres = Fixture.start(folder);
                var connection = Fixture.superuser(postgres)) {
            assertThat(Fixture.ask(connection, "SELECT what FROM kept")).containsExactly("a row");
        }
    }

    @Test
    void a_killed_server_is_started_again_on_its_port() throws Exception {
        try (var postgres = Fixture.start(folder)) {
            // Given
            var pid = postgres.pid();
            try (var connection = Fixture.superuser(postgres)) {
                Fixture.run(connection, "CREATE TABLE kept AS SELECT 'a row' AS what");
            }

            // When
            ProcessHandle.of(pid).orElseThrow().destroyForcibly();

            // Then
            await().atMost(PATIENCE).until(() -> postgres.pid() != pid);
            try (var connection = Fixture.superuser(postgres)) {
                assertThat(Fixture.ask(connection, "SELECT what FROM kept"))
                        .containsExactly("a row");
            }
        }
    }

    @Test
    void an_old_server_on_the_folder_is_stopped_first() throws Exception {
        // Given
        Fixture.start(folder).close();
        var old = strayServer();
        await().atMost(PATIENCE).until(() -> Files.exists(postmasterPid()));

        // When
        try (var postgres = Fixture.start(folder);
                var connection = Fixture.superuser(postgres)) {

            // Then
            assertThat(old.isAlive()).isFalse();
            assertThat(Fixture.ask(connection, "SELECT 1")).containsExactly("1");
        }
    }

    @Test
    void a_pid_file_whose_number_is_another_programs_now_is_no_hindrance() throws Exception {
        // Given
        Fixture.start(folder).close();
        var pid = ProcessHandle.current().pid();
        Files.writeString(postmasterPid(), "%d\n%s\n1\n1\n\n\n  1 1\n".formatted(pid, data()));

        // When, Then
        try (var postgres = Fixture.start(folder)) {
            assertThat(postgres.pid()).isNotEqualTo(pid);
        }
    }

    @Test
    void a_server_of_another_folder_is_left_alone(@TempDir Path elsewhere) throws Exception {
        // Given
        Fixture.start(folder).close();
        try (var other = Fixture.start(elsewhere)) {
            var pid = other.pid();
            Files.writeString(postmasterPid(), "%d\n%s\n1\n1\n\n\n  1 1\n".formatted(pid, data()));

            // When
            Fixture.start(folder).close();

            // Then
            assertThat(other.pid()).isEqualTo(pid);
            assertThat(ProcessHandle.of(pid)).get().matches(ProcessHandle::isAlive);
        }
    }

    @Test
    void what_is_acknowledged_is_on_the_disk_and_changes_can_be_captured() throws Exception {
        try (var postgres = Fixture.start(folder);
                var connection = Fixture.superuser(postgres)) {
            assertThat(setting(connection, "fsync")).isEqualTo("on");
            assertThat(setting(connection, "synchronous_commit")).isEqualTo("on");
            assertThat(setting(connection, "wal_level")).isEqualTo("logical");
            assertThat(setting(connection, "server_encoding")).isEqualTo("UTF8");
        }
    }

    @Test
    void only_this_machine_and_only_with_the_password_gets_in() throws Exception {
        try (var postgres = Fixture.start(folder);
                var connection = Fixture.superuser(postgres)) {
            assertThat(setting(connection, "listen_addresses")).isEqualTo("127.0.0.1");
            assertThat(setting(connection, "unix_socket_directories")).isEmpty();
            assertThatThrownBy(() -> postgres.connect("postgres", "postgres", "guessed"))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("password authentication failed");
        }
    }

    @Test
    void passwords_are_for_the_owner_alone() throws Exception {
        Fixture.start(folder).close();
        var mine = PosixFilePermissions.fromString("rw-------");
        assertThat(Files.getPosixFilePermissions(folder.resolve("cluster/passwords")))
                .isEqualTo(mine);
        assertThat(folder.resolve("cluster")).isDirectoryNotContaining("glob:**/initdb.password");
    }

    @Test
    void a_damaged_data_folder_is_named_with_the_mend() throws Exception {
        // Given
        Fixture.start(folder).close();
        Files.delete(data().resolve("global/pg_control"));

        // When, Then
        assertThatThrownBy(() -> Fixture.start(folder))
                .isInstanceOf(DatabaseException.class)
                .hasMessageContaining(data().toString())
                .hasMessageContaining("pg_control")
                .hasMessageContaining("kn-local reset")
                .message()
                .hasLineCount(1);
    }

    @Test
    void data_of_another_major_version_are_refused() throws Exception {
        // Given
        Fixture.start(folder).close();
        Files.writeString(data().resolve("PG_VERSION"), "16\n");

        // When, Then
        assertThatThrownBy(() -> Fixture.start(folder))
                .isInstanceOf(DatabaseException.class)
                .hasMessageContaining("is of PostgreSQL 16, this is 18")
                .hasMessageContaining("kn-local reset");
    }

    @Test
    void a_half_made_data_folder_of_a_killed_first_start_is_made_anew() throws Exception {
        // Given
        Files.createDirectories(folder.resolve("cluster.new/data/base"));
        Files.writeString(folder.resolve("cluster.new/passwords"), "postgres=half\n");

        // When, Then
        try (var postgres = Fixture.start(folder);
                var connection = Fixture.superuser(postgres)) {
            assertThat(Fixture.ask(connection, "SELECT 1")).containsExactly("1");
        }
    }

    @Test
    void a_fixed_port_that_is_taken_is_named() throws Exception {
        try (var taken =
                new ServerSocket(0, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
            assertThatThrownBy(() -> Fixture.start(folder, taken.getLocalPort()))
                    .isInstanceOf(DatabaseException.class)
                    .hasMessageContaining("port " + taken.getLocalPort())
                    .message()
                    .hasLineCount(1);
        }
    }

    private Process strayServer() throws Exception {
        var programs =
                new Programs(Fixture.binaries(), OrdinaryUser.ofThisJvm(), Leash.onThisMachine());
        var command = new ArrayList<>(programs.user().prefix());
        command.addAll(
                List.of(
                        programs.binaries().program("postgres").toString(),
                        "-D",
                        data().toString(),
                        "-c",
                        "listen_addresses=",
                        "-c",
                        "unix_socket_directories=" + folder));
        return new ProcessBuilder(command).inheritIO().start();
    }

    private Path data() throws Exception {
        return folder.toRealPath().resolve("cluster/data");
    }

    private Path postmasterPid() throws Exception {
        return data().resolve("postmaster.pid");
    }

    private static String setting(Connection connection, String name) throws SQLException {
        return Fixture.ask(connection, "SHOW " + name).getFirst();
    }
}
