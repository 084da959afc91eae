package dev.tideway.knlocal.dispatch;

import dev.tideway.knlocal.manifest.DataPlane;
import dev.tideway.knlocal.manifest.Delivery;
import dev.tideway.knlocal.manifest.Delivery.BackoffPolicy;
import dev.tideway.knlocal.manifest.Delivery.Format;
import java.time.Duration;

/// A DeliverySpec with every gap filled as the data plane fills it.
///
/// @param retries attempts after the first
/// @param timeout of one attempt
record Policy(
        DataPlane plane,
        int retries,
        BackoffPolicy backoff,
        Duration delay,
        Duration timeout,
        Format format) {
    private static final Duration DEFAULT_DELAY = Duration.ofMillis(200);
    private static final Duration DEFAULT_TIMEOUT = Duration.ofMinutes(10);
    private static final int MAX_DOUBLINGS = 30;

    static Policy of(DataPlane plane, Delivery delivery) {
        return new Policy(
                plane,
                delivery.retry().orElse(0),
                delivery.backoffPolicy().orElse(BackoffPolicy.EXPONENTIAL),
                delay(plane, delivery),
                delivery.timeout().orElse(DEFAULT_TIMEOUT),
                format(plane, delivery));
    }

    /// Only the channel-based broker asks what is wanted.
    private static Format format(DataPlane plane, Delivery delivery) {
        return switch (plane) {
            case MT_BROKER -> delivery.format().orElse(Format.BINARY);
            case KAFKA, IN_MEMORY_CHANNEL -> Format.BINARY;
        };
    }

    /// The in-memory channel backs off only when it is told both how and how long, and else retries at once.
    private static Duration delay(DataPlane plane, Delivery delivery) {
        return switch (plane) {
            case KAFKA -> delivery.backoffDelay().orElse(DEFAULT_DELAY);
            case MT_BROKER, IN_MEMORY_CHANNEL ->
                    delivery.backoffPolicy()
                            .flatMap(_ -> delivery.backoffDelay())
                            .orElse(Duration.ZERO);
        };
    }

    /// How long to wait before retry number `retry`, counted from 1. The Kafka data plane counts its factor from
    /// there; the in-memory channel from 0, so its first linear retry comes at once and its
    /// exponential delays are half as long.
    Duration delayBefore(int retry) {
        int step =
                switch (plane) {
                    case KAFKA -> retry;
                    case MT_BROKER, IN_MEMORY_CHANNEL -> retry - 1;
                };
        return switch (backoff) {
            case LINEAR -> delay.multipliedBy(step);
            case EXPONENTIAL -> delay.multipliedBy(1L << Math.min(step, MAX_DOUBLINGS));
        };
    }
}
