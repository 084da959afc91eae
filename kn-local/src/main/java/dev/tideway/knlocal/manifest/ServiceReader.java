package dev.tideway.knlocal.manifest;

import dev.tideway.knlocal.manifest.FunctionSpec.Probes;
import dev.tideway.knlocal.yaml.Fields;
import dev.tideway.knlocal.yaml.Fields.Text;
import dev.tideway.knlocal.yaml.Near;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// Reads a Knative Service as far as it says how a function runs. Its image stands for the function's folder of the same
/// name, since nothing is pulled here.
final class ServiceReader {
    private final Map<String, FunctionSpec> folders;
    private final Configuration configuration;
    private final Findings findings;

    /// @param folders what func.yaml says of each folder, by the function's name
    ServiceReader(
            Map<String, FunctionSpec> folders, Configuration configuration, Findings findings) {
        this.folders = folders;
        this.configuration = configuration;
        this.findings = findings;
    }

    Optional<FunctionSpec> read(Resource resource) {
        resource.annotations()
                .forEach((key, text) -> {
                    if (key.startsWith(ScalingReader.PREFIX)) {
                        findings.problem(
                                resource.at(text.line()),
                                "metadata.annotations." + key,
                                "belongs under spec.template.metadata.annotations; Knative refuses it here",
                                "");
                    }
                });
        var fields = resource.fields();
        var spec = fields.fields("spec");
        fields.done();
        var template = spec.flatMap(it -> it.fields("template"));
        spec.ifPresent(it -> {
            it.skip("traffic");
            it.done();
        });
        if (template.isEmpty()) {
            fields.problem("spec.template", "is missing", "");
        }
        return template.flatMap(it -> template(it, resource));
    }

    private Optional<FunctionSpec> template(Fields template, Resource resource) {
        var annotations =
                template.fields("metadata")
                        .flatMap(it -> it.fields("annotations"))
                        .map(Fields::strings)
                        .orElse(Map.of());
        var scaling =
                new ScalingReader(
                                annotations,
                                (annotation, line, message, mend) ->
                                        findings.problem(
                                                resource.at(line),
                                                "spec.template.metadata.annotations." + annotation,
                                                message,
                                                mend))
                        .read();
        var spec = template.fields("spec");
        template.done();
        if (spec.isEmpty()) {
            template.problem("spec", "is missing", "");
        }
        return spec.flatMap(it -> revision(it, scaling, resource));
    }

    private Optional<FunctionSpec> revision(
            Fields spec, FunctionSpec.Scaling scaling, Resource resource) {
        var concurrency = spec.whole("containerConcurrency", 0, 1000).orElse(0);
        var timeout = spec.whole("timeoutSeconds", 1, 600).map(Duration::ofSeconds);
        spec.skip(
                "responseStartTimeoutSeconds",
                "idleTimeoutSeconds",
                "serviceAccountName",
                "imagePullSecrets",
                "enableServiceLinks",
                "volumes",
                "automountServiceAccountToken",
                "initContainers",
                "securityContext",
                "affinity",
                "nodeSelector",
                "tolerations",
                "runtimeClassName",
                "priorityClassName",
                "dnsPolicy");
        var containers = spec.list("containers");
        spec.done();
        if (containers.size() != 1) {
            spec.problem(
                    "containers",
                    "are " + containers.size() + ", and kn-local runs exactly one",
                    "");
            return Optional.empty();
        }
        var origin = new Origin(resource.file(), resource.key().namespace(), findings);
        var container = new ContainerReader(configuration, origin).read(containers.getFirst());
        return folder(containers.getFirst(), container.image())
                .map(folder ->
                        new FunctionSpec(
                                resource.key(),
                                folder.directory(),
                                folder.command(),
                                container.envs(),
                                concurrency,
                                timeout.orElse(FuncReader.TIMEOUT),
                                probes(container, folder.probes()),
                                scaling,
                                container.memory(),
                                resource.place()));
    }

    private static Probes probes(ContainerReader.Container container, Probes folder) {
        return new Probes(
                container.liveness().orElse(folder.liveness()),
                container.readiness().orElse(folder.readiness()));
    }

    private Optional<FunctionSpec> folder(Fields container, Optional<Text> image) {
        if (image.isEmpty()) {
            return Optional.empty();
        }
        // Whatever stands here need not be a path.
        var function =
                image.get().value().replaceFirst("(?s).*/", "").replaceFirst("(?s)[:@].*", "");
        var folder = Optional.ofNullable(folders.get(function));
        if (folder.isEmpty()) {
            container.problem(
                    "image",
                    "is " + image.get().value() + ", and no function folder is named " + function,
                    Near.meant(function, folders.keySet()));
        }
        return folder;
    }
}
