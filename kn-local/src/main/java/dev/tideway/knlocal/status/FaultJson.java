package dev.tideway.knlocal.status;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tideway.knlocal.fault.Fault;
import dev.tideway.knlocal.fault.Fault.Kind;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/// The fields of a fault on purpose, with errors that name them.
final class FaultJson {
    private FaultJson() {}

    static void put(Fault fault, ObjectNode node) {
        switch (fault.kind()) {
            case Kind.Fail(var status) -> node.put("kind", "fail").put("status", status);
            case Kind.Delay(var by) -> node.put("kind", "delay").put("delayMillis", by.toMillis());
            case Kind.Crash() -> node.put("kind", "crash");
            case Kind.Duplicate() -> node.put("kind", "duplicate");
            case Kind.DropReply() -> node.put("kind", "drop-reply");
        }
        node.put("percent", fault.percent());
        fault.count().ifPresent(it -> node.put("count", it));
        fault.type().ifPresent(it -> node.put("type", it));
        node.put("seed", fault.seed());
    }

    static Fault fault(JsonNode node) {
        var seed = number(node, "seed").orElseGet(Fault::anySeed);
        return new Fault(
                kind(node),
                integer(node, "percent").orElse(100),
                integer(node, "count"),
                text(node, "type"),
                seed);
    }

    static Kind kind(JsonNode node) {
        var kind = text(node, "kind").orElse("");
        return switch (kind) {
            case "fail" -> {
                var status = integer(node, "status");
                yield status.isPresent() ? new Kind.Fail(status.getAsInt()) : Kind.Fail.USUAL;
            }
            case "delay" ->
                    new Kind.Delay(Duration.ofMillis(number(node, "delayMillis").orElse(0)));
            case "crash" -> new Kind.Crash();
            case "duplicate" -> new Kind.Duplicate();
            case "drop-reply" -> new Kind.DropReply();
            default ->
                    throw wrong(
                            "kind is \"%s\", not fail, delay, crash, duplicate or drop-reply"
                                    .formatted(kind));
        };
    }

    static Optional<String> text(JsonNode node, String field) {
        return Optional.of(node.path(field).asText()).filter(text -> !text.isEmpty());
    }

    static OptionalInt integer(JsonNode node, String field) {
        var number = number(node, field);
        return number.isPresent()
                ? OptionalInt.of(Math.clamp(number.getAsLong(), -1, Integer.MAX_VALUE))
                : OptionalInt.empty();
    }

    static OptionalLong number(JsonNode node, String field) {
        var number = node.path(field);
        if (number.isMissingNode() || number.isNull()) {
            return OptionalLong.empty();
        }
        if (!number.isIntegralNumber() || !number.canConvertToLong()) {
            throw wrong("%s is %s, not a whole number".formatted(field, number));
        }
        return OptionalLong.of(number.asLong());
    }

    static IllegalArgumentException wrong(String why) {
        return new IllegalArgumentException(why);
    }
}
