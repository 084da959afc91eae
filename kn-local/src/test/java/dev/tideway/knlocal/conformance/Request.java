package dev.tideway.knlocal.conformance;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// What a subscriber was sent.
///
/// @param headers by name in small letters
/// @param nanos when, by this JVM's clock
record Request(String method, String path, Map<String, String> headers, String body, long nanos) {
    static Request of(HttpExchange exchange) throws IOException {
        var headers = new TreeMap<String, String>();
        exchange.getRequestHeaders()
                .forEach((name, values) ->
                        headers.put(name.toLowerCase(Locale.ROOT), values.getFirst()));
        var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        return new Request(
                exchange.getRequestMethod(),
                exchange.getRequestURI().toString(),
                headers,
                body,
                System.nanoTime());
    }

    /// Of the event it carries; empty when it has none of that name.
    String attribute(String name) {
        return headers.getOrDefault("ce-" + name, "");
    }
}
