package dev.tideway.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.tideway.knlocal.database.Databases;
import dev.tideway.knlocal.database.Migrations;
import dev.tideway.knlocal.database.Postgres;
import dev.tideway.knlocal.process.ChildProcess;
import dev.tideway.knlocal.process.Leash;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// A source's image, unpacked and started as a node starts it, between a real PostgreSQL and a real sink.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayName("The image of catalogue-cdc")
class SourceImageIT {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Path SHARED = ROOT.resolve("images/target");
    private static final Path SOURCE = ROOT.resolve("sources/catalogue-cdc");
    private static final String SECRET = "catalogue-db-app";
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int ROWS_AT_FIRST = 8;
    private static final ObjectMapper JSON = new ObjectMapper();

    private Path folder;
    private Leash leash;
    private Surroundings surroundings;
    private Archive image;
    private final List<JsonNode> taken = new CopyOnWriteArrayList<>();

    @BeforeAll
    void make(@TempDir Path shared) throws Exception {
        folder = shared;
        leash = Leash.onThisMachine();
        surroundings = Surroundings.open(ROOT, SHARED.resolve("postgres"), leash);
        var workshop = Workshop.open(surroundings, leash, "", SHARED);
        var made = workshop.archive(workshop.prepareSource(SOURCE));
        // Another user than this one goes through here.
        assertThat(folder.toFile().setExecutable(true, false)).isTrue();
        var tar = Files.copy(Path.of(made.place()), folder.resolve("image.tar"));
        image = Archive.unpack(tar, folder);
    }

    @AfterAll
    void close() {
        surroundings.close();
    }

    @Test
    void is_the_program_as_it_was_built_and_no_more() throws Exception {
        var app = image.root().resolve("app");
        assertThat(names(app.resolve("lib"))).isEqualTo(names(SOURCE.resolve("target/lib")));
        assertThat(app.resolve("catalogue-cdc.jar"))
                .hasSameBinaryContentAs(SOURCE.resolve("target/catalogue-cdc.jar"));
        try (var entries = Files.list(app)) {
            assertThat(entries).hasSize(2);
        }
        assertThat(image.root().resolve("aot")).doesNotExist();
    }

    @Test
    void starts_the_jar_by_itself_and_asks_for_no_cache() {
        assertThat(image.config().directory()).isEqualTo("/app");
        assertThat(image.config().entrypoint())
                .startsWith("/opt/java/bin/java")
                .endsWith("-jar", "catalogue-cdc.jar")
                .noneMatch(it -> it.contains("AOT"));
    }

    @Test
    void is_small_without_root_and_shell() throws Exception {
        assertThat(Files.size(folder.resolve("image.tar"))).isLessThan(80_000_000);
        assertThat(image.config().user()).isEqualTo("65532:65532");
        assertThat(List.of("bin", "sbin", "usr/bin", "usr/sbin"))
                .noneMatch(it -> Files.exists(image.root().resolve(it)));
    }

    @Test
    void carries_a_bill_of_every_jar() throws Exception {
        // Given
        var file = image.root().resolve("usr/share/sbom/catalogue-cdc.cdx.json");
        // When
        var bom = JSON.readTree(file.toFile());
        var digests = new HashSet<String>();
        bom.path("components").findValues("content").forEach(it -> digests.add(it.asText()));
        // Then
        assertThat(bom.path("specVersion").asText()).isEqualTo("1.6");
        assertThat(bom.path("metadata").path("component").path("name").asText())
                .isEqualTo("catalogue-cdc");
        assertThat(bom.path("components").findValuesAsText("name")).contains("openjdk");
        for (var jar : Tree.files(image.root().resolve("app/lib"))) {
            assertThat(digests).as(jar.toString()).contains(Tree.digestOf(jar));
        }
    }

    /// With the modules that its JVM was left, and a root that nobody writes to.
    @Test
    void tells_the_rows_and_answers_probes() throws Exception {
        var log = folder.resolve("source.log");
        var sink = sink();
        int port = freePort();
        try (var postgres = Postgres.start(folder.resolve("postgres"), leash, Postgres.ANY_PORT);
                var child =
                        new Container(image, leash)
                                .create(environment(postgres, sink, port), log)
                                .start()) {
            // When
            var client = new Client(port);
            awaiting(child, log).until(() -> taken.size() >= ROWS_AT_FIRST);
            awaiting(child, log).until(() -> client.isReady("/health/liveness"));
            awaiting(child, log).until(() -> client.isReady("/health/readiness"));
            // Then
            assertThat(taken).hasSize(ROWS_AT_FIRST);
            assertThat(taken)
                    .allMatch(it -> it.path("source").asText().endsWith("postgresql/catalogue"));
            // And, as a cluster ends it
            var outer = ProcessHandle.of(child.pid()).orElseThrow();
            outer.descendants()
                    .filter(it -> it.info().command().orElse("").endsWith("/bin/java"))
                    .forEach(ProcessHandle::destroy);
            await().atMost(PATIENCE).until(() -> !child.alive());
        } finally {
            sink.stop(0);
        }
    }

    private static Map<String, String> environment(Postgres postgres, HttpServer sink, int port)
            throws Exception {
        var databases =
                Databases.prepare(postgres, Map.of(SECRET, "catalogue"), Set.of("catalogue"));
        var _ = new Migrations(databases).migrate("catalogue-cdc", SOURCE.resolve("db"), SECRET);
        var login = databases.secret(SECRET);
        var environment = new HashMap<String, String>();
        environment.put("DATABASE_JDBC_URI", login.getOrDefault("jdbc-uri", ""));
        environment.put("DATABASE_USERNAME", login.getOrDefault("username", ""));
        environment.put("DATABASE_PASSWORD", login.getOrDefault("password", ""));
        environment.put("HEALTH_PORT", Integer.toString(port));
        environment.put("K_SINK", "http://127.0.0.1:" + sink.getAddress().getPort() + "/");
        return environment;
    }

    private HttpServer sink() throws IOException {
        var sink = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        sink.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        sink.createContext("/", this::take);
        sink.start();
        return sink;
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            taken.add(JSON.readTree(exchange.getRequestBody()));
            exchange.sendResponseHeaders(202, -1);
        }
    }

    private static org.awaitility.core.ConditionFactory awaiting(ChildProcess child, Path log) {
        return await().atMost(PATIENCE)
                .failFast(() -> assertThat(child.alive()).as(text(log)).isTrue());
    }

    private static String text(Path log) {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            return e.toString();
        }
    }

    private static List<String> names(Path lib) throws IOException {
        try (Stream<Path> files = Files.list(lib)) {
            return files.map(it -> it.getFileName().toString()).sorted().toList();
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
