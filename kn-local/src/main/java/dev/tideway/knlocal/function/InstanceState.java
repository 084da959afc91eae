package dev.tideway.knlocal.function;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Where an instance is in its life; each state offers only its legal moves.
///
/// ```
/// Starting --> Ready --> Draining --> Stopped
///    |  |        |                       ^
///    |  +--------|-----------------------+
///    +--> Failed <
/// ```
public sealed interface InstanceState {
    /// It is over: no process is left.
    sealed interface Ended extends InstanceState {}

    /// The process is there, or about to be; nobody has seen it answer.
    record Starting(Instant since) implements InstanceState {
        Ready ready(Instant now) {
            return new Ready(now, Duration.between(since, now));
        }

        Stopped stopped() {
            return new Stopped();
        }

        Failed failed(StartFailure why) {
            return new Failed(why, Optional.empty());
        }
    }

    /// Takes requests.
    ///
    /// @param took from spawn to ready
    record Ready(Instant since, Duration took) implements InstanceState {
        Draining drain() {
            return new Draining();
        }

        Failed failed(StartFailure why, Instant now) {
            return new Failed(why, Optional.of(Duration.between(since, now)));
        }
    }

    /// Takes no new request, ends the ones it has.
    record Draining() implements InstanceState {
        Stopped stopped() {
            return new Stopped();
        }
    }

    /// Ended because it was asked to.
    record Stopped() implements Ended {}

    /// Ended by itself, or never got ready.
    ///
    /// @param readyFor how long it had been ready; empty when it never was
    record Failed(StartFailure why, Optional<Duration> readyFor) implements Ended {}
}
