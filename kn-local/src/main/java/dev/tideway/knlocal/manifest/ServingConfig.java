package dev.tideway.knlocal.manifest;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Knative Serving's own ConfigMaps, as far as a manifest folder has them; where it has none, as Knative ships them.
///
/// @param progress how long a new revision may take to get ready (`config-deployment`)
/// @param revisionsKept how many revisions without traffic are kept (`config-gc`); empty means this runner's own number
/// @param rollout how long traffic takes to move to a new revision (`config-network`); empty means that it moves at once
/// @param tagHeader whether the header `Knative-Serving-Tag` chooses a revision (`config-features`)
record ServingConfig(
        AutoscalerConfig autoscaler,
        RevisionDefaults defaults,
        Duration progress,
        Optional<Integer> revisionsKept,
        Optional<Duration> rollout,
        boolean tagHeader) {
    private static final String NAMESPACE = "knative-serving";

    /// As many as a cluster keeps at the most by default.
    private static final int MANY = 1000;

    /// What else `config-network` may say, by the names of today and the older ones.
    private static final String NETWORK[] = {
        "ingress-class",
        "ingress.class",
        "certificate-class",
        "certificate.class",
        "namespace-wildcard-cert-selector",
        "domain-template",
        "domainTemplate",
        "tag-template",
        "tagTemplate",
        "auto-tls",
        "autoTLS",
        "external-domain-tls",
        "cluster-local-domain-tls",
        "system-internal-tls",
        "internal-encryption",
        "http-protocol",
        "httpProtocol",
        "autocreate-cluster-domain-claims",
        "autocreateClusterDomainClaims",
        "default-external-scheme",
        "defaultExternalScheme",
        "enable-mesh-pod-addressability",
        "mesh-compatibility-mode"
    };

    static final ServingConfig USUAL =
            new ServingConfig(
                    AutoscalerConfig.USUAL,
                    RevisionDefaults.USUAL,
                    FunctionSpec.Timeouts.USUAL.progress(),
                    Optional.empty(),
                    Optional.empty(),
                    false);

    /// What holds for all functions.
    Serving together() {
        return new Serving(revisionsKept.orElse(Serving.KEPT), tagHeader);
    }

    /// Of a revision that says none.
    FunctionSpec.Timeouts timeouts() {
        return defaults.timeouts().with(progress);
    }

    static ServingConfig of(Map<Key, ConfigMap> maps, Findings findings) {
        return new Reading(maps, findings).config();
    }

    private record Reading(Map<Key, ConfigMap> maps, Findings findings) {
        ServingConfig config() {
            others();
            return new ServingConfig(
                    map("config-autoscaler")
                            .map(it -> AutoscalerConfig.of(it, findings))
                            .orElse(AutoscalerConfig.USUAL),
                    map("config-defaults")
                            .map(it -> RevisionDefaults.of(it, findings))
                            .orElse(RevisionDefaults.USUAL),
                    map("config-deployment").flatMap(this::progress).orElse(USUAL.progress()),
                    map("config-gc").flatMap(this::kept),
                    map("config-network").flatMap(this::rollout),
                    map("config-features").map(this::tagHeader).orElse(false));
        }

        private Optional<ConfigMap> map(String name) {
            return Optional.ofNullable(maps.get(new Key(NAMESPACE, name)));
        }

        private Optional<Duration> progress(ConfigMap map) {
            var keys = new ConfigKeys(map, findings);
            var progress =
                    keys.duration(
                            "progress-deadline",
                            it -> it.isPositive() && it.toNanosPart() == 0,
                            "a duration such as 600s, longer than 0, in whole seconds");
            keys.ignore(
                    "kn-local pulls no images and has no queue-proxy",
                    "queue-sidecar-image",
                    "queue-sidecar-cpu-request",
                    "queue-sidecar-cpu-limit",
                    "queue-sidecar-memory-request",
                    "queue-sidecar-memory-limit",
                    "queue-sidecar-ephemeral-storage-request",
                    "queue-sidecar-ephemeral-storage-limit",
                    "queue-sidecar-token-audiences",
                    "queue-sidecar-rootca",
                    "registries-skipping-tag-resolving",
                    "digest-resolution-timeout",
                    "default-affinity-type",
                    "runtime-class-name",
                    "pod-is-always-schedulable");
            keys.done();
            return progress;
        }

        private Optional<Integer> kept(ConfigMap map) {
            var keys = new ConfigKeys(map, findings);
            var most =
                    keys.read(
                            "max-non-active-revisions",
                            text ->
                                    text.equals("disabled")
                                            ? Optional.of(MANY)
                                            : ConfigKeys.number(text).map(Double::intValue),
                            it -> it >= 0,
                            "a whole number, 0 or more, or disabled");
            keys.ignore(
                    "kn-local keeps old revisions by their number alone",
                    "retain-since-create-time",
                    "retain-since-last-active-time",
                    "min-non-active-revisions");
            keys.done();
            return most;
        }

        /// In seconds, not a duration as in the annotation; 0 is Knative's own default.
        private Optional<Duration> rollout(ConfigMap map) {
            var keys = new ConfigKeys(map, findings);
            var older = keys.whole("rolloutDuration", 0, Integer.MAX_VALUE);
            var seconds = keys.whole("rollout-duration", 0, Integer.MAX_VALUE).or(() -> older);
            keys.ignore("kn-local has its own addresses and no TLS", NETWORK);
            keys.done();
            return seconds.filter(it -> it > 0).map(Duration::ofSeconds);
        }

        /// The other features say which parts of a pod a Service may set: a pod has no meaning here.
        private boolean tagHeader(ConfigMap map) {
            var keys = new ConfigKeys(map, findings);
            var words = List.of("enabled", "disabled");
            var tagHeader = keys.choice("tag-header-based-routing", words);
            for (var key : map.data().keySet()) {
                if (key.startsWith("kubernetes.") || key.startsWith("queueproxy.")) {
                    keys.ignore("kn-local runs no pods", key);
                }
            }
            keys.ignore("kn-local runs no pods", "secure-pod-defaults", "multi-container");
            keys.ignore("kn-local speaks HTTP/1.1 to functions", "autodetect-http2");
            keys.done();
            return tagHeader.filter("enabled"::equals).isPresent();
        }

        /// Known to Knative, without a meaning here.
        private void others() {
            var why =
                    Map.of(
                            "config-domain", "kn-local has its own addresses",
                            "config-observability", "kn-local has its own metrics",
                            "config-tracing", "kn-local has its own metrics",
                            "config-certmanager", "kn-local has no TLS",
                            "config-leader-election", "there is one process");
            why.forEach((name, reason) ->
                    map(name)
                            .ifPresent(it ->
                                    findings.ignored(it.place(), "ConfigMap " + name, reason)));
        }
    }
}
