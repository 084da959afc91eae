package dev.tideway.knlocal;

import dev.tideway.knlocal.database.DatabaseException;
import dev.tideway.knlocal.database.Databases;
import dev.tideway.knlocal.function.Environment;
import dev.tideway.knlocal.manifest.FunctionSpec.Env;
import dev.tideway.knlocal.manifest.FunctionSpec.EnvValue;
import dev.tideway.knlocal.manifest.Key;
import dev.tideway.knlocal.manifest.Resources;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What `{{ secret:… }}`, `{{ configMap:… }}` and `{{ env:… }}` in a func.yaml stand for: what the manifests hold, what
/// the runner's own PostgreSQL gives, the runner's environment. A Secret of the manifests goes first, so that a
/// function can be pointed at a database of the user's own.
final class Variables implements Environment {
    private static final Logger LOG = LoggerFactory.getLogger(Variables.class);

    private final Resources resources;
    private final Supplier<Databank.Stores> stores;
    private final Map<String, String> environment;
    private final String namespace;
    private final Function<Key, Map<String, String>> injected;

    /// @param stores may block until they are there
    /// @param namespace of the function, where its Secrets and ConfigMaps are looked for
    /// @param injected what SinkBindings give a function
    Variables(
            Resources resources,
            Supplier<Databank.Stores> stores,
            Map<String, String> environment,
            String namespace,
            Function<Key, Map<String, String>> injected) {
        this.resources = resources;
        this.stores = stores;
        this.environment = environment;
        this.namespace = namespace;
        this.injected = injected;
    }

    @Override
    public Optional<String> value(Env env) {
        return switch (env.value()) {
            case EnvValue.Literal(var text) -> Optional.of(text);
            case EnvValue.FromEnvironment(var name) -> Optional.ofNullable(environment.get(name));
            case EnvValue.FromConfigMap(var name, var key) ->
                    Optional.ofNullable(resources.configMaps().get(beside(name)))
                            .map(map -> map.get(key));
            case EnvValue.FromSecret(var name, var key) -> secret(beside(name), key);
        };
    }

    @Override
    public Optional<String> obstacle(Key function) {
        return Optional.ofNullable(stores.get().unmigrated().get(function));
    }

    @Override
    public Optional<String> obstacle(Env env) {
        return env.value() instanceof EnvValue.FromSecret(var name, _)
                        && !resources.secrets().containsKey(beside(name))
                ? Optional.ofNullable(stores.get().unmigratedSecrets().get(name))
                : Optional.empty();
    }

    @Override
    public Map<String, String> injected(Key function) {
        return injected.apply(function);
    }

    private Optional<String> secret(Key secret, String key) {
        var given = resources.secrets().get(secret);
        if (given != null) {
            return Optional.ofNullable(given.values().get(key));
        }
        return stores.get()
                .databases()
                .filter(all -> all.names().contains(secret.name()))
                .flatMap(all -> fromDatabase(all, secret.name(), key));
    }

    private static Optional<String> fromDatabase(Databases all, String secret, String key) {
        try {
            return Optional.ofNullable(all.secret(secret).get(key));
        } catch (DatabaseException e) {
            LOG.error("Secret {}: {}", secret, e.getMessage());
            return Optional.empty();
        }
    }

    private Key beside(String name) {
        return new Key(namespace, name);
    }
}
