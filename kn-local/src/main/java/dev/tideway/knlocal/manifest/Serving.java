package dev.tideway.knlocal.manifest;

/// What Knative Serving's ConfigMaps say about all functions together.
///
/// @param revisionsKept how many revisions without traffic are kept of each function
/// @param tagHeader whether the header `Knative-Serving-Tag` chooses a revision
public record Serving(int revisionsKept, boolean tagHeader) {
    /// A laptop's disk is small: a cluster keeps 20 at least.
    static final int KEPT = 5;
}
