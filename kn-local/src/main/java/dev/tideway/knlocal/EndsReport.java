package dev.tideway.knlocal;

import dev.tideway.knlocal.journey.Counts;
import dev.tideway.knlocal.manifest.Destination;
import dev.tideway.knlocal.manifest.ObjectRef;
import dev.tideway.knlocal.manifest.Resources;
import dev.tideway.knlocal.manifest.ServiceHost;
import dev.tideway.knlocal.manifest.Sink;
import dev.tideway.knlocal.manifest.Source;
import dev.tideway.knlocal.status.SinkStatus;
import dev.tideway.knlocal.status.SourceStatus;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Where events come in and go out: the sources and sinks of a [StatusReport].
///
/// @param troubles why each that is not Ready is not
record EndsReport(
        Counts counts, Resources resources, int dataPort, Map<ObjectRef, String> troubles) {
    List<SourceStatus> sources() {
        return resources.sources().values().stream().map(this::source).toList();
    }

    List<SinkStatus> sinks() {
        return resources.sinks().values().stream().map(this::sink).toList();
    }

    private SourceStatus source(Source source) {
        var count = counts.out(source.ref());
        var trouble = troubles.getOrDefault(source.ref(), "");
        return new SourceStatus(
                source.ref().key(),
                source.ref().kind(),
                source.resource(),
                shown(source.sink()),
                trouble.isEmpty(),
                trouble,
                count.delivered().sum(),
                count.retried().sum(),
                count.deadLettered().sum());
    }

    /// As kn writes it.
    private static String shown(Destination sink) {
        return switch (sink) {
            case Destination.Address(var uri, _) -> uri.toString();
            case Destination.Ref ref ->
                    (ref.kind().equals("Service") ? "ksvc" : ref.kind().toLowerCase(Locale.ROOT))
                            + ":"
                            + ref.key().name();
        };
    }

    private SinkStatus sink(Sink sink) {
        var trouble = troubles.getOrDefault(sink.ref(), "");
        var path = sink.address().getRawPath();
        return new SinkStatus(
                sink.ref().key(),
                sink.ref().kind(),
                URI.create(
                        "http://%s.localhost:%d%s"
                                .formatted(
                                        ServiceHost.of(sink.address().getHost()), dataPort, path)),
                trouble.isEmpty(),
                trouble);
    }
}
