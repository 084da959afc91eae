package dev.tideway.knlocal.manifest;

import java.util.Map;

/// A topic as a Broker or a channel wants it.
///
/// @param bootstrapServers what the ConfigMap says; whether the embedded Kafka stands in for it is a setting of the runner
/// @param config Kafka's own topic settings
public record Topic(
        String name,
        String bootstrapServers,
        int partitions,
        int replicationFactor,
        Map<String, String> config) {}
