package dev.tideway.deadletters;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Why an event is a dead letter, as Knative tells it in extensions of the event.
///
/// @param destination where it could not be delivered, empty when not told
/// @param code the last HTTP status, null when there was no answer
/// @param reason the body of the last answer, null when not told
record Failure(String destination, @Nullable Integer code, @Nullable String reason) {
    private static final String DESTINATION = "knativeerrordest";
    private static final String CODE = "knativeerrorcode";
    private static final String DATA = "knativeerrordata";

    /// The extensions that tell it, which are no part of the event.
    static final Set<String> EXTENSIONS = Set.of(DESTINATION, CODE, DATA);

    static Failure of(Map<String, String> extensions) {
        return new Failure(
                extensions.getOrDefault(DESTINATION, ""),
                code(extensions.get(CODE)),
                reason(extensions.get(DATA)));
    }

    private static @Nullable Integer code(@Nullable String text) {
        return text != null && text.matches("\\d{1,9}") ? Integer.valueOf(text) : null;
    }

    /// Knative encodes it in Base64; what is not comes from someone else and is kept as it is.
    private static @Nullable String reason(@Nullable String text) {
        if (text == null) {
            return null;
        }
        try {
            var decoded = new String(Base64.getDecoder().decode(text), StandardCharsets.UTF_8);
            // PostgreSQL's text holds every character but this one.
            return decoded.replace('\0', '\uFFFD').strip();
        } catch (IllegalArgumentException _) {
            return text;
        }
    }
}
