package dev.tideway.cataloguecdc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.function.IntSupplier;
import org.flywaydb.core.Flyway;

/// A catalogue, a sink, and the program between them as it was built.
final class World implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ROLE = "catalogue";
    private static final String PASSWORD = "test";

    private final Path folder;
    private final EmbeddedPostgres postgres;
    private final String url;
    private final HttpServer sink;
    private final List<JsonNode> taken = new CopyOnWriteArrayList<>();
    private volatile IntSupplier status = () -> 202;

    World(Path folder) throws Exception {
        this.folder = folder;
        postgres = EmbeddedPostgres.builder().setServerConfig("wal_level", "logical").start();
        try (var connection = postgres.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            statement.execute(
                    """
                    create role catalogue login replication password 'test';
                    grant create on database postgres to catalogue;
                    create schema catalogue authorization catalogue;
                    alter role catalogue set search_path = catalogue;
                    """);
        }
        url = postgres.getJdbcUrl(ROLE, "postgres");
        Flyway.configure()
                .dataSource(url, ROLE, PASSWORD)
                .schemas(ROLE)
                .locations("filesystem:db")
                .load()
                .migrate();
        sink = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        sink.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        sink.createContext("/", this::take);
        sink.start();
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            var event = JSON.readTree(exchange.getRequestBody());
            int answer = status.getAsInt();
            if (answer / 100 == 2) {
                taken.add(event);
            }
            exchange.sendResponseHeaders(answer, -1);
        }
    }

    /// What the sink answers from now on.
    void answers(IntSupplier next) {
        status = next;
    }

    List<JsonNode> taken() {
        return List.copyOf(taken);
    }

    /// The values of `price_cents` that were told of a row, in the order in which they came.
    List<Integer> prices(String sku) {
        return taken.stream()
                .filter(it -> it.path("subject").asText().equals(sku))
                .map(it -> it.at("/data/after/price_cents").asInt())
                .toList();
    }

    void sql(String... statements) throws SQLException {
        try (var connection = DriverManager.getConnection(url, ROLE, PASSWORD);
                var statement = connection.createStatement()) {
            for (var sql : statements) {
                statement.execute(sql);
            }
        }
    }

    String ask(String select) throws SQLException {
        try (var connection = DriverManager.getConnection(url, ROLE, PASSWORD);
                var statement = connection.createStatement();
                var rows = statement.executeQuery(select)) {
            return rows.next() ? String.valueOf(rows.getString(1)) : "";
        }
    }

    Process start() throws IOException {
        var builder =
                new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Xmx64m",
                        "-jar",
                        Path.of("target", "catalogue-cdc.jar").toString());
        builder.environment()
                .putAll(
                        Map.of(
                                "K_SINK", "http://127.0.0.1:" + sink.getAddress().getPort() + "/",
                                "DATABASE_JDBC_URI", url,
                                "DATABASE_USERNAME", ROLE,
                                "DATABASE_PASSWORD", PASSWORD));
        return builder.redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()))
                .start();
    }

    /// The names of its threads and what each does, as `jcmd` prints them: what ends has no log any more.
    static String threads(Process source) throws IOException {
        var jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        var asked =
                new ProcessBuilder(jcmd, String.valueOf(source.pid()), "Thread.print")
                        .redirectErrorStream(true)
                        .start();
        return new String(asked.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    Path log() {
        return folder.resolve("catalogue-cdc.log");
    }

    @Override
    public void close() throws IOException {
        sink.stop(0);
        postgres.close();
    }
}
