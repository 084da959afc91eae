package dev.tideway.knlocal.manifest;

import java.time.Duration;
import java.util.Optional;

/// A DeliverySpec (`duck.knative.dev/v1`) as written: what is absent stays absent, because the broker
/// classes fill the gaps differently. `retry` counts attempts after the first.
public record Delivery(
        Optional<Destination> deadLetterSink,
        Optional<Integer> retry,
        Optional<BackoffPolicy> backoffPolicy,
        Optional<Duration> backoffDelay,
        Optional<Duration> timeout,
        Optional<Format> format) {

    public static final Delivery NONE =
            new Delivery(
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty());

    /// The same with that pause.
    Delivery with(Duration otherDelay) {
        return new Delivery(
                deadLetterSink, retry, backoffPolicy, Optional.of(otherDelay), timeout, format);
    }

    /// This one, and where it says nothing, the other: how Knative merges a Subscription's with its KafkaChannel's.
    public Delivery over(Delivery other) {
        return new Delivery(
                deadLetterSink.or(other::deadLetterSink),
                retry.or(other::retry),
                backoffPolicy.or(other::backoffPolicy),
                backoffDelay.or(other::backoffDelay),
                timeout.or(other::timeout),
                format.or(other::format));
    }

    /// What an event looks like on its way out: headers and body, or all of it in JSON.
    public enum Format {
        BINARY,
        JSON
    }

    public enum BackoffPolicy {
        LINEAR,
        EXPONENTIAL
    }
}
