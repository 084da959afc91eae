package dev.tideway.knlocal.trace;

import dev.tideway.knlocal.event.Event;
import dev.tideway.knlocal.manifest.ObjectRef;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// What is said of a span, in the words of OpenTelemetry's semantic conventions for messaging and for CloudEvents. Texts are
/// cut: an event may say anything at any length.
final class Attributes {
    private static final int LONGEST = 256;
    private static final Pattern CONTROL = Pattern.compile("\\p{Cc}");
    private static final Pattern STATUS = Pattern.compile("([1-5]\\d\\d)\\b.*");

    private final Map<String, Object> all = new LinkedHashMap<>();

    private Attributes() {}

    /// Of any step of the event.
    static Attributes of(Event event) {
        var attributes =
                new Attributes()
                        .put("messaging.system", "knative")
                        .put("messaging.message.id", event.id())
                        .put("cloudevents.event_id", event.id())
                        .put("cloudevents.event_source", event.source())
                        .put("cloudevents.event_spec_version", "1.0")
                        .put("cloudevents.event_type", event.type());
        var subject = event.attribute("subject");
        return subject == null ? attributes : attributes.put("cloudevents.event_subject", subject);
    }

    /// Of a step on the event's way out.
    ///
    /// @param replay the id of the replay that it is one of
    static Attributes of(Event event, ObjectRef egress, Optional<String> replay) {
        var attributes =
                of(event).put("messaging.destination.subscription.name", egress.key().toString());
        replay.ifPresent(it -> attributes.put("knative.replay", it));
        return attributes;
    }

    /// @param why begins with the status, if there was an answer
    Attributes failed(String why) {
        var status = STATUS.matcher(text(why));
        if (status.matches()) {
            put("http.response.status_code", Long.parseLong(status.group(1)));
        }
        return put("error.type", status.matches() ? status.group(1) : "_OTHER");
    }

    Attributes put(String name, String text) {
        all.put(name, text(text));
        return this;
    }

    Attributes put(String name, long number) {
        all.put(name, number);
        return this;
    }

    Map<String, Object> all() {
        return all;
    }

    static String text(String text) {
        var cut = text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
        return CONTROL.matcher(cut).replaceAll("?");
    }
}
