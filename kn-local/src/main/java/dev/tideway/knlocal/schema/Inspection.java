package dev.tideway.knlocal.schema;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Holds events against their schemas on their way into a log, and says what is to become of them.
///
/// @param strict whether one that does not keep its schema is refused
public record Inspection(Schemas schemas, boolean strict) {
    /// Of nothing.
    public static final Inspection NONE = new Inspection(Schemas.NONE, false);

    /// What every dead letter has: where it could not be delivered.
    private static final String DEAD_LETTER = "knativeerrordest";

    /// What is to become of an event.
    public sealed interface Verdict {
        /// Nothing is wrong with it, or nobody has said what it is to look like.
        record Kept() implements Verdict {}

        /// It goes on, and that is to be told.
        record Violated(String why) implements Verdict {}

        /// It goes no further.
        record Refused(String why) implements Verdict {}
    }

    /// The same, but everything goes on.
    public Inspection lenient() {
        return new Inspection(schemas, false);
    }

    /// A dead letter is never refused: there is nowhere else for it.
    ///
    /// @param attributes of an event, by CloudEvents' names
    public Verdict of(Map<String, String> attributes, byte @Nullable [] data) {
        var violations =
                schemas.violations(
                        attributes.getOrDefault("type", ""),
                        attributes.get("datacontenttype"),
                        data);
        if (violations.isEmpty()) {
            return new Verdict.Kept();
        }
        return strict && !attributes.containsKey(DEAD_LETTER)
                ? new Verdict.Refused(joined(violations))
                : new Verdict.Violated(joined(violations));
    }

    private static String joined(List<Violation> violations) {
        return violations.stream().map(Violation::toString).collect(Collectors.joining("; "));
    }
}
