package dev.tideway.knlocal.manifest;

import dev.tideway.knlocal.yaml.Fields;
import dev.tideway.knlocal.yaml.Fields.Text;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Reads `deploy` of a func.yaml. `options.scale` becomes annotations, and wins over `annotations`, as in func's deployer.
final class DeployReader {
    private static final String LIVENESS = "/health/liveness";
    private static final String READINESS = "/health/readiness";
    static final Probes PROBES = Probes.http(LIVENESS, READINESS);
    private static final Map<String, String> ANNOTATIONS =
            Map.of(
                    "min", "min-scale",
                    "max", "max-scale",
                    "metric", "metric",
                    "target", "target",
                    "utilization", "target-utilization-percentage");
    private static final Map<String, Boolean> METRICS =
            new TreeMap<>(Map.of("concurrency", true, "rps", true));

    private final Origin origin;
    private final ServingConfig config;
    private final Map<String, Text> annotations = new LinkedHashMap<>();
    private final Map<String, String> paths = new HashMap<>();
    private int concurrency;
    private Optional<Long> memory;
    private final Map<String, String> labels = new LinkedHashMap<>();
    private final Map<String, String> requests = new LinkedHashMap<>();
    private final Map<String, String> limits = new LinkedHashMap<>();

    /// One of `subscriptions`; the source is a broker.
    record Subscribed(String source, Map<String, Text> filters, Place place) {}

    record Deployed(
            int concurrency,
            Probes probes,
            Scaling scaling,
            Optional<Long> memory,
            List<Subscribed> subscriptions,
            Optional<Duration> rollout,
            Deployment deployment) {}

    DeployReader(Origin origin, ServingConfig config) {
        this.origin = origin;
        this.config = config;
        this.concurrency = config.defaults().concurrency();
        this.memory = config.defaults().memoryBytes();
    }

    Deployed read(Optional<Fields> deploy) {
        deploy.ifPresent(this::read);
        return new Deployed(
                concurrency,
                deploy.map(DeployReader::probes).orElse(PROBES),
                new ScalingReader(config.autoscaler(), new Annotations(annotations, this::complain))
                        .read(),
                memory,
                deploy.map(this::subscriptions).orElse(List.of()),
                RolloutDuration.of(annotations, config, origin, "deploy."),
                deployment(deploy.flatMap(it -> it.string("serviceAccountName"))));
    }

    private Deployment deployment(Optional<Text> account) {
        var texts = new LinkedHashMap<String, String>();
        annotations.forEach((key, text) -> texts.put(key, text.value()));
        return new Deployment(texts, labels, requests, limits, account.map(Text::value));
    }

    private void complain(String annotation, int line, String message, String mend) {
        var path = paths.getOrDefault(annotation, "deploy.annotations." + annotation);
        origin.findings().problem(origin.at(line), path, message, mend);
    }

    private void read(Fields deploy) {
        deploy.skip("namespace");
        FuncSchema.deploy(deploy);
        deploy.fields("annotations").ifPresent(this::annotations);
        deploy.list("labels").forEach(this::label);
        deploy.fields("options")
                .ifPresent(options -> {
                    options.fields("scale").ifPresent(this::scale);
                    options.fields("resources").ifPresent(this::resources);
                    options.done();
                });
    }

    private void label(Fields label) {
        var key = label.required("key");
        var value = label.text("value");
        key.ifPresent(it -> FuncSchema.labelKey(label, it));
        value.ifPresent(it -> FuncSchema.labelValue(label, it));
        label.done();
        key.ifPresent(it -> labels.put(it.value(), value.map(Text::value).orElse("")));
    }

    private void annotations(Fields fields) {
        for (var key : fields.keys()) {
            fields.text(key).ifPresent(text -> annotations.put(key, text));
            if (key.startsWith(Annotations.PREFIX)) {
                origin.findings()
                        .note(
                                origin.at(fields.line(key)),
                                fields.path(key),
                                "works here, but Knative refuses what func deploy makes of it (an autoscaling annotation on the Service itself)");
            }
        }
    }

    private void scale(Fields scale) {
        var sound =
                Map.of(
                        "min", scale.whole("min", 0, Integer.MAX_VALUE).isPresent(),
                        "max", scale.whole("max", 0, Integer.MAX_VALUE).isPresent(),
                        "metric", scale.choice("metric", METRICS).isPresent(),
                        "target", scale.number("target", 0.01, Double.MAX_VALUE).isPresent(),
                        "utilization", scale.number("utilization", 1, 100).isPresent());
        scale.done();
        ANNOTATIONS.forEach((key, name) -> {
            if (sound.getOrDefault(key, false)) {
                var annotation = Annotations.PREFIX + name;
                paths.put(annotation, scale.path(key));
                scale.text(key).ifPresent(text -> annotations.put(annotation, text));
            }
        });
    }

    private void resources(Fields resources) {
        resources
                .fields("requests")
                .ifPresent(requests -> {
                    put(this.requests, requests);
                    requests.done();
                });
        resources
                .fields("limits")
                .ifPresent(limits -> {
                    memory = put(this.limits, limits).or(config.defaults()::memoryBytes);
                    concurrency =
                            limits.whole("concurrency", 0, config.defaults().maxConcurrency())
                                    .orElse(concurrency);
                    limits.done();
                });
        resources.done();
    }

    /// Returns the bytes of memory.
    private static Optional<Long> put(Map<String, String> quantities, Fields fields) {
        for (var key : List.of("cpu", "memory")) {
            fields.text(key).ifPresent(text -> quantities.put(key, text.value()));
        }
        quantity(fields, "cpu");
        return quantity(fields, "memory");
    }

    static Optional<Long> quantity(Fields fields, String key) {
        var text = fields.text(key);
        var bytes = text.flatMap(it -> Units.bytes(it.value()));
        if (text.isPresent() && bytes.isEmpty()) {
            fields.problem(
                    key,
                    "is " + text.get().value() + ", wanted a quantity such as 256Mi or 500m",
                    "");
        }
        return bytes;
    }

    private static Probes probes(Fields deploy) {
        var endpoints = deploy.fields("healthEndpoints");
        var liveness = endpoints.flatMap(it -> it.string("liveness")).map(Text::value);
        var readiness = endpoints.flatMap(it -> it.string("readiness")).map(Text::value);
        endpoints.ifPresent(Fields::done);
        return Probes.http(liveness.orElse(LIVENESS), readiness.orElse(READINESS));
    }

    private List<Subscribed> subscriptions(Fields deploy) {
        return deploy.list("subscriptions").stream()
                .flatMap(it -> subscription(it).stream())
                .toList();
    }

    private Optional<Subscribed> subscription(Fields fields) {
        var source = fields.required("source");
        var filters = fields.fields("filters").map(FilterReader::attributeTexts).orElse(Map.of());
        fields.done();
        return source.map(it -> new Subscribed(it.value(), filters, origin.at(fields.line())));
    }
}
