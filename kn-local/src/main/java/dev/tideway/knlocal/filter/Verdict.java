package dev.tideway.knlocal.filter;

/// What a filter says to an event. [#DISCARDED] is Knative's Kafka broker failing on the comparison: the event is not
/// delivered, not even under `not`.
public enum Verdict {
    MATCH,
    NO_MATCH,
    DISCARDED;

    static Verdict of(boolean matches) {
        return matches ? MATCH : NO_MATCH;
    }
}
