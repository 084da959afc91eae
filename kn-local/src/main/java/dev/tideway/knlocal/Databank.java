package dev.tideway.knlocal;

import dev.tideway.knlocal.database.DatabaseException;
import dev.tideway.knlocal.database.Databases;
import dev.tideway.knlocal.database.Migrations;
import dev.tideway.knlocal.database.Postgres;
import dev.tideway.knlocal.manifest.FunctionSpec;
import dev.tideway.knlocal.manifest.FunctionSpec.EnvValue;
import dev.tideway.knlocal.manifest.Key;
import dev.tideway.knlocal.manifest.Resources;
import dev.tideway.knlocal.process.Leash;
import dev.tideway.knlocal.settings.Settings;
import java.nio.file.Files;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/// The runner's own PostgreSQL, brought up when some function's Secret asks for it, with every function's migrations
/// run.
final class Databank {
    private final Settings settings;
    private final Resources resources;

    Databank(Settings settings, Resources resources) {
        this.settings = settings;
        this.resources = resources;
    }

    /// Empty when no function needs it.
    Optional<Databases> open(Leash leash, Opened opened) throws DatabaseException {
        var wanted = new HashSet<String>();
        resources.functions().values().forEach(function -> wanted.addAll(secrets(function)));
        if (wanted.isEmpty()) {
            return Optional.empty();
        }
        var postgres =
                opened.add(
                        Postgres.start(
                                settings.state().resolve("postgres"), leash, Postgres.ANY_PORT));
        var databases = Databases.prepare(postgres, settings.databases());
        migrate(new Migrations(databases));
        return Optional.of(databases);
    }

    private void migrate(Migrations migrations) throws DatabaseException {
        for (var function : resources.functions().values()) {
            var folder = function.directory().resolve("db");
            for (var secret : secrets(function)) {
                if (Files.isDirectory(folder)) {
                    migrations.migrate(function.key().name(), folder, secret);
                }
            }
        }
    }

    /// The Secrets of this function that the embedded PostgreSQL provides.
    private Set<String> secrets(FunctionSpec function) {
        var secrets = new HashSet<String>();
        for (var env : function.envs()) {
            if (env.value() instanceof EnvValue.FromSecret(var name, _)
                    && settings.databases().containsKey(name)
                    && !resources
                            .secrets()
                            .containsKey(new Key(function.key().namespace(), name))) {
                secrets.add(name);
            }
        }
        return secrets;
    }
}
