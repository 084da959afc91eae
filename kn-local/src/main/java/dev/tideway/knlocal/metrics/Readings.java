package dev.tideway.knlocal.metrics;

import dev.tideway.knlocal.manifest.ObjectRef;
import dev.tideway.knlocal.status.FunctionStatus;
import java.util.List;
import java.util.Optional;

/// What there is to read of a runner at one moment: a row for each resource that is declared, and for nothing else, so that the
/// number of series does not grow with the events. The counts are since the runner started.
///
/// @param doors where events come in: brokers, channels, sinks
/// @param queues what is read from a log: triggers, subscriptions
/// @param ways where events go out: triggers, subscriptions, sources
/// @param told what was told of traces, when there is somebody to tell
public record Readings(
        List<Door> doors,
        List<Queue> queues,
        List<Way> ways,
        List<FunctionStatus> functions,
        Optional<Told> told) {
    public Readings {
        doors = List.copyOf(doors);
        queues = List.copyOf(queues);
        ways = List.copyOf(ways);
        functions = List.copyOf(functions);
    }

    /// What takes events in.
    ///
    /// @param violated events whose data did not keep their schema, accepted or not
    public record Door(ObjectRef ref, long accepted, long refused, long violated) {}

    /// What takes events from a log.
    ///
    /// @param matched events that its filter wanted
    /// @param lag events of the log that it has not finished
    public record Queue(ObjectRef ref, long matched, long lag) {}

    /// What sends events on.
    ///
    /// @param deadLettered events given up, lost ones included
    public record Way(ObjectRef ref, long delivered, long retried, long deadLettered) {}

    /// Spans.
    ///
    /// @param dropped because nobody took them, or they were too many at once
    public record Told(long exported, long dropped) {}
}
