package dev.tideway.knlocal.manifest;

import java.net.URI;

/// An IntegrationSink (`sinks.knative.dev/v1alpha1`) with a `log`: writes the events that it takes into the runner's
/// log.
///
/// @param logger name of the logger
public record LogSink(Key key, String logger, Level level, boolean showBody, Place place)
        implements Sink {
    public static final String KIND = "IntegrationSink";

    public enum Level {
        TRACE,
        DEBUG,
        INFO,
        WARN,
        ERROR,
        OFF
    }

    @Override
    public ObjectRef ref() {
        return new ObjectRef(KIND, key);
    }

    @Override
    public URI address() {
        return Addressables.ofService(new Key(key.namespace(), key.name() + "-deployment"));
    }
}
