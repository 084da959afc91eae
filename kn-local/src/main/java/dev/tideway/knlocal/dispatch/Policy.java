package dev.tideway.knlocal.dispatch;

import dev.tideway.knlocal.manifest.BrokerClass;
import dev.tideway.knlocal.manifest.Delivery;
import dev.tideway.knlocal.manifest.Delivery.BackoffPolicy;
import java.time.Duration;

/// A DeliverySpec with every gap filled as the broker class fills it.
///
/// @param retries attempts after the first
/// @param timeout of one attempt
record Policy(
        BrokerClass brokerClass,
        int retries,
        BackoffPolicy backoff,
        Duration delay,
        Duration timeout) {
    private static final Duration DEFAULT_DELAY = Duration.ofMillis(200);
    private static final Duration DEFAULT_TIMEOUT = Duration.ofMinutes(10);
    private static final int MAX_DOUBLINGS = 30;

    static Policy of(BrokerClass brokerClass, Delivery delivery) {
        return new Policy(
                brokerClass,
                delivery.retry().orElse(0),
                delivery.backoffPolicy().orElse(BackoffPolicy.EXPONENTIAL),
                delay(brokerClass, delivery),
                delivery.timeout().orElse(DEFAULT_TIMEOUT));
    }

    /// The channel-based broker backs off only when it is told both how and how long, and else retries at once.
    private static Duration delay(BrokerClass brokerClass, Delivery delivery) {
        return switch (brokerClass) {
            case KAFKA -> delivery.backoffDelay().orElse(DEFAULT_DELAY);
            case MT_CHANNEL_BASED ->
                    delivery.backoffPolicy()
                            .flatMap(_ -> delivery.backoffDelay())
                            .orElse(Duration.ZERO);
        };
    }

    /// How long to wait before retry number `retry`, counted from 1. The Kafka broker counts its factor from
    /// there; the channel-based one from 0, so its first linear retry comes at once and its
    /// exponential delays are half as long.
    Duration delayBefore(int retry) {
        int step =
                switch (brokerClass) {
                    case KAFKA -> retry;
                    case MT_CHANNEL_BASED -> retry - 1;
                };
        return switch (backoff) {
            case LINEAR -> delay.multipliedBy(step);
            case EXPONENTIAL -> delay.multipliedBy(1L << Math.min(step, MAX_DOUBLINGS));
        };
    }
}
