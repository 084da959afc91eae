package dev.tideway.knlocal.dispatch;

import dev.tideway.knlocal.event.Event;
import dev.tideway.knlocal.manifest.DataPlane;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/// The event that goes to a dead-letter sink: the original, `id`, `source` and `type` unchanged, with why it
/// failed in the `knativeerror…` extensions.
final class DeadLetter {
    private static final int MAX_DATA = 1024;
    private static final Pattern NAME = Pattern.compile("[a-z0-9]+");
    private static final Set<String> NO_EXTENSIONS =
            Set.of(
                    "specversion",
                    "id",
                    "source",
                    "type",
                    "subject",
                    "time",
                    "datacontenttype",
                    "dataschema",
                    "data");

    private DeadLetter() {}

    static Event of(Event event, Failure failure, DataPlane plane) {
        var attributes = new LinkedHashMap<>(event.attributes());
        switch (plane) {
            case KAFKA -> kafka(attributes, failure);
            case MT_BROKER, IN_MEMORY_CHANNEL -> channelBased(attributes, failure);
        }
        attributes.put("knativeerrordest", failure.destination().toString());
        return event.with(attributes);
    }

    /// At most 1024 bytes of the body, before base64, and nothing when it is empty. Nothing but the destination when
    /// there was no answer.
    private static void kafka(Map<String, String> attributes, Failure failure) {
        failure.extensions().forEach((name, value) -> extend(attributes, name, value));
        if (failure.status().isPresent()) {
            attributes.put("knativeerrorcode", Integer.toString(failure.status().getAsInt()));
            var cut = failure.body().getBytes(0, Math.min(failure.body().length(), MAX_DATA));
            if (cut.length > 0) {
                attributes.put("knativeerrordata", Base64.getEncoder().encodeToString(cut));
            }
        }
    }

    /// A subscriber may add to the event, not change it or make it invalid.
    private static void extend(Map<String, String> attributes, String name, String value) {
        if (NAME.matcher(name).matches() && !NO_EXTENSIONS.contains(name)) {
            attributes.put(name, value.replaceAll("\\p{Cntrl}", " "));
        }
    }

    /// At most 1024 characters, after base64. No answer counts as a 500 that says "dispatch error".
    private static void channelBased(Map<String, String> attributes, Failure failure) {
        attributes.put("knativeerrorcode", Integer.toString(failure.status().orElse(500)));
        var body =
                failure.status().isPresent()
                        ? failure.body().getBytes()
                        : ("dispatch error: " + failure.why()).getBytes(StandardCharsets.UTF_8);
        var data = Base64.getEncoder().encodeToString(body);
        attributes.put("knativeerrordata", data.substring(0, Math.min(data.length(), MAX_DATA)));
    }
}
