package dev.tideway.knlocal.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tideway.knlocal.journey.Step;
import dev.tideway.knlocal.manifest.Key;
import dev.tideway.knlocal.manifest.ObjectRef;
import dev.tideway.knlocal.status.FunctionStatus;
import dev.tideway.knlocal.testing.Events;
import dev.tideway.knlocal.testing.Scraped;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ExpositionTest {
    private static final Key ORDERS = new Key("shop", "orders");
    private static final ObjectRef BROKER = new ObjectRef("Broker", new Key("shop", "default"));
    private static final ObjectRef TRIGGER = new ObjectRef("Trigger", ORDERS);

    private final Timings timings = new Timings();

    private static Readings readings() {
        var function =
                new FunctionStatus(
                        ORDERS,
                        URI.create("http://orders.shop.localhost:8080"),
                        FunctionStatus.State.READY,
                        "",
                        1,
                        2,
                        3,
                        4,
                        Optional.empty(),
                        Optional.empty(),
                        List.of(),
                        FunctionStatus.Figures.NONE);
        return new Readings(
                List.of(new Readings.Door(BROKER, 5, 6, 7)),
                List.of(new Readings.Queue(TRIGGER, 7, 8)),
                List.of(new Readings.Way(TRIGGER, 9, 10, 11)),
                List.of(function),
                Optional.of(new Readings.Told(12, 13)));
    }

    private static String[] trigger() {
        return new String[] {"namespace", "shop", "kind", "Trigger", "name", "orders"};
    }

    private static String[] function() {
        return new String[] {"namespace", "shop", "function", "orders"};
    }

    @Test
    void every_reading_has_its_name() throws Exception {
        // When
        var scraped = Scraped.of(Exposition.of(readings(), timings));
        // Then
        String[] broker = {"namespace", "shop", "kind", "Broker", "name", "default"};
        assertThat(scraped.value("kn_ingress_accepted_total", broker)).isEqualTo(5);
        assertThat(scraped.value("kn_ingress_refused_total", broker)).isEqualTo(6);
        assertThat(scraped.value("kn_schema_violated_total", broker)).isEqualTo(7);
        assertThat(scraped.value("kn_trace_exported_total")).isEqualTo(12);
        assertThat(scraped.value("kn_trace_dropped_total")).isEqualTo(13);
        assertThat(scraped.value("kn_filter_matched_total", trigger())).isEqualTo(7);
        assertThat(scraped.value("kn_log_lag", trigger())).isEqualTo(8);
        assertThat(scraped.value("kn_dispatch_delivered_total", trigger())).isEqualTo(9);
        assertThat(scraped.value("kn_dispatch_retried_total", trigger())).isEqualTo(10);
        assertThat(scraped.value("kn_dispatch_dead_lettered_total", trigger())).isEqualTo(11);
        assertThat(scraped.value("kn_activator_in_flight", function())).isEqualTo(3);
        assertThat(scraped.value("kn_activator_queued", function())).isEqualTo(4);
        assertThat(replicas(scraped, "ready")).isEqualTo(1);
        assertThat(replicas(scraped, "desired")).isEqualTo(2);
    }

    private static double replicas(Scraped scraped, String state) {
        return scraped.value(
                "kn_autoscaler_replicas",
                "namespace",
                "shop",
                "function",
                "orders",
                "state",
                state);
    }

    @Test
    void times_are_histograms_in_seconds() throws Exception {
        // Given
        var event = Events.plain("1");
        for (int millis : List.of(1, 3, 90_000)) {
            var took = Duration.ofMillis(millis);
            timings.record(new Step.Delivered(TRIGGER, event, 1, took, Optional.empty()));
            timings.record(new Step.Held(TRIGGER, event, ORDERS, took, true));
            timings.started(ORDERS, took);
        }
        // When
        var text = Exposition.of(readings(), timings);
        // Then
        var scraped = Scraped.of(text);
        assertThat(scraped.value("kn_dispatch_delivery_seconds_count", trigger())).isEqualTo(3);
        assertThat(scraped.value("kn_dispatch_delivery_seconds_sum", trigger())).isEqualTo(90.004);
        assertThat(scraped.value("kn_activator_queue_seconds_sum", function())).isEqualTo(90.004);
        assertThat(scraped.value("kn_function_cold_start_seconds_sum", function()))
                .isEqualTo(90.004);
        assertThat(text)
                .contains(
                        "kn_function_cold_start_seconds_bucket{function=\"orders\",namespace=\"shop\",le=\"0.001\"} 1\n",
                        "kn_function_cold_start_seconds_bucket{function=\"orders\",namespace=\"shop\",le=\"0.0025\"} 1\n",
                        "kn_function_cold_start_seconds_bucket{function=\"orders\",namespace=\"shop\",le=\"0.005\"} 2\n",
                        "kn_function_cold_start_seconds_bucket{function=\"orders\",namespace=\"shop\",le=\"60.0\"} 2\n",
                        "kn_function_cold_start_seconds_bucket{function=\"orders\",namespace=\"shop\",le=\"+Inf\"} 3\n");
    }

    @Test
    void there_is_a_series_for_what_is_declared_and_none_for_what_events_say() throws Exception {
        // Given
        var before = Scraped.of(Exposition.of(readings(), timings)).series();
        // When
        for (int i = 0; i < 1000; i++) {
            var event = Events.typed("e" + i, "type." + i);
            timings.record(
                    new Step.Delivered(TRIGGER, event, 1, Duration.ofMillis(i), Optional.empty()));
        }
        // Then
        assertThat(Scraped.of(Exposition.of(readings(), timings)).series()).isEqualTo(before);
    }

    @Test
    void a_name_is_escaped() throws Exception {
        // Given
        var odd = new ObjectRef("Broker", new Key("shop", "a\"b\\c\nd"));
        var readings =
                new Readings(
                        List.of(new Readings.Door(odd, 1, 0, 0)),
                        List.of(),
                        List.of(),
                        List.of(),
                        Optional.empty());
        // When
        var text = Exposition.of(readings, timings);
        // Then
        assertThat(text).contains("name=\"a\\\"b\\\\c\\nd\"");
        assertThat(
                        Scraped.of(text)
                                .value(
                                        "kn_ingress_accepted_total",
                                        "namespace",
                                        "shop",
                                        "kind",
                                        "Broker",
                                        "name",
                                        "a\"b\\c\nd"))
                .isEqualTo(1);
    }

    @Test
    void a_runner_with_nothing_in_it_can_be_read() throws Exception {
        var nothing = new Readings(List.of(), List.of(), List.of(), List.of(), Optional.empty());
        assertThat(Exposition.of(nothing, timings).lines()).allMatch(it -> it.startsWith("#"));
    }
}
