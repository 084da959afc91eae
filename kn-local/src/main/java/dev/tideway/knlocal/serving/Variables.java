package dev.tideway.knlocal.serving;

import dev.tideway.knlocal.manifest.FunctionSpec.Env;
import dev.tideway.knlocal.manifest.FunctionSpec.EnvValue;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A function's `run.envs` as a container's `env`: Secrets and ConfigMaps by reference, never by value.
final class Variables {
    private Variables() {}

    static List<Map<String, Object>> of(List<Env> envs) {
        return envs.stream().map(env -> variable(env.name(), env.value())).toList();
    }

    /// The value of one variable of the function under another name.
    static Optional<Map<String, Object>> renamed(List<Env> envs, String from, String to) {
        return envs.stream()
                .filter(env -> env.name().equals(from))
                .findFirst()
                .map(env -> variable(to, env.value()));
    }

    private static Map<String, Object> variable(String name, EnvValue value) {
        return switch (value) {
            case EnvValue.Literal(var text) -> literal(name, text);
            case EnvValue.FromSecret(var secret, var key) ->
                    reference(name, "secretKeyRef", secret, key);
            case EnvValue.FromConfigMap(var configMap, var key) ->
                    reference(name, "configMapKeyRef", configMap, key);
            case EnvValue.FromEnvironment(var variable) ->
                    throw new IllegalArgumentException("{{ env:" + variable + " }}");
        };
    }

    static Map<String, Object> literal(String name, String text) {
        return Fields.of("name", name, "value", text);
    }

    private static Map<String, Object> reference(
            String name, String kind, String resource, String key) {
        var reference = Map.<String, Object>of(kind, Fields.of("name", resource, "key", key));
        return Fields.of("name", name, "valueFrom", reference);
    }
}
