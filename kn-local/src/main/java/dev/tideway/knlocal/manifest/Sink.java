package dev.tideway.knlocal.manifest;

import java.net.URI;

/// What takes events out, besides functions: each has an address of its own.
public sealed interface Sink permits KafkaSink, JobSink, EventTransform, LogSink {
    ObjectRef ref();

    /// What a cluster gives as its `status.address.url`.
    URI address();

    Place place();
}
