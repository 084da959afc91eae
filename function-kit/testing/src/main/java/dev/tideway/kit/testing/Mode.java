package dev.tideway.kit.testing;

/// The content modes of the CloudEvents HTTP binding, to run a test in both.
public enum Mode {
    BINARY,
    STRUCTURED
}
