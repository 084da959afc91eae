package dev.tideway.knlocal.status;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.tideway.knlocal.fault.Fault;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// What is asked of a runner to set or clear faults on purpose, as JSON and back.
public final class FaultOrders {
    private static final List<String> OF_A_FAULT =
            List.of(
                    "function",
                    "kind",
                    "status",
                    "delayMillis",
                    "percent",
                    "count",
                    "type",
                    "seed");

    private static final List<String> OF_A_CLEARING = List.of("function", "number");

    private FaultOrders() {}

    /// A fault to be set.
    ///
    /// @param function as somebody calls it
    public record Wanted(String function, Fault fault) {}

    /// Which faults are to be cleared: that one, those of a function, or all.
    public record Cleared(Optional<String> function, OptionalInt number) {}

    /// What [#wanted] reads.
    public static String write(Wanted wanted) {
        var node = JsonNodeFactory.instance.objectNode().put("function", wanted.function());
        FaultJson.put(wanted.fault(), node);
        return node.toString();
    }

    /// What is to be set.
    ///
    /// @throws IllegalArgumentException when something is wrong with it; the message is for people
    public static Wanted wanted(String json) {
        var node = PostedJson.object(json);
        PostedJson.requireOnly(OF_A_FAULT, "a fault", node);
        var function =
                FaultJson.text(node, "function")
                        .orElseThrow(() -> FaultJson.wrong("which function?"));
        return new Wanted(function, FaultJson.fault(node));
    }

    /// What [#cleared] reads.
    public static String write(Cleared cleared) {
        var node = JsonNodeFactory.instance.objectNode();
        cleared.function().ifPresent(it -> node.put("function", it));
        cleared.number().ifPresent(it -> node.put("number", it));
        return node.toString();
    }

    /// What is to be cleared.
    ///
    /// @throws IllegalArgumentException when something is wrong with it; the message is for people
    public static Cleared cleared(String json) {
        var node = PostedJson.object(json);
        PostedJson.requireOnly(OF_A_CLEARING, "what clears faults", node);
        return new Cleared(FaultJson.text(node, "function"), FaultJson.integer(node, "number"));
    }

    /// How many are.
    public static String writeCleared(int number) {
        return JsonNodeFactory.instance.objectNode().put("cleared", number).toString();
    }

    /// How many are, as it says.
    ///
    /// @throws IllegalArgumentException when the text says no such number
    public static int readCleared(String json) {
        return FaultJson.integer(PostedJson.object(json), "cleared")
                .orElseThrow(() -> FaultJson.wrong("no field \"cleared\""));
    }
}
