package dev.tideway.knlocal;

import dev.tideway.knlocal.database.DatabaseException;
import dev.tideway.knlocal.database.Databases;
import dev.tideway.knlocal.database.Migrations;
import dev.tideway.knlocal.database.Postgres;
import dev.tideway.knlocal.manifest.ContainerSource;
import dev.tideway.knlocal.manifest.FunctionSpec;
import dev.tideway.knlocal.manifest.FunctionSpec.Env;
import dev.tideway.knlocal.manifest.FunctionSpec.EnvValue;
import dev.tideway.knlocal.manifest.Key;
import dev.tideway.knlocal.manifest.Resources;
import dev.tideway.knlocal.process.Leash;
import dev.tideway.knlocal.settings.Settings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The runner's own PostgreSQL, brought up when some function's Secret asks for it, with every function's migrations
/// run.
final class Databank {
    private static final Logger LOG = LoggerFactory.getLogger(Databank.class);

    private final Settings settings;
    private final Resources resources;

    /// @param databases empty when no function needs them
    /// @param unmigrated functions whose migrations failed, each with the reason: these are not started, the others are
    /// @param unmigratedSecrets Secrets whose own migrations failed, each with the reason
    record Stores(
            Optional<Databases> databases,
            Map<Key, String> unmigrated,
            Map<String, String> unmigratedSecrets) {
        static final Stores NONE = new Stores(Optional.empty(), Map.of(), Map.of());
    }

    private final CompletableFuture<Stores> stores = new CompletableFuture<>();

    Databank(Settings settings, Resources resources) {
        this.settings = settings;
        this.resources = resources;
    }

    /// PostgreSQL starts beside Kafka. Does not block.
    void openInBackground(Leash leash, Opened opened) {
        Thread.ofVirtual()
                .name("databank")
                .start(() -> {
                    try {
                        stores.complete(open(leash, opened));
                    } catch (DatabaseException | RuntimeException e) {
                        stores.completeExceptionally(e);
                    }
                });
    }

    /// Blocks until it is open.
    void awaitOpen() throws DatabaseException, InterruptedException {
        try {
            stores.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof DatabaseException failed
                    ? failed
                    : new DatabaseException("the database does not start: " + e.getCause(), e);
        }
    }

    /// Blocks until they are there; none when the database does not start, which ends the runner anyway.
    Stores stores() {
        return stores.exceptionally(_ -> Stores.NONE).join();
    }

    private Stores open(Leash leash, Opened opened) throws DatabaseException {
        var wanted = new HashSet<String>();
        resources.functions().values().forEach(function -> wanted.addAll(secrets(function)));
        for (var source : resources.sources().values()) {
            if (source instanceof ContainerSource container) {
                var namespace = container.key().namespace();
                wanted.addAll(secrets(container.program().envs(), namespace));
            }
        }
        if (wanted.isEmpty()) {
            return Stores.NONE;
        }
        var postgres =
                opened.add(
                        Postgres.start(
                                settings.state().resolve("postgres"), leash, Postgres.ANY_PORT));
        var schemas = new HashMap<String, String>();
        var replicating = new HashSet<String>();
        settings.databases()
                .forEach((secret, database) -> {
                    schemas.put(secret, database.schema());
                    if (database.replication()) {
                        replicating.add(database.schema());
                    }
                });
        var databases = Databases.prepare(postgres, schemas, replicating);
        var migrations = new Migrations(databases);
        return new Stores(
                Optional.of(databases), migrate(migrations), migrateSecrets(wanted, migrations));
    }

    /// The migrations that belong to a database and to no function: those of a source.
    private Map<String, String> migrateSecrets(Set<String> wanted, Migrations migrations) {
        var failures = new HashMap<String, String>();
        for (var secret : wanted) {
            var folder =
                    Optional.ofNullable(settings.databases().get(secret))
                            .flatMap(Settings.Database::migrations);
            try {
                if (folder.isPresent()) {
                    migrations.migrate(owner(folder.get()), folder.get(), secret);
                }
            } catch (DatabaseException e) {
                LOG.error("what uses Secret {} will not start: {}", secret, e.getMessage());
                failures.put(secret, String.valueOf(e.getMessage()));
            }
        }
        return failures;
    }

    /// `catalogue-cdc` of `sources/catalogue-cdc/db`.
    private static String owner(Path migrations) {
        var parent = migrations.getParent();
        return String.valueOf((parent == null ? migrations : parent).getFileName());
    }

    private Map<Key, String> migrate(Migrations migrations) {
        var failures = new HashMap<Key, String>();
        for (var function : resources.functions().values()) {
            try {
                migrate(function, migrations);
            } catch (DatabaseException e) {
                LOG.error("function {} will not start: {}", function.key(), e.getMessage());
                failures.put(function.key(), String.valueOf(e.getMessage()));
            }
        }
        return failures;
    }

    private void migrate(FunctionSpec function, Migrations migrations) throws DatabaseException {
        var folder = function.directory().resolve("db");
        for (var secret : secrets(function)) {
            if (Files.isDirectory(folder)) {
                migrations.migrate(function.key().name(), folder, secret);
            }
        }
    }

    /// The Secrets of this function that the embedded PostgreSQL provides.
    private Set<String> secrets(FunctionSpec function) {
        return secrets(function.envs(), function.key().namespace());
    }

    private Set<String> secrets(List<Env> envs, String namespace) {
        var secrets = new HashSet<String>();
        for (var env : envs) {
            if (env.value() instanceof EnvValue.FromSecret(var name, _)
                    && settings.databases().containsKey(name)
                    && !resources.secrets().containsKey(new Key(namespace, name))) {
                secrets.add(name);
            }
        }
        return secrets;
    }
}
