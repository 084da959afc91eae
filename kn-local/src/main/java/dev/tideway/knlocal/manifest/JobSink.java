package dev.tideway.knlocal.manifest;

import java.net.URI;

/// A JobSink (`sinks.knative.dev/v1alpha1`): runs a program for each event that it takes.
///
/// @param backoffLimit how often a job that fails is tried again
public record JobSink(Key key, Program program, int backoffLimit, Place place) implements Sink {
    public static final String KIND = "JobSink";

    /// All JobSinks of a cluster share one host.
    public static final String HOST = "job-sink";

    @Override
    public ObjectRef ref() {
        return new ObjectRef(KIND, key);
    }

    @Override
    public URI address() {
        return Addressables.shared(HOST, key);
    }
}
