package dev.tideway.knlocal.serving;

import dev.tideway.knlocal.manifest.Deployables.Deployable;
import dev.tideway.knlocal.manifest.Deployment;
import dev.tideway.knlocal.manifest.FunctionSpec;
import dev.tideway.knlocal.manifest.Probes;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// A function as Knative Serving runs it: what `func deploy` would make of its func.yaml, hardened, and with an identity of
/// its own that may do nothing.
final class KnativeService {
    private static final String AUTOSCALING = "autoscaling.knative.dev/";
    private static final int PORT = 8080;

    private final FunctionSpec spec;
    private final Deployment deployment;
    private final String image;

    KnativeService(Deployable function, String image) {
        this.spec = function.spec();
        this.deployment = function.deployment();
        this.image = image;
    }

    static String account(Deployable function) {
        return function.deployment().serviceAccount().orElse(function.spec().key().name());
    }

    private String name() {
        return spec.key().name();
    }

    /// A function never calls the cluster's API, so it is given no token for it.
    Map<String, Object> serviceAccount() {
        var metadata = Fields.of("name", name(), "labels", Labels.of(name(), Labels.FUNCTION));
        var account = Fields.resource("v1", "ServiceAccount", metadata);
        account.put("automountServiceAccountToken", false);
        return account;
    }

    Map<String, Object> service() {
        var labels = Labels.of(name(), Labels.FUNCTION);
        labels.put("function.knative.dev/name", name());
        labels.putAll(deployment.labels());
        var metadata = Fields.of("name", name(), "labels", labels);
        var annotations = annotations(false);
        if (!annotations.isEmpty()) {
            metadata.put("annotations", annotations);
        }
        var service = Fields.resource("serving.knative.dev/v1", "Service", metadata);
        service.put("spec", Map.of("template", template()));
        return service;
    }

    /// Knative refuses the autoscaler's anywhere but on the template.
    private Map<String, Object> annotations(boolean autoscaling) {
        var annotations = new TreeMap<String, Object>();
        deployment
                .annotations()
                .forEach((key, value) -> {
                    if (key.startsWith(AUTOSCALING) == autoscaling) {
                        annotations.put(key, value);
                    }
                });
        return annotations;
    }

    private Map<String, Object> template() {
        var metadata = Fields.of("labels", Labels.of(name(), Labels.FUNCTION));
        metadata.put("annotations", annotations(true));
        var pod = new LinkedHashMap<String, Object>();
        pod.put("serviceAccountName", deployment.serviceAccount().orElse(name()));
        pod.put("containerConcurrency", spec.containerConcurrency());
        pod.put("timeoutSeconds", spec.timeout().toSeconds());
        pod.put("containers", List.of(container()));
        pod.put("volumes", List.of(Hardening.scratchVolume()));
        return Fields.of("metadata", metadata, "spec", pod);
    }

    private Map<String, Object> container() {
        var container = Fields.of("name", "function", "image", image);
        container.put("ports", List.of(Fields.of("name", "http1", "containerPort", PORT)));
        if (!spec.envs().isEmpty()) {
            container.put("env", Variables.of(spec.envs()));
        }
        container.put("resources", resources());
        // Without a period, Knative asks for readiness every 50 ms: a cold start waits for nothing
        // else.
        container.put("readinessProbe", probe(spec.probes().readiness()));
        spec.probes().liveness().ifPresent(it -> container.put("livenessProbe", probe(it)));
        container.put("securityContext", Hardening.securityContext());
        container.put("volumeMounts", List.of(Hardening.scratchMount()));
        return container;
    }

    private Map<String, Object> resources() {
        return Fields.of("requests", deployment.requests(), "limits", deployment.limits());
    }

    private static Map<String, Object> probe(Probes.Probe probe) {
        return switch (probe.ask()) {
            case Probes.Ask.Http(var path) ->
                    Fields.of("httpGet", Fields.of("path", path, "port", PORT));
            case Probes.Ask.Tcp() -> Fields.of("tcpSocket", Fields.of("port", PORT));
            case Probes.Ask.Exec(var command) -> Fields.of("exec", Fields.of("command", command));
        };
    }
}
