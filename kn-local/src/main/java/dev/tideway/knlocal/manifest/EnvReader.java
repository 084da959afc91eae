package dev.tideway.knlocal.manifest;

import dev.tideway.knlocal.manifest.FunctionSpec.Env;
import dev.tideway.knlocal.manifest.FunctionSpec.EnvValue;
import dev.tideway.knlocal.yaml.Fields;
import dev.tideway.knlocal.yaml.Fields.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// Reads `run.envs` of a func.yaml, in the forms that func knows (`function_envs.go`).
final class EnvReader {
    static final Set<String> RESERVED =
            Set.of("PORT", "K_SERVICE", "K_CONFIGURATION", "K_REVISION");
    static final Pattern NAME = Pattern.compile("[-._a-zA-Z][-._a-zA-Z0-9]*");
    private static final Pattern KEYED =
            Pattern.compile(
                    "\\{\\{\\s*(secret|configMap)\\s*:\\s*([-.\\w]+)\\s*:\\s*([-.\\w]+)\\s*}}");
    private static final Pattern WHOLE =
            Pattern.compile("\\{\\{\\s*(secret|configMap)\\s*:\\s*([-.\\w]+)\\s*}}");
    private static final Pattern LOCAL = Pattern.compile("\\{\\{\\s*env\\s*:\\s*(\\w+)\\s*}}");
    private static final String FORMS =
            "{{ env:NAME }}, {{ secret:name:key }} or {{ configMap:name:key }}";

    private final Configuration configuration;
    private final Origin origin;
    private final List<Env> envs = new ArrayList<>();
    private final Set<String> names = new TreeSet<>();

    EnvReader(Configuration configuration, Origin origin) {
        this.configuration = configuration;
        this.origin = origin;
    }

    List<Env> read(Fields run) {
        run.list("envs").forEach(this::one);
        return List.copyOf(envs);
    }

    private void one(Fields env) {
        var name = env.text("name");
        var value = env.text("value");
        env.done();
        if (value.isEmpty()) {
            env.problem("value", "is missing", "write \"\" for an empty one");
        } else if (name.isEmpty()) {
            whole(env, value.get());
        } else if (checkName(env, name.get().value())) {
            value(env, value.get())
                    .ifPresent(
                            it -> envs.add(new Env(name.get().value(), it, origin.at(env.line()))));
        }
    }

    private boolean checkName(Fields env, String name) {
        if (!NAME.matcher(name).matches()) {
            env.problem("name", "is " + name + ", which is no name of a variable", "");
            return false;
        }
        if (RESERVED.contains(name)) {
            env.problem("name", "is " + name + ", which Knative sets itself", "leave it out");
            return false;
        }
        if (!names.add(name)) {
            env.problem("name", "is " + name + ", which is given twice", "");
            return false;
        }
        return true;
    }

    private Optional<EnvValue> value(Fields env, Text text) {
        var value = text.value().strip();
        if (!value.startsWith("{{")) {
            return Optional.of(new EnvValue.Literal(text.value()));
        }
        var local = LOCAL.matcher(value);
        if (local.matches()) {
            return Optional.of(new EnvValue.FromEnvironment(local.group(1)));
        }
        var keyed = KEYED.matcher(value);
        if (!keyed.matches()) {
            env.problem("value", "is " + value + ", wanted " + FORMS, "");
            return Optional.empty();
        }
        var resource = new Key(origin.namespace(), keyed.group(2));
        var secret = keyed.group(1).equals("secret");
        configuration
                .complaint(secret, resource, keyed.group(3))
                .ifPresent(why -> env.problem("value", why.message(), why.mend()));
        return Optional.of(
                secret
                        ? new EnvValue.FromSecret(resource.name(), keyed.group(3))
                        : new EnvValue.FromConfigMap(resource.name(), keyed.group(3)));
    }

    /// Without a name: every key of a Secret or ConfigMap becomes a variable.
    private void whole(Fields env, Text text) {
        var whole = WHOLE.matcher(text.value().strip());
        if (!whole.matches()) {
            env.problem(
                    "name",
                    "is missing",
                    "only {{ secret:name }} and {{ configMap:name }} stand without one");
            return;
        }
        var secret = whole.group(1).equals("secret");
        all(
                        configuration,
                        secret,
                        new Key(origin.namespace(), whole.group(2)),
                        origin.at(text.line()))
                .ifPresentOrElse(
                        envs::addAll,
                        () ->
                                env.problem(
                                        "value",
                                        "names "
                                                + whole.group(2)
                                                + ", which is not in the manifests",
                                        "name each variable and its key"));
    }

    static Optional<List<Env>> all(
            Configuration configuration, boolean secret, Key key, Place place) {
        return configuration
                .keys(secret, key)
                .map(keys ->
                        keys.stream()
                                .filter(it -> NAME.matcher(it).matches())
                                .map(it -> env(secret, key, it, place))
                                .toList());
    }

    private static Env env(boolean secret, Key key, String name, Place place) {
        var value =
                secret
                        ? new EnvValue.FromSecret(key.name(), name)
                        : new EnvValue.FromConfigMap(key.name(), name);
        return new Env(name, value, place);
    }
}
