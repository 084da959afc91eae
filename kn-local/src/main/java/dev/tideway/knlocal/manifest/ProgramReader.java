package dev.tideway.knlocal.manifest;

import dev.tideway.knlocal.yaml.Fields;
import dev.tideway.knlocal.yaml.Fields.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Reads the pod of a ContainerSource or JobSink as the command that stands for its one container: the one that
/// kn-local.yaml names for its image, or its own.
final class ProgramReader {
    private static final String[] OF_A_CLUSTER = {
        "restartPolicy",
        "serviceAccountName",
        "serviceAccount",
        "imagePullSecrets",
        "volumes",
        "automountServiceAccountToken",
        "securityContext",
        "affinity",
        "nodeSelector",
        "tolerations",
        "runtimeClassName",
        "priorityClassName",
        "dnsPolicy",
        "terminationGracePeriodSeconds",
        "enableServiceLinks",
        "topologySpreadConstraints"
    };
    private static final String[] OF_AN_IMAGE = {
        "name",
        "imagePullPolicy",
        "ports",
        "resources",
        "securityContext",
        "volumeMounts",
        "workingDir",
        "livenessProbe",
        "readinessProbe",
        "startupProbe",
        "lifecycle",
        "terminationMessagePath",
        "terminationMessagePolicy"
    };

    private final Configuration configuration;
    private final Map<String, List<String>> commands;
    private final Findings findings;

    /// @param commands of kn-local.yaml, by the last part of an image's name
    ProgramReader(
            Configuration configuration, Map<String, List<String>> commands, Findings findings) {
        this.configuration = configuration;
        this.commands = commands;
        this.findings = findings;
    }

    /// @param holder has a `template`
    Optional<Program> template(Fields holder, Resource resource) {
        if (!holder.has("template")) {
            holder.problem("template", "is missing", "");
        }
        return holder.fields("template")
                .flatMap(template -> {
                    template.skip("metadata");
                    var pod = template.fields("spec");
                    template.done();
                    if (pod.isEmpty()) {
                        template.problem("spec", "is missing", "");
                    }
                    return pod.flatMap(it -> pod(it, resource.origin(findings)));
                });
    }

    private Optional<Program> pod(Fields pod, Origin origin) {
        pod.skip(OF_A_CLUSTER);
        var containers = pod.list("containers");
        pod.done();
        if (containers.size() != 1) {
            pod.problem(
                    "containers",
                    "are %d, and kn-local runs exactly one".formatted(containers.size()),
                    "");
            return Optional.empty();
        }
        var container = containers.getFirst();
        var envs = new ContainerReader(configuration, origin, Set.of()).envs(container);
        container.skip(OF_AN_IMAGE);
        var command = command(container);
        container.done();
        return command.map(it -> new Program(it, envs));
    }

    private Optional<List<String>> command(Fields container) {
        var image = container.required("image").map(ProgramReader::name);
        var own = container.strings("command").stream().map(Text::value).toList();
        var args = container.strings("args").stream().map(Text::value).toList();
        var named = image.map(it -> commands.getOrDefault(it, List.of())).orElse(List.of());
        var command = new ArrayList<>(named.isEmpty() ? own : named);
        if (command.isEmpty()) {
            image.ifPresent(it ->
                    container.problem(
                            "image",
                            "says what to run, and kn-local runs no images",
                            "give the container a command, or kn-local.yaml a line under commands: %s: [...]"
                                    .formatted(it)));
            return Optional.empty();
        }
        command.addAll(args);
        return Optional.of(command);
    }

    /// `heartbeats` of `registry.example.com/you/heartbeats:v1`.
    private static String name(Text image) {
        var path = image.value().replaceAll("/+$", "");
        return path.substring(path.lastIndexOf('/') + 1).replaceAll("[:@].*", "");
    }
}
