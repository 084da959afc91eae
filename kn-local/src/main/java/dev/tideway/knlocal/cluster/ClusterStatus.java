package dev.tideway.knlocal.cluster;

import java.time.Instant;
import java.util.List;

/// The project's namespace at one moment, as `kn-local status --cluster` shows it.
public record ClusterStatus(
        Instant at,
        String namespace,
        List<Function> functions,
        List<Trigger> triggers,
        List<Broker> brokers) {
    public ClusterStatus {
        functions = List.copyOf(functions);
        triggers = List.copyOf(triggers);
        brokers = List.copyOf(brokers);
    }

    public enum State {
        ZERO,
        STARTING,
        READY,
        STOPPING,
        FAILED
    }

    /// One Knative Service.
    ///
    /// @param ready replicas there are, over all its revisions
    /// @param desired replicas the autoscaler wants
    /// @param max replicas it may want; empty when nothing bounds it
    /// @param concurrency requests that one replica takes at a time; empty when nothing bounds it
    /// @param revisions who gets its requests, such as `orders-00002 90%`
    public record Function(
            String name,
            State state,
            int ready,
            int desired,
            String max,
            String concurrency,
            String revisions,
            String reason) {}

    public record Trigger(
            String name, String broker, String subscriber, boolean ready, String reason) {}

    public record Broker(String name, String type, String url, boolean ready, String reason) {}
}
