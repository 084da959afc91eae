package dev.tideway.knlocal.event;

import java.util.Locale;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// CloudEvents over HTTP, binary and structured (HTTP binding 1.0.2). Reads any message without throwing; stricter
/// than Knative's brokers only where CloudEvents 1.0.2 says MUST, and specversion 0.3 is not spoken.
public final class HttpEvents {
    private static final String STRUCTURED = "application/cloudevents";
    private static final String PREFIX = "ce-";

    private HttpEvents() {}

    /// Takes ownership of the body.
    public static Decoded decode(Iterable<Map.Entry<String, String>> headers, byte[] body) {
        var draft = new Draft(PREFIX);
        var contentType = "";
        var spoken = false;
        for (var header : headers) {
            var name = header.getKey();
            if (name.regionMatches(true, 0, PREFIX, 0, PREFIX.length())) {
                spoken = true;
                take(draft, attributeName(name), header.getValue());
            } else if (name.equalsIgnoreCase("content-type")) {
                contentType = header.getValue().strip();
            }
        }
        if (contentType.regionMatches(true, 0, STRUCTURED, 0, STRUCTURED.length())) {
            return structured(contentType, body);
        }
        if (!spoken) {
            return new Decoded.NotAnEvent(
                    "not a CloudEvent: no ce- header, and the content type is "
                            + (contentType.isEmpty() ? "absent" : Draft.shown(contentType)));
        }
        if (!contentType.isEmpty()) {
            draft.put("datacontenttype", contentType);
        }
        return draft.finish(body.length == 0 ? null : body);
    }

    private static String attributeName(String header) {
        var name = header.substring(PREFIX.length());
        return name.toLowerCase(Locale.ROOT);
    }

    private static void take(Draft draft, String name, String value) {
        if (name.equals("datacontenttype")) {
            draft.fault("ce-datacontenttype is not allowed: the Content-Type header says it");
            return;
        }
        var decoded = PercentCoding.decode(value);
        if (decoded == null) {
            draft.fault(PREFIX + Draft.shown(name) + " is percent-encoded, but not from UTF-8");
        } else {
            draft.put(name, decoded);
        }
    }

    private static Decoded structured(String contentType, byte[] body) {
        var end = contentType.indexOf(';');
        var format = end < 0 ? contentType : contentType.substring(0, end).strip();
        var flavour = format.substring(STRUCTURED.length()).toLowerCase(Locale.ROOT);
        if (flavour.equals("+json")) {
            return JsonEvents.decode(body);
        }
        return new Decoded.Invalid(
                flavour.startsWith("-batch")
                        ? "batch mode is not supported by Knative brokers"
                        : "event format " + Draft.shown(format) + " is not supported");
    }

    /// The headers of binary mode; the body is the event's data.
    public static void encode(Event event, BiConsumer<String, String> headers) {
        event.attributes()
                .forEach((name, value) -> {
                    if (name.equals("datacontenttype")) {
                        headers.accept("Content-Type", value);
                    } else {
                        headers.accept(headerName(name), PercentCoding.encode(value));
                    }
                });
    }

    private static String headerName(String attribute) {
        return switch (attribute) {
            case "specversion" -> "ce-specversion";
            case "id" -> "ce-id";
            case "source" -> "ce-source";
            case "type" -> "ce-type";
            case "subject" -> "ce-subject";
            case "time" -> "ce-time";
            default -> PREFIX.concat(attribute);
        };
    }

    /// Whether data of this content type is JSON; absent means JSON (JSON format 1.0.2, section 3.1).
    public static boolean isJson(@Nullable String contentType) {
        if (contentType == null) {
            return true;
        }
        var end = contentType.indexOf(';');
        var type = (end < 0 ? contentType : contentType.substring(0, end)).strip();
        var subtype = type.substring(type.indexOf('/') + 1).toLowerCase(Locale.ROOT);
        return subtype.equals("json") || subtype.endsWith("+json");
    }
}
