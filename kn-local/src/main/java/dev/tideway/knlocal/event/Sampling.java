package dev.tideway.knlocal.event;

import java.util.Optional;

/// Which traces are told to anybody, as the samplers of OpenTelemetry decide.
///
/// @param parentBased whether what the caller has decided goes first
/// @param ratio of the other traces, 0 to 1
public record Sampling(boolean parentBased, double ratio) {
    /// As Knative has it when nothing is said: traces are passed on, and told to nobody.
    public static final Sampling NEVER = new Sampling(true, 0);

    /// A trace that begins here, and has no span yet.
    public TraceContext begin() {
        var id = TraceContext.newTraceId();
        return TraceContext.begin(id, chosen(id));
    }

    /// The span of an event's way in.
    ///
    /// @param caller the span that sent it
    public TraceContext enter(Optional<TraceContext> caller) {
        return caller.map(it -> parentBased ? it : it.sampled(chosen(it.traceId())))
                .orElseGet(this::begin)
                .child();
    }

    /// By the trace's id, so that all who look at it decide alike: OpenTelemetry's `TraceIdRatioBased`.
    private boolean chosen(String traceId) {
        if (ratio <= 0 || ratio >= 1) {
            return ratio >= 1;
        }
        var random = Long.parseUnsignedLong(traceId, 16, 32, 16);
        return Math.abs(random) < (long) (ratio * Long.MAX_VALUE);
    }
}
