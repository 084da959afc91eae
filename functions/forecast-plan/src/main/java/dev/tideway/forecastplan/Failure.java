package dev.tideway.forecastplan;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;

/// Why a slice came back, as Knative tells it in extensions of the event.
final class Failure {
    private Failure() {}

    static String reason(Map<String, String> extensions) {
        var code = extensions.getOrDefault("knativeerrorcode", "no answer");
        return (code + " " + decoded(extensions.getOrDefault("knativeerrordata", ""))).strip();
    }

    /// Base64; what is not comes from someone else and is left as it is.
    private static String decoded(String text) {
        try {
            var decoded = new String(Base64.getDecoder().decode(text), StandardCharsets.UTF_8);
            // PostgreSQL's text holds every character but this one.
            return decoded.replace('\0', '\uFFFD').strip();
        } catch (IllegalArgumentException _) {
            return text;
        }
    }
}
