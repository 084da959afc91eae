package dev.tideway.knlocal.function;

import dev.tideway.knlocal.manifest.FunctionSpec;
import dev.tideway.knlocal.manifest.FunctionSpec.EnvValue;
import java.util.LinkedHashMap;
import java.util.Map;

/// The environment of an instance: a little of the runner's, what func.yaml says, and Knative's runtime contract,
/// which has the last word.
final class Variables {
    /// Set when functions are to tell of their part in a trace.
    private static final String TRACES = "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT";

    private final FunctionSpec spec;
    private final Environment environment;
    private final Map<String, String> inherited;

    Variables(FunctionSpec spec, Environment environment, Map<String, String> inherited) {
        this.spec = spec;
        this.environment = environment;
        this.inherited = inherited;
    }

    Map<String, String> of(Supply.Revision revision, int port) throws CannotStartException {
        var obstacle = environment.obstacle(spec.key());
        if (obstacle.isPresent()) {
            throw new CannotStartException(
                    "function %s is not started: %s".formatted(spec.key().name(), obstacle.get()));
        }
        var variables = new LinkedHashMap<>(inherited);
        if (inherited.containsKey(TRACES)) {
            variables.put("OTEL_SERVICE_NAME", spec.key().name());
        }
        for (var env : spec.envs()) {
            variables.put(env.name(), value(env));
        }
        variables.putAll(environment.injected(spec.key()));
        variables.put("HOST", "127.0.0.1");
        if (revision.build() instanceof Build.QuarkusApp) {
            variables.put("QUARKUS_HTTP_HOST", "127.0.0.1");
            variables.put("QUARKUS_HTTP_PORT", Integer.toString(port));
        }
        variables.put("PORT", Integer.toString(port));
        variables.put("K_SERVICE", spec.key().name());
        variables.put("K_CONFIGURATION", spec.key().name());
        variables.put("K_REVISION", revision.name());
        return variables;
    }

    private String value(FunctionSpec.Env env) throws CannotStartException {
        var value = environment.value(env);
        if (value.isPresent()) {
            return value.get();
        }
        throw new CannotStartException(
                "%s: function %s cannot start: %s needs %s, which does not exist"
                        .formatted(
                                env.place(), spec.key().name(), env.name(), source(env.value())));
    }

    private static String source(EnvValue value) {
        return switch (value) {
            case EnvValue.Literal(var text) -> "the text " + text;
            case EnvValue.FromSecret(var secret, var key) -> "key " + key + " of Secret " + secret;
            case EnvValue.FromConfigMap(var map, var key) -> "key " + key + " of ConfigMap " + map;
            case EnvValue.FromEnvironment(var variable) ->
                    "the runner's environment variable " + variable;
        };
    }
}
