package dev.tideway.knlocal.manifest;

import dev.tideway.knlocal.yaml.Fields;
import java.util.Optional;

/// Reads `spec.sink`.
final class SinkReader {
    private SinkReader() {}

    /// Of a source, which is nothing without one.
    static Optional<Destination> required(Fields spec, Origin origin) {
        if (!spec.has("sink")) {
            spec.problem("sink", "is missing", "");
        }
        return DestinationReader.read(spec, "sink", origin);
    }
}
