package dev.tideway.knlocal.autoscaler;

/// What a decision is made of.
///
/// @param stable load, averaged over the stable window
/// @param panic load, averaged over the panic window
/// @param ready instances that take requests
/// @param reachable whether any address leads to it
record Observation(double stable, double panic, int ready, boolean reachable) {
    /// With at least one request: the one that has just come and is in no average yet.
    Observation withOneRequest() {
        return new Observation(Math.max(1, stable), Math.max(1, panic), ready, reachable);
    }
}
