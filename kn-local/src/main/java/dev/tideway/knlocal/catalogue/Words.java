package dev.tideway.knlocal.catalogue;

import dev.tideway.knlocal.domain.Link;
import dev.tideway.knlocal.domain.Shape;
import dev.tideway.knlocal.manifest.Delivery;
import dev.tideway.knlocal.manifest.Trigger;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Facts in plain words.
///
/// @param prefix what diagrams leave out of event types
record Words(String prefix) {
    /// The first two words of most of these types, such as `dev.tideway.`: the same everywhere, they only take room.
    static Words of(Collection<String> types) {
        var counts = new TreeMap<String, Integer>();
        for (var type : types) {
            var parts = type.split("\\.", 3);
            if (parts.length == 3) {
                counts.merge(parts[0] + "." + parts[1] + ".", 1, Integer::sum);
            }
        }
        return new Words(
                counts.entrySet().stream()
                        .reduce((a, b) -> b.getValue() > a.getValue() ? b : a)
                        .filter(it -> it.getValue() > 1)
                        .map(it -> it.getKey())
                        .orElse(""));
    }

    String brief(String type) {
        return type.startsWith(prefix) ? type.substring(prefix.length()) : type;
    }

    static String order(Trigger.Order order) {
        return switch (order) {
            case ORDERED -> "in order for each `partitionkey`, one at a time";
            case UNORDERED -> "in any order, many at once";
        };
    }

    static String retries(Delivery delivery) {
        int retries = delivery.retry().orElse(0);
        if (retries == 0) {
            return "no second attempt";
        }
        var pause =
                delivery.backoffDelay()
                        .map(it ->
                                ", %s pauses from %s"
                                        .formatted(
                                                switch (delivery.backoffPolicy()
                                                        .orElse(
                                                                Delivery.BackoffPolicy
                                                                        .EXPONENTIAL)) {
                                                    case LINEAR -> "linear";
                                                    case EXPONENTIAL -> "exponential";
                                                },
                                                time(it)))
                        .orElse("");
        return "up to %d more attempts%s".formatted(retries, pause);
    }

    static String time(Duration time) {
        if (time.compareTo(Duration.ofMinutes(1)) >= 0 && time.toSecondsPart() == 0) {
            return time.toMinutes() + " min";
        }
        return BigDecimal.valueOf(time.toMillis(), 3).stripTrailingZeros().toPlainString() + " s";
    }

    /// What a trigger asks of an event besides its type.
    static String besides(Link link) {
        return new TreeMap<>(link.filter().requirements())
                .entrySet().stream()
                        .filter(it -> !it.getKey().equals("type"))
                        .map(it ->
                                it.getKey()
                                        + " "
                                        + it.getValue().stream()
                                                .sorted()
                                                .collect(Collectors.joining(" or ")))
                        .collect(Collectors.joining(", "));
    }

    /// What is read or written of an event's data: `{orderId, lines: [{sku, quantity}], note?}`.
    static String shape(Shape shape) {
        return switch (shape) {
            case Shape.Text _ -> "text";
            case Shape.Whole _ -> "whole number";
            case Shape.Fraction _ -> "number";
            case Shape.Truth _ -> "true or false";
            case Shape.Many(var element) -> "[" + nested(element).orElse(shape(element)) + "]";
            case Shape.Fields(_, var fields) ->
                    fields.stream()
                            .map(it ->
                                    it.name()
                                            + (it.required() ? "" : "?")
                                            + nested(it.shape()).map(in -> ": " + in).orElse(""))
                            .collect(Collectors.joining(", ", "{", "}"));
            case Shape.Unknown _ -> "as it comes";
        };
    }

    private static Optional<String> nested(Shape shape) {
        return shape instanceof Shape.Fields || shape instanceof Shape.Many
                ? Optional.of(shape(shape))
                : Optional.empty();
    }

    static String memory(long bytes) {
        return bytes / (1024 * 1024) + " MiB";
    }
}
