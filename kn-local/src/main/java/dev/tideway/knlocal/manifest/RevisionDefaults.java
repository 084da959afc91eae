package dev.tideway.knlocal.manifest;

import dev.tideway.knlocal.manifest.FunctionSpec.Timeouts;
import java.time.Duration;
import java.util.Optional;

/// ConfigMap `config-defaults`: what a Service gets that it does not say itself, and how far it may go
/// (`pkg/apis/config`).
///
/// @param timeouts of a revision that says none
/// @param maxTimeout the most that `timeoutSeconds` may say
/// @param concurrency of a revision that says none
/// @param zeroConcurrency whether `containerConcurrency` may be 0, which is unlimited
/// @param memoryBytes of a container without a limit
record RevisionDefaults(
        Timeouts timeouts,
        int maxTimeout,
        int concurrency,
        int maxConcurrency,
        boolean zeroConcurrency,
        Optional<Long> memoryBytes) {
    static final Key CONFIG = new Key("knative-serving", "config-defaults");
    static final RevisionDefaults USUAL =
            new RevisionDefaults(Timeouts.USUAL, 600, 0, 1000, true, Optional.empty());

    static RevisionDefaults of(ConfigMap map, Findings findings) {
        return new Reading(new ConfigKeys(map, findings)).defaults();
    }

    private record Reading(ConfigKeys keys) {
        RevisionDefaults defaults() {
            var maxTimeout = keys.whole("max-revision-timeout-seconds", 1, Integer.MAX_VALUE);
            var most = maxTimeout.orElse(USUAL.maxTimeout());
            var maxConcurrency =
                    keys.whole("container-concurrency-max-limit", 1, Integer.MAX_VALUE)
                            .orElse(USUAL.maxConcurrency());
            var read =
                    new RevisionDefaults(
                            timeouts(most),
                            most,
                            keys.whole("container-concurrency", 0, maxConcurrency).orElse(0),
                            maxConcurrency,
                            keys.flag("allow-container-concurrency-zero").orElse(true),
                            keys.quantity("revision-memory-limit"));
            keys.ignore(
                    "kn-local runs no containers",
                    "container-name-template",
                    "init-container-name-template",
                    "enable-service-links",
                    "revision-cpu-request",
                    "revision-cpu-limit",
                    "revision-memory-request",
                    "revision-ephemeral-storage-request",
                    "revision-ephemeral-storage-limit");
            keys.done();
            return read;
        }

        private Timeouts timeouts(int most) {
            var usual = Math.toIntExact(Timeouts.USUAL.request().toSeconds());
            var request = keys.whole("revision-timeout-seconds", 1, most).orElse(usual);
            if (request > most) {
                keys.problem(
                        "max-revision-timeout-seconds",
                        "is %d, less than the revision-timeout-seconds of %d"
                                .formatted(most, request));
            }
            return new Timeouts(
                    Duration.ofSeconds(Math.min(request, most)),
                    within("revision-response-start-timeout-seconds", request),
                    within("revision-idle-timeout-seconds", request),
                    Timeouts.USUAL.progress());
        }

        private Duration within(String key, int request) {
            return Duration.ofSeconds(keys.whole(key, 0, request).orElse(0));
        }
    }
}
