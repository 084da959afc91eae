package dev.tideway.knlocal.function;

import dev.tideway.knlocal.manifest.FunctionSpec;
import dev.tideway.knlocal.manifest.Key;
import java.util.Map;
import java.util.Optional;

/// What a function's environment variables stand for at the moment it starts.
@FunctionalInterface
public interface Environment {
    /// The value of one of `run.envs`; empty when the secret, config map or variable it names is not there.
    Optional<String> value(FunctionSpec.Env env);

    /// Why the function is not to be started, in one line; empty when it may be.
    default Optional<String> obstacle(Key function) {
        return Optional.empty();
    }

    /// Why this value is not to be used yet, in one line; empty when it may be.
    default Optional<String> obstacle(FunctionSpec.Env env) {
        return Optional.empty();
    }

    /// Variables that others give it, such as a SinkBinding's `K_SINK`.
    default Map<String, String> injected(Key function) {
        return Map.of();
    }
}
