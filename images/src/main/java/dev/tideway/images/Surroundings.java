package dev.tideway.images;

import dev.tideway.knlocal.database.DatabaseException;
import dev.tideway.knlocal.database.Databases;
import dev.tideway.knlocal.database.Migrations;
import dev.tideway.knlocal.database.Postgres;
import dev.tideway.knlocal.manifest.FunctionSpec;
import dev.tideway.knlocal.manifest.FunctionSpec.EnvValue;
import dev.tideway.knlocal.manifest.Manifests;
import dev.tideway.knlocal.manifest.Resources;
import dev.tideway.knlocal.manifest.Sources;
import dev.tideway.knlocal.process.Leash;
import dev.tideway.knlocal.settings.Settings;
import dev.tideway.knlocal.settings.SettingsException;
import dev.tideway.knlocal.settings.SettingsReader;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// What a function meets on a cluster and has to meet while it is trained: its environment, and a PostgreSQL with its
/// migrations behind its Secrets. Nothing outside of this machine.
public final class Surroundings implements AutoCloseable {
    private static final String ANY = "training";

    private final Settings settings;
    private final Resources resources;
    private final Postgres postgres;
    private final Databases databases;

    private Surroundings(
            Settings settings, Resources resources, Postgres postgres, Databases databases) {
        this.settings = settings;
        this.resources = resources;
        this.postgres = postgres;
        this.databases = databases;
    }

    /// Reads the manifests and starts the database.
    ///
    /// @param root where kn-local.yaml is
    /// @param folder the database's own
    public static Surroundings open(Path root, Path folder, Leash leash) throws ImageException {
        try {
            var settings = SettingsReader.read(root, Map.of(), Map.of());
            var resources = Manifests.read(Sources.of(settings));
            if (!resources.problems().isEmpty()) {
                throw new ImageException(String.valueOf(resources.problems().getFirst()));
            }
            return open(settings, resources, Postgres.start(folder, leash, Postgres.ANY_PORT));
        } catch (SettingsException | DatabaseException e) {
            throw new ImageException(String.valueOf(e.getMessage()), e);
        }
    }

    private static Surroundings open(Settings settings, Resources resources, Postgres postgres)
            throws DatabaseException {
        try {
            var schemas = new HashMap<String, String>();
            settings.databases().forEach((name, it) -> schemas.put(name, it.schema()));
            var databases = Databases.prepare(postgres, schemas);
            return new Surroundings(settings, resources, postgres, databases);
        } catch (DatabaseException e) {
            postgres.close();
            throw e;
        }
    }

    public Path root() {
        return settings.root();
    }

    public Collection<FunctionSpec> functions() {
        return resources.functions().values();
    }

    public Resources resources() {
        return resources;
    }

    /// What its container is given, with a value for everything; runs its migrations first.
    public Map<String, String> environment(FunctionSpec function) throws ImageException {
        try {
            migrate(function);
            var environment = new HashMap<String, String>();
            for (var env : function.envs()) {
                environment.put(env.name(), value(env.value()));
            }
            environment.put("K_SERVICE", function.key().name());
            return environment;
        } catch (DatabaseException e) {
            throw new ImageException(String.valueOf(e.getMessage()), e);
        }
    }

    private String value(EnvValue value) throws DatabaseException {
        return switch (value) {
            case EnvValue.Literal(var text) -> text;
            case EnvValue.FromSecret(var name, var key) ->
                    databases.names().contains(name)
                            ? databases.secret(name).getOrDefault(key, ANY)
                            : ANY;
            case EnvValue.FromConfigMap _, EnvValue.FromEnvironment _ -> ANY;
        };
    }

    private void migrate(FunctionSpec function) throws DatabaseException {
        var migrations = new Migrations(databases);
        for (var secret : secrets(function)) {
            migrations.migrate(function.key().name(), function.directory().resolve("db"), secret);
        }
    }

    private Set<String> secrets(FunctionSpec function) {
        var secrets = new HashSet<String>();
        for (var env : function.envs()) {
            if (env.value() instanceof EnvValue.FromSecret(var name, _)
                    && databases.names().contains(name)) {
                secrets.add(name);
            }
        }
        return secrets;
    }

    @Override
    public void close() {
        postgres.close();
    }
}
