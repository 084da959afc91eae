package dev.tideway.knlocal.manifest;

import dev.tideway.knlocal.manifest.Delivery.BackoffPolicy;
import dev.tideway.knlocal.manifest.Delivery.Format;
import dev.tideway.knlocal.yaml.Fields;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Reads a DeliverySpec (`duck.knative.dev/v1`) and refuses what Knative's webhook refuses.
final class DeliveryReader {
    private static final Map<String, BackoffPolicy> POLICIES =
            new TreeMap<>(
                    Map.of(
                            "linear",
                            BackoffPolicy.LINEAR,
                            "exponential",
                            BackoffPolicy.EXPONENTIAL));

    private static final Map<String, Format> FORMATS =
            new TreeMap<>(Map.of("binary", Format.BINARY, "json", Format.JSON));

    private DeliveryReader() {}

    /// Of what always delivers in binary mode.
    static Optional<Delivery> read(Fields holder, Origin origin) {
        return read(holder, origin, DataPlane.KAFKA);
    }

    /// @param plane what carries it out
    static Optional<Delivery> read(Fields holder, Origin origin, DataPlane plane) {
        var delivery = holder.fields("delivery");
        var read = delivery.map(fields -> delivery(fields, origin));
        if (plane != DataPlane.MT_BROKER
                && read.flatMap(Delivery::format).equals(Optional.of(Format.JSON))) {
            delivery.ifPresent(fields ->
                    origin.findings()
                            .note(
                                    origin.at(fields.line("format")),
                                    holder.path("delivery.format"),
                                    "is json, but only brokers of class MTChannelBasedBroker deliver so here; Knative's Kafka broker ignores it too"));
        }
        return read;
    }

    private static Delivery delivery(Fields fields, Origin origin) {
        var delivery =
                new Delivery(
                        DestinationReader.read(fields, "deadLetterSink", origin),
                        fields.whole("retry", 0, Integer.MAX_VALUE),
                        fields.choice("backoffPolicy", POLICIES),
                        duration(fields, "backoffDelay", false),
                        duration(fields, "timeout", true),
                        fields.choice("format", FORMATS));
        if (fields.has("retryAfterMax")) {
            fields.problem(
                    "retryAfterMax",
                    "is refused by Knative unless its alpha feature delivery-retryafter is on",
                    "leave it out");
        }
        fields.done();
        return delivery;
    }

    private static Optional<Duration> duration(Fields fields, String key, boolean positive) {
        var text = fields.string(key);
        var duration =
                text.flatMap(it -> Units.iso(it.value())).filter(it -> !positive || !it.isZero());
        if (text.isPresent() && duration.isEmpty()) {
            fields.problem(
                    key,
                    "is "
                            + text.get().value()
                            + ", wanted an ISO-8601 duration such as PT0.2S"
                            + (positive ? ", more than nothing" : ""),
                    "");
        }
        return duration;
    }
}
