package dev.tideway.knlocal.metrics;

import dev.tideway.knlocal.manifest.Key;
import dev.tideway.knlocal.manifest.ObjectRef;
import dev.tideway.knlocal.metrics.Readings.Door;
import dev.tideway.knlocal.metrics.Readings.Queue;
import dev.tideway.knlocal.metrics.Readings.Told;
import dev.tideway.knlocal.metrics.Readings.Way;
import dev.tideway.knlocal.status.FunctionStatus;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.snapshots.Labels;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;

/// A runner's metrics as Prometheus reads them. Each is named after the room that knows it.
public final class Exposition {
    /// Its media type, without a character set.
    public static final String TYPE = "text/plain; version=0.0.4";

    private final Readings readings;
    private final Timings timings;
    private final Families families = new Families();

    private Exposition(Readings readings, Timings timings) {
        this.readings = readings;
        this.timings = timings;
    }

    public static String of(Readings readings, Timings timings) throws IOException {
        var exposition = new Exposition(readings, timings);
        exposition.ingress();
        exposition.log();
        exposition.dispatch();
        exposition.activator();
        exposition.functions();
        exposition.trace();
        var text = new ByteArrayOutputStream();
        PrometheusTextFormatWriter.create().write(text, exposition.families.all());
        return text.toString(StandardCharsets.UTF_8);
    }

    private void ingress() {
        families.counter(
                "kn_ingress_accepted",
                "Events that a broker, channel or sink has taken in, replies included.",
                readings.doors(),
                door -> labels(door.ref()),
                Door::accepted);
        families.counter(
                "kn_ingress_refused",
                "Requests that were no event which a broker, channel or sink could take.",
                readings.doors(),
                door -> labels(door.ref()),
                Door::refused);
        families.counter(
                "kn_schema_violated",
                "Events, replies included, whose data did not keep the schema of their type.",
                readings.doors(),
                door -> labels(door.ref()),
                Door::violated);
    }

    private void log() {
        families.gauge(
                "kn_log_lag",
                "Events of the log that a trigger or subscription has not finished.",
                readings.queues().stream(),
                queue -> labels(queue.ref()),
                Queue::lag);
        families.counter(
                "kn_filter_matched",
                "Events that the filter of a trigger or subscription wanted.",
                readings.queues(),
                queue -> labels(queue.ref()),
                Queue::matched);
    }

    private void dispatch() {
        families.counter(
                "kn_dispatch_delivered",
                "Events that the destination took.",
                readings.ways(),
                way -> labels(way.ref()),
                Way::delivered);
        families.counter(
                "kn_dispatch_retried",
                "Attempts that failed and were tried again.",
                readings.ways(),
                way -> labels(way.ref()),
                Way::retried);
        families.counter(
                "kn_dispatch_dead_lettered",
                "Events given up: sent to the dead-letter sink, or lost where there is none or it fails.",
                readings.ways(),
                way -> labels(way.ref()),
                Way::deadLettered);
        families.histogram(
                "kn_dispatch_delivery_seconds",
                "Attempts that succeeded, the wait for the function included.",
                readings.ways(),
                way -> labels(way.ref()),
                way -> timings.delivery(way.ref()));
    }

    private void activator() {
        families.gauge(
                "kn_activator_in_flight",
                "Requests that the instances of a function work on.",
                readings.functions().stream(),
                function -> labels(function.key()),
                FunctionStatus::inFlight);
        families.gauge(
                "kn_activator_queued",
                "Requests that wait for an instance to have room.",
                readings.functions().stream(),
                function -> labels(function.key()),
                FunctionStatus::queued);
        families.histogram(
                "kn_activator_queue_seconds",
                "Waits of events that a function had no room for at once.",
                readings.functions(),
                function -> labels(function.key()),
                function -> timings.wait(function.key()));
    }

    private void functions() {
        families.histogram(
                "kn_function_cold_start_seconds",
                "Starts of instances, until they took requests.",
                readings.functions(),
                function -> labels(function.key()),
                function -> timings.start(function.key()));
        families.gauge(
                "kn_autoscaler_replicas",
                "Instances of a function: those that take requests, and those that the autoscaler wants.",
                readings.functions().stream().flatMap(Exposition::replicas),
                it -> labels(it.function()).add("state", it.state()),
                Replicas::count);
    }

    private void trace() {
        families.counter(
                "kn_trace_exported",
                "Spans that the OTLP endpoint has taken.",
                readings.told().stream().toList(),
                _ -> Labels.EMPTY,
                Told::exported);
        families.counter(
                "kn_trace_dropped",
                "Spans that the OTLP endpoint did not take, or that were too many at once.",
                readings.told().stream().toList(),
                _ -> Labels.EMPTY,
                Told::dropped);
    }

    private record Replicas(Key function, String state, long count) {}

    private static Stream<Replicas> replicas(FunctionStatus function) {
        return Stream.of(
                new Replicas(function.key(), "ready", function.ready()),
                new Replicas(function.key(), "desired", function.desired()));
    }

    private static Labels labels(ObjectRef ref) {
        return Labels.of(
                "namespace", ref.key().namespace(), "kind", ref.kind(), "name", ref.key().name());
    }

    private static Labels labels(Key function) {
        return Labels.of("namespace", function.namespace(), "function", function.name());
    }
}
