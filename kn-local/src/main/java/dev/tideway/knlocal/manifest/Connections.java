package dev.tideway.knlocal.manifest;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// Sources and sinks of every kind, as they are read.
final class Connections {
    private final Map<ObjectRef, Source> sources = new LinkedHashMap<>();
    private final Map<ObjectRef, Sink> sinks = new LinkedHashMap<>();

    private Connections() {}

    /// @param functions with their labels
    static Connections read(
            ResourceReader reader,
            ProgramReader programs,
            Map<Key, Map<String, String>> functions,
            Findings findings) {
        var all = new Connections();
        var integrations = new IntegrationReader(findings);
        all.sources(reader, Kinds.Handled.PING_SOURCE, new PingSourceReader(findings)::read);
        all.sources(reader, Kinds.Handled.KAFKA_SOURCE, new KafkaSourceReader(findings)::read);
        all.sources(
                reader,
                Kinds.Handled.CONTAINER_SOURCE,
                new ContainerSourceReader(programs, findings)::read);
        all.sources(reader, Kinds.Handled.INTEGRATION_SOURCE, integrations::source);
        all.sources(
                reader,
                Kinds.Handled.SINK_BINDING,
                new SinkBindingReader(functions, findings)::read);
        all.sinks(reader, Kinds.Handled.KAFKA_SINK, new KafkaSinkReader(findings)::read);
        all.sinks(reader, Kinds.Handled.JOB_SINK, new JobSinkReader(programs, findings)::read);
        all.sinks(reader, Kinds.Handled.EVENT_TRANSFORM, new EventTransformReader(findings)::read);
        all.sinks(reader, Kinds.Handled.INTEGRATION_SINK, integrations::sink);
        return all;
    }

    private <T extends Source> void sources(
            ResourceReader reader, Kinds.Handled kind, Function<Resource, Optional<T>> read) {
        reader.all(kind, read).values().forEach(it -> sources.put(it.ref(), it));
    }

    private <T extends Sink> void sinks(
            ResourceReader reader, Kinds.Handled kind, Function<Resource, Optional<T>> read) {
        reader.all(kind, read).values().forEach(it -> sinks.put(it.ref(), it));
    }

    Map<ObjectRef, Source> sources() {
        return sources;
    }

    Map<ObjectRef, Sink> sinks() {
        return sinks;
    }

    void address(Addressables addressables) {
        sinks.values().forEach(it -> addressables.add(it.ref(), it.address()));
    }

    /// The labels of functions, by which a SinkBinding may select them.
    static Map<Key, Map<String, String>> labelled(
            Collection<Key> functions,
            Map<Key, FuncReader.Func> funcs,
            Collection<Resource> resources) {
        var labels = new LinkedHashMap<Key, Map<String, String>>();
        functions.forEach(key -> labels.put(key, Map.of()));
        funcs.forEach((key, func) -> labels.put(key, func.deployment().labels()));
        for (var resource : resources) {
            if (resource.kind() == Kinds.Handled.FUNCTION) {
                var own = new LinkedHashMap<String, String>();
                resource.labels().forEach((name, text) -> own.put(name, text.value()));
                labels.replace(resource.key(), own);
            }
        }
        return labels;
    }
}
