package dev.tideway.knlocal.status;

import dev.tideway.knlocal.manifest.Key;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// One trigger. The counts are since the runner started.
///
/// @param subscriber for the eye: `ksvc:orders` as kn writes it, or an address
/// @param reason why it is not ready; empty when it is
/// @param delivered events that its subscriber took
/// @param retried attempts after a first one
/// @param deadLettered events given up
/// @param lag events of its broker that it has not finished with
public record TriggerStatus(
        Key key,
        Key broker,
        String subscriber,
        boolean ready,
        String reason,
        long delivered,
        long retried,
        long deadLettered,
        long lag,
        Types types) {
    /// Event types.
    ///
    /// @param wanted those that its filter asks for by name; empty when it may take any
    /// @param delivered how many of each its subscriber took
    /// @param answered how many of each it was answered with
    public record Types(
            Optional<Set<String>> wanted, Map<String, Long> delivered, Map<String, Long> answered) {
        public static final Types NONE = new Types(Optional.empty(), Map.of(), Map.of());

        public Types {
            wanted = wanted.map(Set::copyOf);
            delivered = Map.copyOf(delivered);
            answered = Map.copyOf(answered);
        }
    }
}
