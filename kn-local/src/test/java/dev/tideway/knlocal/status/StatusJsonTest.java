package dev.tideway.knlocal.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tideway.knlocal.fault.Fault;
import dev.tideway.knlocal.fault.StandingFault;
import dev.tideway.knlocal.manifest.Key;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StatusJsonTest {
    private static final Key ORDERS = new Key("default", "orders");
    private static final Key BROKER = new Key("shop", "main");

    @Test
    void what_is_written_is_read_again() {
        // Given
        var status =
                new Status(
                        Instant.parse("2026-02-03T04:05:06Z"),
                        List.of(
                                function(
                                        FunctionStatus.State.READY,
                                        Optional.of(Instant.parse("2026-02-03T04:05:01.5Z")),
                                        Optional.of(Duration.ofMillis(263))),
                                function(
                                        FunctionStatus.State.ZERO,
                                        Optional.empty(),
                                        Optional.empty())),
                        List.of(
                                new TriggerStatus(
                                        ORDERS,
                                        BROKER,
                                        "ksvc:orders",
                                        true,
                                        "",
                                        5,
                                        4,
                                        3,
                                        2,
                                        new TriggerStatus.Types(
                                                Optional.of(Set.of("a.v1", "b.v1")),
                                                Map.of("a.v1", 5L),
                                                Map.of("c.v1", 4L))),
                                new TriggerStatus(
                                        ORDERS,
                                        BROKER,
                                        "ksvc:all",
                                        true,
                                        "",
                                        0,
                                        0,
                                        0,
                                        0,
                                        TriggerStatus.Types.NONE)),
                        List.of(
                                new BrokerStatus(
                                        BROKER,
                                        "Kafka",
                                        URI.create("http://localhost:8080/shop/main"),
                                        false,
                                        "no ConfigMap \"x\"",
                                        7,
                                        8,
                                        Map.of("a.v1", 7L, "declared.v1", 0L))),
                        List.of(
                                new SubscriptionStatus(
                                        ORDERS,
                                        BROKER,
                                        "ksvc:orders",
                                        "ksvc:x",
                                        true,
                                        "",
                                        1,
                                        2,
                                        3,
                                        4)),
                        List.of(
                                new ChannelStatus(
                                        BROKER,
                                        "KafkaChannel",
                                        URI.create("http://main-kn-channel.shop.localhost:8080"),
                                        true,
                                        "",
                                        5,
                                        6)),
                        List.of(
                                new SourceStatus(
                                        ORDERS,
                                        "PingSource",
                                        "pingsources.sources.knative.dev",
                                        "broker:main",
                                        false,
                                        "why",
                                        1,
                                        2,
                                        3)),
                        List.of(
                                new SinkStatus(
                                        ORDERS,
                                        "JobSink",
                                        URI.create(
                                                "http://job-sink.knative-eventing.localhost:8080/shop/orders"),
                                        true,
                                        "")),
                        List.of(
                                fault(1, new Fault.Kind.Fail(500)),
                                fault(2, new Fault.Kind.Delay(Duration.ofSeconds(2))),
                                fault(3, new Fault.Kind.Crash()),
                                fault(4, new Fault.Kind.Duplicate()),
                                fault(5, new Fault.Kind.DropReply())));

        // When
        var read = StatusJson.read(StatusJson.write(status));

        // Then
        assertThat(read).isEqualTo(status);
    }

    @Test
    void fields_of_a_newer_runner_are_passed_over() {
        assertThat(
                        StatusJson.read(
                                        """
                                        {"at":"2026-02-03T04:05:06Z","new":1,
                                         "functions":[],"triggers":[],"brokers":[],
                                         "subscriptions":[],"channels":[],"sources":[],"sinks":[]}
                                        """)
                                .functions())
                .isEmpty();
    }

    @Test
    void an_absent_field_is_named() {
        assertThatThrownBy(() -> StatusJson.read("{\"at\":\"2026-02-03T04:05:06Z\"}"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no field \"functions\"");
    }

    @Test
    void text_that_is_not_json_is_refused() {
        assertThatThrownBy(() -> StatusJson.read("<html>"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("not JSON: ");
    }

    private static StandingFault fault(int number, Fault.Kind kind) {
        var fault = new Fault(kind, 30, OptionalInt.of(2), Optional.of("t"), 7);
        return new StandingFault(number, BROKER, fault, 1);
    }

    private static FunctionStatus function(
            FunctionStatus.State state, Optional<Instant> lastEvent, Optional<Duration> coldStart) {
        return new FunctionStatus(
                ORDERS,
                URI.create("http://orders.default.localhost:8080"),
                state,
                "",
                1,
                2,
                3,
                4,
                lastEvent,
                coldStart,
                List.of(
                        new FunctionStatus.Revision("orders-00002", 90, List.of(), 1, 2),
                        new FunctionStatus.Revision("orders-00001", 10, List.of("old"), 0, 0)),
                lastEvent.isEmpty()
                        ? FunctionStatus.Figures.NONE
                        : new FunctionStatus.Figures(
                                Optional.of(2.5),
                                Optional.of(
                                        new FunctionStatus.Times(
                                                7,
                                                Duration.ofNanos(1_234_567),
                                                Duration.ofMillis(20))),
                                Optional.of(
                                        new FunctionStatus.Times(
                                                1,
                                                Duration.ofMillis(263),
                                                Duration.ofMillis(263)))));
    }
}
