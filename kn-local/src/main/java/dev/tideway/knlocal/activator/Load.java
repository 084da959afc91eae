package dev.tideway.knlocal.activator;

/// What a function had to do since it was asked last.
///
/// @param concurrency requests in flight and waiting, averaged over the time
/// @param requests that arrived
public record Load(double concurrency, long requests) {
    public static final Load NONE = new Load(0, 0);
}
