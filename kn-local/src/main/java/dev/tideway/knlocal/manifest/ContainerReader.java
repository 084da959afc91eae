package dev.tideway.knlocal.manifest;

import dev.tideway.knlocal.manifest.FunctionSpec.Env;
import dev.tideway.knlocal.manifest.FunctionSpec.EnvValue;
import dev.tideway.knlocal.yaml.Fields;
import dev.tideway.knlocal.yaml.Fields.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Reads the one container of a Knative Service.
final class ContainerReader {
    private final Configuration configuration;
    private final Origin origin;
    private final Set<String> reserved;
    private final List<Env> envs = new ArrayList<>();

    record Container(Optional<Text> image, List<Env> envs, Optional<Long> memory, Probes probes) {}

    ContainerReader(Configuration configuration, Origin origin) {
        this(configuration, origin, EnvReader.RESERVED);
    }

    /// @param reserved names of variables that Knative sets itself
    ContainerReader(Configuration configuration, Origin origin, Set<String> reserved) {
        this.configuration = configuration;
        this.origin = origin;
        this.reserved = reserved;
    }

    /// Only its variables.
    List<Env> envs(Fields container) {
        container.list("envFrom").forEach(this::all);
        container.list("env").forEach(this::one);
        return List.copyOf(envs);
    }

    Container read(Fields container) {
        container.list("envFrom").forEach(this::all);
        container.list("env").forEach(this::one);
        port(container);
        container.skip(
                "name",
                "imagePullPolicy",
                "securityContext",
                "terminationMessagePath",
                "terminationMessagePolicy");
        for (var key : List.of("command", "args", "workingDir", "volumeMounts")) {
            if (container.has(key)) {
                origin.findings()
                        .note(
                                origin.at(container.line(key)),
                                container.path(key),
                                "means the image, and kn-local starts the function's own build output");
            }
        }
        var read =
                new Container(
                        container.required("image"),
                        List.copyOf(envs),
                        container.fields("resources").flatMap(ContainerReader::memory),
                        new ProbeReader(container).read());
        container.done();
        return read;
    }

    private static Optional<Long> memory(Fields resources) {
        var limit =
                resources
                        .fields("limits")
                        .flatMap(limits -> DeployReader.quantity(limits, "memory"));
        resources.skip("requests");
        resources.done();
        return limit;
    }

    /// Knative takes exactly one, which is the one that `PORT` names; here that is any free one.
    private static void port(Fields container) {
        var ports = container.list("ports");
        if (ports.size() > 1) {
            container.problem("ports", "are " + ports.size() + ", wanted one", "");
        }
        for (var port : ports) {
            port.string("name")
                    .map(Text::value)
                    .filter(it -> !Set.of("http1", "h2c", "").contains(it))
                    .ifPresent(
                            it -> port.problem("name", "is " + it + ", wanted http1 or h2c", ""));
            port.whole("containerPort", 0, 65535);
            port.choice("protocol", Map.of("TCP", true));
            port.done();
        }
    }

    private void one(Fields env) {
        var name = env.required("name").map(Text::value);
        var literal = env.string("value").map(it -> (EnvValue) new EnvValue.Literal(it.value()));
        var value = literal.or(() -> env.fields("valueFrom").flatMap(this::from));
        env.done();
        if (name.filter(reserved::contains).isPresent()) {
            env.problem("name", "is " + name.get() + ", which Knative sets itself", "leave it out");
        }
        name.ifPresent(it ->
                envs.add(
                        new Env(
                                it,
                                value.orElse(new EnvValue.Literal("")),
                                origin.at(env.line()))));
    }

    private Optional<EnvValue> from(Fields from) {
        var secret = from.fields("secretKeyRef").flatMap(it -> key(it, true));
        var configMap = from.fields("configMapKeyRef").flatMap(it -> key(it, false));
        if (from.has("fieldRef") || from.has("resourceFieldRef")) {
            from.problem("", "asks for what only a cluster knows", "give it a value");
        }
        from.done();
        return secret.or(() -> configMap);
    }

    private Optional<EnvValue> key(Fields ref, boolean secret) {
        var name = ref.required("name").map(Text::value);
        var key = ref.required("key").map(Text::value);
        var optional = ref.flag("optional").orElse(false);
        ref.done();
        if (name.isEmpty() || key.isEmpty()) {
            return Optional.empty();
        }
        var complaint =
                configuration.complaint(secret, new Key(origin.namespace(), name.get()), key.get());
        if (!optional) {
            complaint.ifPresent(it -> ref.problem("", it.message(), it.mend()));
        }
        return Optional.of(
                secret
                        ? new EnvValue.FromSecret(name.get(), key.get())
                        : new EnvValue.FromConfigMap(name.get(), key.get()));
    }

    private void all(Fields from) {
        from.fields("secretRef").ifPresent(ref -> all(ref, true));
        from.fields("configMapRef").ifPresent(ref -> all(ref, false));
        if (from.has("prefix")) {
            from.problem(
                    "prefix",
                    "is not run by this version of kn-local",
                    "name each variable under env");
        }
        from.done();
    }

    private void all(Fields ref, boolean secret) {
        var name = ref.required("name");
        ref.flag("optional");
        ref.done();
        name.ifPresent(it -> {
            var place = origin.at(it.line());
            EnvReader.all(configuration, secret, new Key(origin.namespace(), it.value()), place)
                    .ifPresentOrElse(
                            envs::addAll,
                            () ->
                                    ref.problem(
                                            "name",
                                            "names "
                                                    + it.value()
                                                    + ", which is not in the manifests",
                                            ""));
        });
    }
}
