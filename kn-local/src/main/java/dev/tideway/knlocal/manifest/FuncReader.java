package dev.tideway.knlocal.manifest;

import dev.tideway.knlocal.yaml.Fields;
import dev.tideway.knlocal.yaml.Fields.Text;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// Reads a func.yaml (specVersion 0.36.0) into what `func deploy` would make of it: a Service, and a Trigger for each
/// subscription.
final class FuncReader {
    private static final String SPEC_VERSION = "0.36.0";
    private static final Pattern NAME = Pattern.compile("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?");

    private final Configuration configuration;
    private final ServingConfig serving;
    private final Sources sources;
    private final Findings findings;

    /// A function, what func would subscribe it to, and what only a cluster needs to know.
    record Func(
            FunctionSpec spec,
            List<DeployReader.Subscribed> subscriptions,
            Deployment deployment) {}

    FuncReader(
            Configuration configuration,
            ServingConfig serving,
            Sources sources,
            Findings findings) {
        this.configuration = configuration;
        this.serving = serving;
        this.sources = sources;
        this.findings = findings;
    }

    Optional<Func> read(Fields fields, Path directory, Path file) {
        version(fields);
        FuncSchema.top(fields);
        var name = name(fields);
        fields.choice("invoke", new TreeMap<>(Map.of("http", true, "cloudevent", true)));
        var deploy = fields.fields("deploy");
        var deployedTo = deploy.flatMap(it -> it.string("namespace"));
        var namespace =
                fields.string("namespace")
                        .or(() -> deployedTo)
                        .map(Text::value)
                        .orElse(sources.namespace());
        var origin = new Origin(file, namespace, findings);
        fields.fields("build").ifPresent(FuncSchema::build);
        var envs = fields.fields("run").map(run -> run(run, origin)).orElse(List.of());
        var deployed = new DeployReader(origin, serving).read(deploy);
        deploy.ifPresent(Fields::done);
        fields.done();
        return name.map(it ->
                new Func(
                        new FunctionSpec(
                                new Key(namespace, it),
                                directory,
                                sources.commands().getOrDefault(it, List.of()),
                                envs,
                                deployed.concurrency(),
                                serving.timeouts(),
                                deployed.probes(),
                                deployed.scaling(),
                                deployed.memory(),
                                Routing.LATEST.with(deployed.rollout()),
                                origin.at(fields.line())),
                        deployed.subscriptions(),
                        deployed.deployment()));
    }

    private static void version(Fields fields) {
        fields.required("specVersion")
                .filter(it -> !it.value().equals(SPEC_VERSION))
                .ifPresent(it ->
                        fields.problem(
                                "specVersion",
                                "is " + it.value() + ", wanted " + SPEC_VERSION,
                                "any func command of version 1.23 migrates it"));
    }

    private static Optional<String> name(Fields fields) {
        var name = fields.required("name").map(Text::value);
        if (name.isPresent() && !NAME.matcher(name.get()).matches()) {
            fields.problem("name", "is " + name.get() + ", wanted small letters, digits and -", "");
            return Optional.empty();
        }
        return name;
    }

    private List<FunctionSpec.Env> run(Fields run, Origin origin) {
        var envs = new EnvReader(configuration, origin).read(run);
        run.whole("startTimeout", 0, Integer.MAX_VALUE);
        FuncSchema.run(run);
        for (var key : List.of("volumes", "kafka")) {
            if (run.has(key)) {
                findings.note(
                        origin.at(run.line(key)),
                        run.path(key),
                        "is not run by this version of kn-local");
            }
        }
        run.done();
        return envs;
    }
}
