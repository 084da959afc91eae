package dev.tideway.kit;

import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A span that has begun. W3C's Trace Context says which trace it belongs to.
final class OpenSpan {
    private static final Pattern TRACEPARENT =
            Pattern.compile("([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-.*)?");
    private static final int LONGEST = 256;

    private final Parent parent;
    private final String id = newId();
    private final String name;
    private final Kind kind;
    private final Consumer<OpenSpan> whenEnded;
    private final Instant begin = Instant.now();
    private final Map<String, String> attributes = new LinkedHashMap<>();
    private volatile Instant end = begin;
    private volatile @Nullable String error;

    /// OTLP's numbers.
    enum Kind {
        SERVER(2),
        PRODUCER(4);

        final int number;

        Kind(int number) {
            this.number = number;
        }
    }

    /// The span that another one is in.
    ///
    /// @param spanId empty when there is none
    record Parent(String traceId, String spanId, boolean sampled) {
        /// Empty when the header is none that W3C allows.
        static Optional<Parent> read(@Nullable String traceparent) {
            var said = TRACEPARENT.matcher(traceparent == null ? "" : traceparent.strip());
            if (!said.matches()
                    || said.group(1).equals("ff")
                    || (said.group(1).equals("00") && said.group(5) != null)
                    || said.group(2).equals("0".repeat(32))
                    || said.group(3).equals("0".repeat(16))) {
                return Optional.empty();
            }
            var sampled = (HexFormat.fromHexDigits(said.group(4)) & 1) == 1;
            return Optional.of(new Parent(said.group(2), said.group(3), sampled));
        }

        /// Of a trace that begins here.
        static Parent none() {
            return new Parent(newId() + newId(), "", true);
        }
    }

    /// @param whenEnded told once it has, if anybody wants to be told
    OpenSpan(Parent parent, String name, Kind kind, Consumer<OpenSpan> whenEnded) {
        this.parent = parent;
        this.name = name;
        this.kind = kind;
        this.whenEnded = whenEnded;
    }

    private static String newId() {
        return HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong(1, Long.MAX_VALUE));
    }

    OpenSpan child(String called, Kind of) {
        var here = new Parent(parent.traceId(), id, parent.sampled());
        return new OpenSpan(here, called, of, whenEnded);
    }

    OpenSpan put(String attribute, @Nullable String text) {
        if (text != null) {
            attributes.put(attribute, cut(text));
        }
        return this;
    }

    /// @param why it failed; null when it did not
    void end(@Nullable String why) {
        end = Instant.now();
        error = why == null ? null : cut(why);
        if (parent.sampled()) {
            whenEnded.accept(this);
        }
    }

    /// An event may say anything at any length.
    private static String cut(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    }

    /// For whoever is called next.
    String traceparent() {
        return "00-" + parent.traceId() + "-" + id + (parent.sampled() ? "-01" : "-00");
    }

    Parent parent() {
        return parent;
    }

    String id() {
        return id;
    }

    String name() {
        return name;
    }

    Kind kind() {
        return kind;
    }

    Instant begin() {
        return begin;
    }

    Instant end() {
        return end;
    }

    Map<String, String> attributes() {
        return attributes;
    }

    @Nullable String error() {
        return error;
    }
}
