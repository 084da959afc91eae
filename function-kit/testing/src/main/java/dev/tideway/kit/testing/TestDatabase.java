package dev.tideway.kit.testing;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;

/// A real PostgreSQL for a `@QuarkusTest`, set up as kn-local and a cluster do: a role and a schema of one name, the
/// role's `search_path` on that schema, and the function's `db/` applied by Flyway.
///
///     @QuarkusTest
///     @WithTestResource(value = TestDatabase.class, initArgs = @ResourceArg(name = "schema", value = "inventory"))
///
/// `schema` is "test" and `migrations` is "db" unless said otherwise. A test may `@Inject DataSource` to look behind the function.
public final class TestDatabase implements QuarkusTestResourceLifecycleManager {
    private String schema = "test";
    private Path migrations = Path.of("db");
    private @Nullable EmbeddedPostgres postgres;

    @Override
    public void init(Map<String, String> initArgs) {
        schema = initArgs.getOrDefault("schema", schema);
        migrations = Path.of(initArgs.getOrDefault("migrations", "db"));
    }

    @Override
    public Map<String, String> start() {
        try {
            var server = EmbeddedPostgres.builder().start();
            postgres = server;
            try (var connection = server.getPostgresDatabase().getConnection();
                    var statement = connection.createStatement()) {
                statement.execute(
                        """
                        create role "%1$s" login password 'test';
                        create schema "%1$s" authorization "%1$s";
                        alter role "%1$s" set search_path = "%1$s";
                        """
                                .formatted(schema));
            }
            var url = server.getJdbcUrl(schema, "postgres");
            migrate(url);
            return Map.of(
                    "quarkus.datasource.jdbc.url", url,
                    "quarkus.datasource.username", schema,
                    "quarkus.datasource.password", "test");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private void migrate(String url) {
        if (!Files.isDirectory(migrations)) {
            throw new IllegalStateException("no migrations in " + migrations.toAbsolutePath());
        }
        Flyway.configure()
                .dataSource(url, schema, "test")
                .schemas(schema)
                .locations("filesystem:" + migrations)
                .load()
                .migrate();
    }

    @Override
    public void stop() {
        try {
            if (postgres != null) {
                postgres.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
