package dev.tideway.knlocal.settings;

import java.net.URI;
import java.util.Map;

/// Where spans are sent, as OpenTelemetry's environment variables have it.
///
/// @param endpoint takes OTLP over HTTP, its path included
/// @param headers of each request; they may be secret
/// @param service what the runner is called in a trace
/// @param resource what else is said of it
/// @param parentBased whether what a caller has decided of a trace goes first
/// @param ratio of the other traces that are sent, 0 to 1
/// @param variables that say the same to a function
public record Tracing(
        URI endpoint,
        Map<String, String> headers,
        String service,
        Map<String, String> resource,
        boolean parentBased,
        double ratio,
        Map<String, String> variables) {
    public Tracing {
        headers = Map.copyOf(headers);
        resource = Map.copyOf(resource);
        variables = Map.copyOf(variables);
    }

    /// Without what may be secret.
    @Override
    public String toString() {
        return "spans of %s to %s".formatted(service, shown(endpoint));
    }

    /// An address without what may be secret: a user's name and password, a query.
    public static String shown(URI address) {
        var port = address.getPort() < 0 ? "" : ":" + address.getPort();
        return address.getScheme() + "://" + address.getHost() + port + address.getPath();
    }
}
