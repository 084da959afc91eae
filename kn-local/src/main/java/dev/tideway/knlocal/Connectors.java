package dev.tideway.knlocal;

import dev.tideway.knlocal.manifest.ContainerSource;
import dev.tideway.knlocal.manifest.EventTransform;
import dev.tideway.knlocal.manifest.JobSink;
import dev.tideway.knlocal.manifest.KafkaSink;
import dev.tideway.knlocal.manifest.KafkaSource;
import dev.tideway.knlocal.manifest.LogSink;
import dev.tideway.knlocal.manifest.ObjectRef;
import dev.tideway.knlocal.manifest.PingSource;
import dev.tideway.knlocal.manifest.Resources;
import dev.tideway.knlocal.manifest.Sink;
import dev.tideway.knlocal.manifest.SinkBinding;
import dev.tideway.knlocal.manifest.Source;
import dev.tideway.knlocal.manifest.TimerSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Everything that brings events in or takes them out, besides brokers, channels and functions.
record Connectors(RunningSources sources, RunningSinks sinks, KafkaConnectors kafka)
        implements AutoCloseable {

    /// Sinks first: there may be a source's events for them at once.
    Connectors open(Resources resources) {
        var jobs = new ArrayList<JobSink>();
        resources.sinks().values().forEach(sink -> open(sink, jobs));
        sinks.open(List.copyOf(jobs));
        resources.sources().values().forEach(this::open);
        return this;
    }

    private void open(Sink sink, List<JobSink> jobs) {
        switch (sink) {
            case KafkaSink it -> kafka.open(it);
            case EventTransform it -> sinks.open(it);
            case LogSink it -> sinks.open(it);
            case JobSink it -> jobs.add(it);
        }
    }

    private void open(Source source) {
        switch (source) {
            case PingSource it -> sources.open(it);
            case TimerSource it -> sources.open(it);
            case ContainerSource it -> sources.open(it);
            case KafkaSource it -> kafka.open(it);
            // Its functions get what it gives when they start.
            case SinkBinding _ -> {}
        }
    }

    /// Why each that is not Ready is not.
    Map<ObjectRef, String> troubles() {
        var troubles = new HashMap<>(kafka.waiting());
        troubles.putAll(sources.troubles());
        return troubles;
    }

    @Override
    public void close() {
        sources.close();
        kafka.close();
        sinks.close();
    }
}
