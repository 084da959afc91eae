package dev.tideway.kit;

import java.util.Locale;

/// The media types of the CloudEvents HTTP binding; parameters such as `charset` and letter case do not matter.
final class MediaType {
    static final String JSON = "application/json";
    static final String STRUCTURED = "application/cloudevents+json";
    static final String BYTES = "application/octet-stream";

    private MediaType() {}

    /// `application/json`, and whatever ends in `+json` (RFC 6839).
    static boolean isJson(String contentType) {
        var essence = essence(contentType);
        return essence.equals(JSON) || essence.endsWith("+json");
    }

    static boolean isStructured(String contentType) {
        return essence(contentType).equals(STRUCTURED);
    }

    /// `application/cloudevents…`: structured in some format, or a batch.
    static boolean isCloudEvents(String contentType) {
        return essence(contentType).startsWith("application/cloudevents");
    }

    /// A form's parts, which the HTTP server takes out of the body before we see it.
    static boolean isMultipart(String contentType) {
        return essence(contentType).startsWith("multipart/");
    }

    private static String essence(String contentType) {
        return contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    }
}
