package dev.tideway.knlocal.status;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tideway.knlocal.status.ReplayOrder.Part;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A [ReplayOrder] from what was posted; what is wrong with it is said in one line that names the field.
final class ReadReplayOrder {
    private static final Set<String> TIMES = Set.of("from", "to");
    private static final Set<String> OFFSETS = Set.of("partition", "fromOffset", "toOffset");
    private static final List<String> FIELDS =
            List.of("trigger", "from", "to", "partition", "fromOffset", "toOffset", "dryRun");

    /// Times far beyond any log's, so that they can be reckoned with.
    private static final Instant EARLIEST = Instant.EPOCH;

    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

    private final JsonNode node;

    private ReadReplayOrder(JsonNode node) {
        this.node = node;
    }

    static ReplayOrder of(String json) {
        return new ReadReplayOrder(PostedJson.object(json)).order();
    }

    private ReplayOrder order() {
        PostedJson.requireOnly(FIELDS, "a replay", node);
        var dry = node.path("dryRun");
        if (!dry.isMissingNode() && !dry.isBoolean()) {
            throw new IllegalArgumentException("dryRun is neither true nor false: " + dry);
        }
        return new ReplayOrder(trigger(), part(), dry.asBoolean());
    }

    private String trigger() {
        var trigger = node.path("trigger");
        if (!trigger.isTextual() || trigger.asText().isBlank()) {
            throw new IllegalArgumentException("trigger is missing: its name, or namespace/name");
        }
        return trigger.asText();
    }

    private Part part() {
        var byOffsets = OFFSETS.stream().anyMatch(node::has);
        if (byOffsets && TIMES.stream().anyMatch(node::has)) {
            throw new IllegalArgumentException("from and to, or partition and offsets, not both");
        }
        return byOffsets ? offsets() : times();
    }

    private Part times() {
        var from =
                time("from")
                        .orElseThrow(() ->
                                new IllegalArgumentException(
                                        "from is missing: the time of the first event, such as 2026-03-02T09:30:00Z"));
        var to = time("to");
        if (to.isPresent() && !from.isBefore(to.get())) {
            throw new IllegalArgumentException(
                    "from, %s, is not before to, %s".formatted(from, to.get()));
        }
        return new Part.Times(from, to);
    }

    private Optional<Instant> time(String name) {
        var value = node.path(name);
        if (value.isMissingNode()) {
            return Optional.empty();
        }
        try {
            var time = Instant.parse(value.asText());
            if (time.isBefore(EARLIEST) || time.isAfter(LATEST)) {
                throw new DateTimeException("out of range");
            }
            return Optional.of(time);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "%s is no time such as 2026-03-02T09:30:00Z: %s".formatted(name, value), e);
        }
    }

    private Part offsets() {
        var partition =
                number("partition")
                        .orElseThrow(() -> new IllegalArgumentException("partition is missing"));
        var from = number("fromOffset").orElse(0L);
        var to = number("toOffset");
        if (partition > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("partition is no number from 0 on: " + partition);
        }
        if (to.isPresent() && from >= to.get()) {
            throw new IllegalArgumentException(
                    "fromOffset, %d, is not before toOffset, %d".formatted(from, to.get()));
        }
        return new Part.Offsets(partition.intValue(), from, to);
    }

    private Optional<Long> number(String name) {
        var value = node.path(name);
        if (value.isMissingNode()) {
            return Optional.empty();
        }
        if (!value.canConvertToExactIntegral() || !value.canConvertToLong() || value.asLong() < 0) {
            throw new IllegalArgumentException(
                    "%s is no number from 0 on: %s".formatted(name, value));
        }
        return Optional.of(value.asLong());
    }
}
