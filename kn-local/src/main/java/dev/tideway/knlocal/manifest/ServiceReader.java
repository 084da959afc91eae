package dev.tideway.knlocal.manifest;

import dev.tideway.knlocal.manifest.FunctionSpec.Timeouts;
import dev.tideway.knlocal.yaml.Fields;
import dev.tideway.knlocal.yaml.Fields.Text;
import dev.tideway.knlocal.yaml.Near;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// Reads a Knative Service as far as it says how a function runs. Its image stands for the function's folder of the same
/// name, since nothing is pulled here.
final class ServiceReader {
    private static final String PROGRESS = "serving.knative.dev/progress-deadline";

    private final Map<String, FunctionSpec> folders;
    private final Configuration configuration;
    private final ServingConfig serving;
    private final Findings findings;

    /// @param folders what func.yaml says of each folder, by the function's name
    ServiceReader(
            Map<String, FunctionSpec> folders,
            Configuration configuration,
            ServingConfig serving,
            Findings findings) {
        this.folders = folders;
        this.configuration = configuration;
        this.serving = serving;
        this.findings = findings;
    }

    Optional<FunctionSpec> read(Resource resource) {
        resource.annotations()
                .forEach((key, text) -> {
                    if (key.startsWith(Annotations.PREFIX)) {
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
        if (template.isEmpty()) {
            fields.problem("spec.template", "is missing", "");
        }
        var routing =
                spec.map(it -> new RoutingReader(resource, serving, findings).read(it, template))
                        .orElse(Routing.LATEST);
        spec.ifPresent(Fields::done);
        return template.flatMap(it -> template(it, resource, routing));
    }

    private Optional<FunctionSpec> template(Fields template, Resource resource, Routing routing) {
        var annotations =
                template.fields("metadata")
                        .flatMap(it -> it.fields("annotations"))
                        .map(Fields::strings)
                        .orElse(Map.of());
        var scaling =
                new ScalingReader(
                                serving.autoscaler(),
                                new Annotations(
                                        annotations,
                                        (annotation, line, message, mend) ->
                                                problem(resource, annotation, line, message, mend)))
                        .read();
        var progress = progress(resource, annotations);
        var spec = template.fields("spec");
        template.done();
        if (spec.isEmpty()) {
            template.problem("spec", "is missing", "");
        }
        return spec.flatMap(it -> revision(it, resource, routing))
                .map(it -> it.with(scaling).with(it.timeouts().with(progress)));
    }

    private void problem(
            Resource resource, String annotation, int line, String message, String mend) {
        findings.problem(
                resource.at(line),
                "spec.template.metadata.annotations." + annotation,
                message,
                mend);
    }

    private Duration progress(Resource resource, Map<String, Text> annotations) {
        var text = Optional.ofNullable(annotations.get(PROGRESS));
        var progress =
                text.flatMap(it -> Units.go(it.value()))
                        .filter(it -> it.isPositive() && it.toNanosPart() == 0);
        if (text.isPresent() && progress.isEmpty()) {
            var message = "is " + text.get().value() + ", wanted a duration such as 600s";
            problem(resource, PROGRESS, text.get().line(), message, "");
        }
        return progress.orElse(serving.progress());
    }

    private Optional<FunctionSpec> revision(Fields spec, Resource resource, Routing routing) {
        var concurrency = concurrency(spec);
        var timeouts = timeouts(spec);
        spec.skip(
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
                                timeouts,
                                container.probes(),
                                serving.autoscaler().usual(),
                                container.memory().or(serving.defaults()::memoryBytes),
                                routing,
                                resource.place()));
    }

    private int concurrency(Fields spec) {
        var defaults = serving.defaults();
        var least = defaults.zeroConcurrency() ? 0 : 1;
        return spec.whole("containerConcurrency", least, defaults.maxConcurrency())
                .orElse(defaults.concurrency());
    }

    /// A zero says the same as nothing, as in Knative.
    private Timeouts timeouts(Fields spec) {
        var usual = serving.defaults().timeouts();
        var request =
                spec.whole("timeoutSeconds", 0, serving.defaults().maxTimeout())
                        .filter(it -> it > 0)
                        .orElse(Math.toIntExact(usual.request().toSeconds()));
        return new Timeouts(
                Duration.ofSeconds(request),
                within(spec, "responseStartTimeoutSeconds", request, usual.responseStart()),
                within(spec, "idleTimeoutSeconds", request, usual.idle()),
                serving.progress());
    }

    private static Duration within(Fields spec, String key, int request, Duration usual) {
        var seconds =
                spec.whole(key, 0, Integer.MAX_VALUE)
                        .orElse((int) Math.min(usual.toSeconds(), request));
        if (seconds > request) {
            spec.problem(
                    key,
                    "is %d, more than the timeoutSeconds of %d".formatted(seconds, request),
                    "");
        }
        return Duration.ofSeconds(seconds);
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
