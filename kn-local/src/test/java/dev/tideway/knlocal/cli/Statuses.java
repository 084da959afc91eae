package dev.tideway.knlocal.cli;

import dev.tideway.knlocal.manifest.Key;
import dev.tideway.knlocal.status.BrokerStatus;
import dev.tideway.knlocal.status.FunctionStatus;
import dev.tideway.knlocal.status.FunctionStatus.State;
import dev.tideway.knlocal.status.Status;
import dev.tideway.knlocal.status.TriggerStatus;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A runner's status to show.
final class Statuses {
    static final Instant NOW = Instant.parse("2026-02-03T04:05:06.789Z");
    private static final Key BROKER = new Key("default", "default");

    private Statuses() {}

    static Status store() {
        return new Status(
                NOW,
                List.of(
                        function("orders", State.READY, 1, ""),
                        function("payments", State.FAILED, 0, "exit code 1: port in use")),
                List.of(trigger("orders", 0)),
                List.of(broker(12)),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of());
    }

    static Status storeLater() {
        return new Status(
                NOW.plusSeconds(1),
                List.of(
                        function("orders", State.READY, 2, ""),
                        function("payments", State.FAILED, 0, "exit code 1: port in use")),
                List.of(trigger("orders", 0)),
                List.of(broker(13)),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of());
    }

    static FunctionStatus function(String name, State state, int ready, String reason) {
        return new FunctionStatus(
                new Key("default", name),
                URI.create("http://" + name + ".default.localhost:8080"),
                state,
                reason,
                ready,
                1,
                3,
                0,
                ready == 0 ? Optional.empty() : Optional.of(NOW.minusSeconds(75)),
                ready == 0 ? Optional.empty() : Optional.of(Duration.ofMillis(263)),
                List.of(),
                ready == 0 ? FunctionStatus.Figures.NONE : figures());
    }

    private static FunctionStatus.Figures figures() {
        return new FunctionStatus.Figures(
                Optional.of(10.0),
                Optional.of(
                        new FunctionStatus.Times(
                                12, Duration.ofNanos(2_340_000), Duration.ofMillis(120))),
                Optional.of(
                        new FunctionStatus.Times(
                                3, Duration.ofMillis(263), Duration.ofMillis(300))));
    }

    static TriggerStatus trigger(String name, long deadLettered) {
        return new TriggerStatus(
                new Key("default", name),
                BROKER,
                "ksvc:" + name,
                true,
                "",
                10,
                2,
                deadLettered,
                0,
                TriggerStatus.Types.NONE);
    }

    static BrokerStatus broker(long accepted) {
        return new BrokerStatus(
                BROKER,
                "Kafka",
                URI.create("http://localhost:8080/default/default"),
                true,
                "",
                accepted,
                1,
                Map.of());
    }
}
