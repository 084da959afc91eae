package dev.tideway.knlocal.manifest;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// How an instance is asked how it is. Knative always asks for readiness: without a probe of its own, the port has to
/// take a connection.
///
/// @param startup until it has succeeded, the others are not asked
/// @param liveness an instance that fails it is replaced
public record Probes(Optional<Probe> startup, Probe readiness, Optional<Probe> liveness) {

    /// One probe, with Kubernetes' and Knative's defaults filled in.
    ///
    /// @param period zero means every 50 ms until it has succeeded, as queue-proxy asks
    public record Probe(
            Ask ask,
            Duration initialDelay,
            Duration period,
            Duration timeout,
            int successThreshold,
            int failureThreshold) {

        public static Probe aggressive(Ask ask) {
            return new Probe(ask, Duration.ZERO, Duration.ZERO, Duration.ofMillis(100), 1, 3);
        }

        public static Probe every(Duration period, Ask ask) {
            return new Probe(ask, Duration.ZERO, period, Duration.ofSeconds(1), 1, 3);
        }
    }

    public sealed interface Ask {
        /// Well when it is answered with 200 to 399.
        record Http(String path) implements Ask {}

        /// Well when the port takes a connection.
        record Tcp() implements Ask {}

        /// Well when the command, run in the function's folder, exits with 0.
        record Exec(List<String> command) implements Ask {
            public Exec {
                command = List.copyOf(command);
            }
        }
    }

    private static final Duration KUBELET_PERIOD = Duration.ofSeconds(10);

    /// As `func deploy` sets them: both over HTTP, nothing else said.
    public static Probes http(String liveness, String readiness) {
        return new Probes(
                Optional.empty(),
                Probe.aggressive(new Ask.Http(readiness)),
                Optional.of(Probe.every(KUBELET_PERIOD, new Ask.Http(liveness))));
    }
}
