package dev.tideway.knlocal.event;

import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// Where in its trace an event is, after W3C's Trace Context. Beside the event, not in it, as Knative's data planes have it: the
/// header `traceparent` of a request and of a record of the log. The attribute `traceparent` stays as its sender wrote it.
///
/// @param traceId 32 hexadecimal digits; empty when there is no trace
/// @param spanId 16 hexadecimal digits; empty before the first span
/// @param parentId the span that this one is in; empty when it is in none
/// @param sampled whether its spans are told to anybody
/// @param state what other tracing systems want passed on
/// @param begun when the span began
public record TraceContext(
        String traceId,
        String spanId,
        String parentId,
        boolean sampled,
        String state,
        Instant begun) {
    public static final String PARENT = "traceparent";
    public static final String STATE = "tracestate";
    public static final TraceContext NONE = new TraceContext("", "", "", false, "", Instant.EPOCH);

    private static final int LONGEST_STATE = 512;

    /// Where the parts of a `traceparent` begin, and its length.
    private static final int TRACE = 3;

    private static final int SPAN = 36;
    private static final int FLAGS = 53;
    private static final int LENGTH = 55;
    private static final String NO_TRACE = "0".repeat(32);
    private static final String NO_SPAN = "0".repeat(16);

    /// A trace that begins here, and has no span yet.
    static TraceContext begin(String traceId, boolean sampled) {
        return new TraceContext(traceId, "", "", sampled, "", Instant.EPOCH);
    }

    /// What somebody else's headers say; empty when they say nothing that W3C allows, or more than one thing.
    public static Optional<TraceContext> read(List<String> parents, List<String> states) {
        return parents.size() == 1
                ? read(parents.getFirst(), String.join(",", states))
                : Optional.empty();
    }

    /// The same of one header each.
    public static Optional<TraceContext> read(@Nullable String parent, @Nullable String state) {
        var text = parent == null ? "" : parent.strip();
        if (!isTraceparent(text)) {
            return Optional.empty();
        }
        var sampled = (HexFormat.fromHexDigits(text, FLAGS, LENGTH) & 1) == 1;
        var passedOn = state == null || state.length() > LONGEST_STATE ? "" : state;
        return Optional.of(
                new TraceContext(
                        text.substring(TRACE, SPAN - 1),
                        text.substring(SPAN, FLAGS - 1),
                        "",
                        sampled,
                        passedOn,
                        Instant.EPOCH));
    }

    /// Read for each event, so without a pattern. A version that is not known may say more after a dash.
    private static boolean isTraceparent(String text) {
        return text.length() >= LENGTH
                && isHex(text, 0, TRACE - 1)
                && isHex(text, TRACE, SPAN - 1)
                && isHex(text, SPAN, FLAGS - 1)
                && isHex(text, FLAGS, LENGTH)
                && text.charAt(TRACE - 1) == '-'
                && text.charAt(SPAN - 1) == '-'
                && text.charAt(FLAGS - 1) == '-'
                && (text.length() == LENGTH
                        || (text.charAt(LENGTH) == '-' && !text.startsWith("00")))
                && !text.startsWith("ff")
                && !text.startsWith(NO_TRACE, TRACE)
                && !text.startsWith(NO_SPAN, SPAN);
    }

    private static boolean isHex(String text, int from, int to) {
        for (int i = from; i < to; i++) {
            var c = text.charAt(i);
            if (!HexFormat.isHexDigit(c) || (c >= 'A' && c <= 'F')) {
                return false;
            }
        }
        return true;
    }

    /// A span in this one, from now on; none when there is no trace.
    public TraceContext child() {
        return isNone()
                ? this
                : new TraceContext(traceId, newSpanId(), spanId, sampled, state, Instant.now());
    }

    TraceContext sampled(boolean wanted) {
        return new TraceContext(traceId, spanId, parentId, wanted, state, begun);
    }

    public boolean isNone() {
        return traceId.isEmpty();
    }

    /// As the header has it, of a span.
    public String traceparent() {
        return "00-" + traceId + "-" + spanId + (sampled ? "-01" : "-00");
    }

    /// The headers that say it to whoever comes next; none when there is no trace.
    public void write(BiConsumer<String, String> headers) {
        if (!isNone()) {
            headers.accept(PARENT, traceparent());
            if (!state.isEmpty()) {
                headers.accept(STATE, state);
            }
        }
    }

    static String newTraceId() {
        return HexFormat.of().toHexDigits(notZero()) + HexFormat.of().toHexDigits(notZero());
    }

    static String newSpanId() {
        return HexFormat.of().toHexDigits(notZero());
    }

    private static long notZero() {
        var random = ThreadLocalRandom.current();
        for (long number = random.nextLong(); ; number = random.nextLong()) {
            if (number != 0) {
                return number;
            }
        }
    }
}
